import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { requestPoliciesQuery } from '../app/queries/requests.ts';
import { oversees } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import classes from './PolicyLine.module.css';

interface PolicyLineProps {
  readonly request: AccessRequest;
}

/** The other policies that matched when it was filed, and why they lost. */
function Others({ id }: { readonly id: string }) {
  const { data, error } = useQuery(requestPoliciesQuery(id));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (data === undefined) return <Skeleton height={20} mt="xs" />;
  const { shadowed, shadowedCount } = data;
  if (shadowedCount === 0) return null;
  return (
    <>
      <p>{t('request.policy.others', { count: shadowedCount })}</p>
      <ul>
        {shadowed.map((policy) => (
          <li key={policy.policyId}>
            <Sentence
              text="request.policy.other"
              values={{ name: policy.name, version: policy.version, because: policy.because }}
              parts={{
                policy: <Link to="/policies" search={{ policy: policy.policyId }} className="quiet-link mono" />,
              }}
            />
          </li>
        ))}
      </ul>
      {shadowedCount > shadowed.length ? (
        <p>{t('request.policy.more', { count: shadowedCount - shadowed.length })}</p>
      ) : null}
    </>
  );
}

/** The policy that decides, why it does, and whether there is a newer version. */
export function PolicyLine({ request }: PolicyLineProps) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { policy } = request;
  const reads = me !== null && oversees(me);
  return (
    <div className={classes.policy}>
      <p>
        <Sentence
          text="request.policy.line"
          values={{ name: policy.name, version: policy.version }}
          parts={{
            policy: reads ? (
              <Link to="/policies" search={{ policy: policy.id }} className="quiet-link mono" />
            ) : (
              <span className="mono" />
            ),
          }}
        />
        {policy.isCurrentVersion ? null : <span className="dim">{t('request.policy.newer')}</span>}
      </p>
      <details open={open} onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
        <summary>{t('request.policy.why')}</summary>
        <p>{policy.because}</p>
        {open && reads ? <Others id={request.id} /> : null}
      </details>
    </div>
  );
}
