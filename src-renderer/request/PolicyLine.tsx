import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { requestPoliciesQuery } from '../app/queries/requests.ts';
import { oversees } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { counted } from '../ui/words.ts';
import classes from './PolicyLine.module.css';

interface PolicyLineProps {
  readonly request: AccessRequest;
}

/** The policies that matched as well when it was filed, and why they lost. */
function Others({ id }: { readonly id: string }) {
  const { data, error } = useQuery(requestPoliciesQuery(id));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (data === undefined) return <Skeleton height={20} mt="xs" />;
  const { shadowed, shadowedCount } = data;
  if (shadowedCount === 0) return null;
  return (
    <>
      <p>
        When it was filed, {shadowedCount === 1 ? 'another policy' : `${shadowedCount} other policies`} matched too:
      </p>
      <ul>
        {shadowed.map((policy) => (
          <li key={policy.policyId}>
            <Link to="/policies" search={{ policy: policy.policyId }} className="quiet-link">
              <span className="mono">{policy.name}</span>
            </Link>{' '}
            v{policy.version}. {policy.because}
          </li>
        ))}
      </ul>
      {shadowedCount > shadowed.length ? (
        <p>And {counted(shadowedCount - shadowed.length, 'other that fits', 'others that fit')} less well.</p>
      ) : null}
    </>
  );
}

/** Which policy decides, why that one and not another, and whether it has changed since. */
export function PolicyLine({ request }: PolicyLineProps) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { policy } = request;
  const reads = me !== null && oversees(me);
  const name = <span className="mono">{policy.name}</span>;
  return (
    <div className={classes.policy}>
      <p>
        Policy{' '}
        {reads ? (
          <Link to="/policies" search={{ policy: policy.id }} className="quiet-link">
            {name}
          </Link>
        ) : (
          name
        )}{' '}
        v{policy.version}
        {policy.isCurrentVersion ? null : (
          <span className="dim"> · A newer version exists. This request stays under the rules it was filed under.</span>
        )}
      </p>
      <details open={open} onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
        <summary>Why this policy</summary>
        <p>{policy.because}</p>
        {open && reads ? <Others id={request.id} /> : null}
      </details>
    </div>
  );
}
