import { Link } from '@tanstack/react-router';
import type { Grant } from '#contract/grants.ts';
import { TimeLeft, When } from '../ui/When.tsx';
import { shownName } from '../ui/words.ts';
import classes from './GrantLine.module.css';

function ending(grant: Grant) {
  switch (grant.status) {
    case 'active':
      return (
        <>
          Access is open until <When at={grant.expiresAt} />: <TimeLeft at={grant.expiresAt} /> left.
        </>
      );
    case 'expired':
      return (
        <>
          Access ended on time, <When at={grant.endedAt ?? grant.expiresAt} />.
        </>
      );
    case 'revoked':
      return (
        <>
          {grant.endedBy === null ? 'The desk' : shownName(grant.endedBy)} revoked the access,{' '}
          <When at={grant.endedAt ?? grant.expiresAt} />
          {grant.reason === null ? '.' : `: “${grant.reason}”`}
        </>
      );
    case 'released':
      return (
        <>
          {shownName(grant.person)} gave the access back early, <When at={grant.endedAt ?? grant.expiresAt} />.
        </>
      );
  }
}

interface GrantLineProps {
  readonly grant: Grant;
}

/** What became of the access itself. */
export function GrantLine({ grant }: GrantLineProps) {
  return (
    <div className={classes.grant} data-active={grant.status === 'active'}>
      <p>
        {ending(grant)}{' '}
        <Link to="/grants" search={{ show: 'all', grant: grant.id }} className="quiet-link">
          See the grant
        </Link>
      </p>
      {grant.bypass === null ? null : (
        <p>
          Reason given: <q>{grant.bypass.reason}</q>{' '}
          {grant.bypass.reviewedBy === null
            ? 'No admin has reviewed this yet.'
            : `Reviewed by ${shownName(grant.bypass.reviewedBy)}${grant.bypass.comment === null ? '.' : `: “${grant.bypass.comment}”`}`}
        </p>
      )}
    </div>
  );
}
