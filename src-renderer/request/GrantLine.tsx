import { Link } from '@tanstack/react-router';
import type { Grant } from '#contract/grants.ts';
import { t } from '#texts/texts.ts';
import { shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { TimeLeft, When } from '../ui/When.tsx';
import classes from './GrantLine.module.css';

interface GrantLineProps {
  readonly grant: Grant;
}

/** The access that a request gave: until when, or how it ended. */
export function GrantLine({ grant }: GrantLineProps) {
  return (
    <div className={classes.grant} data-active={grant.status === 'active'}>
      <p>
        <GrantState grant={grant} />{' '}
        <Link to="/grants" search={{ show: 'all', grant: grant.id }} className="quiet-link">
          {t('request.grant.see')}
        </Link>
      </p>
      {grant.bypass === null ? null : (
        <p>
          <Sentence text="request.grant.reason" values={{ reason: grant.bypass.reason }} parts={{ reason: <q /> }} />{' '}
          {reviewOf(grant.bypass)}
        </p>
      )}
    </div>
  );
}

function GrantState({ grant }: GrantLineProps) {
  const { endedBy, reason } = grant;
  const parts = { at: <When at={grant.endedAt ?? grant.expiresAt} /> };
  switch (grant.status) {
    case 'active':
      return (
        <Sentence
          text="request.grant.active"
          parts={{ at: <When at={grant.expiresAt} />, left: <TimeLeft at={grant.expiresAt} /> }}
        />
      );
    case 'expired':
      return <Sentence text="request.grant.expired" parts={parts} />;
    case 'released':
      return <Sentence text="request.grant.released" values={{ name: shownName(grant.person) }} parts={parts} />;
    case 'revoked': {
      const name = endedBy === null ? null : shownName(endedBy);
      if (name === null)
        return reason === null ? (
          <Sentence text="request.grant.revokedByDesk" parts={parts} />
        ) : (
          <Sentence text="request.grant.revokedByDeskBecause" values={{ reason }} parts={parts} />
        );
      return reason === null ? (
        <Sentence text="request.grant.revoked" values={{ name }} parts={parts} />
      ) : (
        <Sentence text="request.grant.revokedBecause" values={{ name, reason }} parts={parts} />
      );
    }
  }
}

function reviewOf({ reviewedBy, comment }: NonNullable<Grant['bypass']>): string {
  if (reviewedBy === null) return t('request.grant.notReviewed');
  const name = shownName(reviewedBy);
  return comment === null ? t('request.grant.reviewed', { name }) : t('request.grant.reviewedWith', { name, comment });
}
