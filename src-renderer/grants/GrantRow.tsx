import { Button } from '@mantine/core';
import { IconBan, IconCornerDownLeft, IconHourglass, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Grant } from '#contract/grants.ts';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { administers } from '../app/roles.ts';
import { CutName } from '../ui/CutName.tsx';
import { shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { State } from '../ui/State.tsx';
import { TimeLeft, When } from '../ui/When.tsx';
import type { GrantAction } from './GrantDialog.tsx';
import classes from './GrantRow.module.css';

const icons = {
  active: IconRosetteDiscountCheck,
  expired: IconHourglass,
  revoked: IconBan,
  released: IconCornerDownLeft,
} as const;

function Review({ grant: { bypass } }: { readonly grant: Grant }) {
  if (bypass === null) return null;
  const { reason, reviewedBy, reviewedAt, comment } = bypass;
  return reviewedBy === null || reviewedAt === null ? (
    <span className={`meta ${classes.cut}`} title={reason}>
      {t('grants.row.notReviewed', { reason })}
    </span>
  ) : (
    <span
      className={`meta ${classes.cut}`}
      title={t('grants.row.reviewedHint', { reason, person: shownName(reviewedBy), comment: comment ?? '' })}
    >
      <Sentence
        text="grants.row.reviewed"
        values={{ person: shownName(reviewedBy), comment: comment ?? '' }}
        parts={{ time: <When at={reviewedAt} /> }}
      />
    </span>
  );
}

interface GrantRowProps {
  readonly grant: Grant;
  readonly me: Person | null;
  readonly marked: boolean;
  readonly onAsk: (action: GrantAction) => void;
}

function actionsFor(grant: Grant, me: Person | null): readonly GrantAction[] {
  if (me === null) return [];
  const admin = administers(me);
  return [
    ...(admin && grant.bypass?.reviewedBy === null && grant.person.id !== me.id ? (['review'] as const) : []),
    ...(grant.status === 'active' && grant.person.id === me.id ? (['release'] as const) : []),
    ...(grant.status === 'active' && admin ? (['revoke'] as const) : []),
  ];
}

/** One grant: its account, its person, the time left, and its actions. */
export function GrantRow({ grant, me, marked, onAsk }: GrantRowProps) {
  const Icon = icons[grant.status];
  return (
    <div className={classes.row} data-marked={marked} data-status={grant.status}>
      <span className={classes.state}>
        <Icon size={16} stroke={1.75} aria-hidden /> {t(`grants.row.status.${grant.status}`)}
      </span>
      <span className={classes.what}>
        <span className="mono">
          <span className="strong">{grant.resource}</span> {grant.account}
        </span>
        {grant.viaBypass ? (
          <span className={classes.bypass}>
            <State name="bypass" />
            <Review grant={grant} />
          </span>
        ) : grant.reason === null ? null : (
          <span className={`meta ${classes.cut}`} title={grant.reason}>
            {t('grants.row.reason', { reason: grant.reason })}
          </span>
        )}
      </span>
      <CutName person={grant.person} />
      <span className={`tabular ${classes.time}`}>
        {grant.status === 'active' ? (
          <>
            <span className="strong">
              <Sentence text="grants.row.left" parts={{ time: <TimeLeft at={grant.expiresAt} /> }} />
            </span>
            <span className="meta">
              <Sentence text="grants.row.until" parts={{ time: <When at={grant.expiresAt} /> }} />
            </span>
          </>
        ) : (
          <>
            <span>
              <Sentence text="grants.row.ended" parts={{ time: <When at={grant.endedAt ?? grant.expiresAt} /> }} />
            </span>
            <span className="meta">
              <Sentence text="grants.row.began" parts={{ time: <When at={grant.startsAt} /> }} />
            </span>
          </>
        )}
      </span>
      <span className={classes.actions}>
        {actionsFor(grant, me).map((action) => (
          <Button key={action} variant="default" size="compact-sm" onClick={() => onAsk(action)}>
            {t(`grants.row.action.${action}`)}
          </Button>
        ))}
        <Link to="/inbox" search={{ show: 'approved', request: grant.requestId }} className="quiet-link">
          {t('grants.row.request')}
        </Link>
      </span>
    </div>
  );
}
