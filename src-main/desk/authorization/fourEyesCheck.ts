import type { RuleChange } from '#contract/eventShapes.ts';
import type { DeskEvent } from '#contract/events.ts';
import { t } from '#texts/texts.ts';
import { expectedOf } from '../../engine/proposal/change.ts';
import type { ReadDb } from '../../store/connection.ts';
import { fourEyesIsOn } from '../../store/queries/desk.ts';
import { loadProposal } from '../../store/queries/proposals.ts';
import { moment } from '../kernel/clock.ts';
import { changesRules, presentIn } from '../kernel/fourEyes.ts';
import { differences } from './comparison.ts';

/** Checks that while four eyes was on, rules were changed exactly as a second admin had approved. */
export interface FourEyesCheck {
  /**
   * Why four eyes forbids an event; null if it does not. Call it for every event that does not follow from another
   * one, before it is projected.
   */
  admit(event: DeskEvent): string | null;
  /** Which approved changes are still missing; null if none are. */
  outstanding(): string | null;
}

interface Approved {
  readonly event: DeskEvent;
  readonly number: number;
  readonly changes: readonly RuleChange[];
  readonly done: number;
}

/** Follows the approved proposals of the ledger whose tables are in `db`. */
export function fourEyesCheck(db: ReadDb): FourEyesCheck {
  let approved: Approved | null = null;

  const outstanding = (): string | null => {
    if (approved === null) return null;
    const { number, changes, done } = approved;
    return t('replay.fourEyes.missing', { number, count: changes.length - done });
  };

  const carriesOut = ({ event: approval, number, changes, done }: Approved, event: DeskEvent): string | null => {
    const change = changes[done];
    if (event.actor !== approval.actor || event.at !== approval.at || !change)
      return t('replay.fourEyes.restFirst', { number });
    const expected = expectedOf(change, presentIn(db, moment(event.at)));
    if (typeof expected === 'string') return t('replay.fourEyes.impossible', { number, why: expected });
    const otherwise = differences(expected, event);
    return otherwise === null ? null : t('replay.fourEyes.different', { number, difference: otherwise });
  };

  return {
    admit(event) {
      if (approved !== null) {
        const wrong = carriesOut(approved, event);
        const done = approved.done + 1;
        approved = wrong !== null || done === approved.changes.length ? null : { ...approved, done };
        return wrong;
      }
      if (event.type === 'proposal.approved') {
        const proposal = loadProposal(db, event.data.id);
        if (proposal) approved = { event, number: proposal.number, changes: proposal.changes, done: 0 };
        return null;
      }
      if (!changesRules(db, event) || !fourEyesIsOn(db)) return null;
      return t('replay.fourEyes.notApproved');
    },
    outstanding,
  };
}
