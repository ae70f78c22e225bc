import { Link } from '@tanstack/react-router';
import type { AccessRequest } from '../../src-preload/contract/requests.ts';
import { oversees } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import classes from './PolicyLine.module.css';

interface PolicyLineProps {
  readonly request: AccessRequest;
}

/** Which policy decides, why that one, and whether it has changed since. */
export function PolicyLine({ request }: PolicyLineProps) {
  const me = useMe();
  const { policy } = request;
  const name = <span className="mono">{policy.name}</span>;
  return (
    <div className={classes.policy}>
      <p>
        Policy{' '}
        {me !== null && oversees(me) ? (
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
      <details>
        <summary>Why this policy</summary>
        <p>{policy.because}</p>
      </details>
    </div>
  );
}
