import { Button } from '@mantine/core';
import { IconBan, IconCornerDownLeft, IconHourglass, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Grant } from '#contract/grants.ts';
import type { Person } from '#contract/people.ts';
import { administers } from '../app/roles.ts';
import { CutName } from '../ui/CutName.tsx';
import { State } from '../ui/State.tsx';
import { TimeLeft, When } from '../ui/When.tsx';
import { shownName } from '../ui/words.ts';
import type { GrantAction } from './GrantDialog.tsx';
import classes from './GrantRow.module.css';

const states = {
  active: { icon: IconRosetteDiscountCheck, word: 'active' },
  expired: { icon: IconHourglass, word: 'expired' },
  revoked: { icon: IconBan, word: 'revoked' },
  released: { icon: IconCornerDownLeft, word: 'released' },
} as const;

function Review({ grant: { bypass } }: { readonly grant: Grant }) {
  if (bypass === null) return null;
  const { reason, reviewedBy, reviewedAt, comment } = bypass;
  return reviewedBy === null || reviewedAt === null ? (
    <span className={`meta ${classes.cut}`} title={reason}>
      not reviewed yet: “{reason}”
    </span>
  ) : (
    <span className={`meta ${classes.cut}`} title={`${reason}\n${shownName(reviewedBy)}: ${comment ?? ''}`}>
      reviewed by {shownName(reviewedBy)}, <When at={reviewedAt} />: “{comment}”
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

const buttons: Record<GrantAction, string> = { review: 'Review…', release: 'Give back…', revoke: 'Revoke…' };

/** One grant: what, who, how much is left, and what can be done about it. */
export function GrantRow({ grant, me, marked, onAsk }: GrantRowProps) {
  const { icon: Icon, word } = states[grant.status];
  return (
    <div className={classes.row} data-marked={marked} data-status={grant.status}>
      <span className={classes.state}>
        <Icon size={16} stroke={1.75} aria-hidden /> {word}
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
            “{grant.reason}”
          </span>
        )}
      </span>
      <CutName person={grant.person} />
      <span className={`tabular ${classes.time}`}>
        {grant.status === 'active' ? (
          <>
            <span className="strong">
              <TimeLeft at={grant.expiresAt} /> left
            </span>
            <span className="meta">
              until <When at={grant.expiresAt} />
            </span>
          </>
        ) : (
          <>
            <span>
              ended <When at={grant.endedAt ?? grant.expiresAt} />
            </span>
            <span className="meta">
              began <When at={grant.startsAt} />
            </span>
          </>
        )}
      </span>
      <span className={classes.actions}>
        {actionsFor(grant, me).map((action) => (
          <Button key={action} variant="default" size="compact-sm" onClick={() => onAsk(action)}>
            {buttons[action]}
          </Button>
        ))}
        <Link to="/inbox" search={{ show: 'approved', request: grant.requestId }} className="quiet-link">
          Request
        </Link>
      </span>
    </div>
  );
}
