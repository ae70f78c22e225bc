import type { RuleChange } from '#contract/eventShapes.ts';
import type { DeskEvent } from '#contract/events.ts';
import { expectedOf } from '../../engine/proposal/change.ts';
import type { ReadDb } from '../../store/connection.ts';
import { fourEyesIsOn } from '../../store/queries/desk.ts';
import { loadProposal } from '../../store/queries/proposals.ts';
import { changesRules, presentIn } from '../kernel/fourEyes.ts';
import { differences } from './comparison.ts';

/** Checks that while four eyes was on, rules were changed exactly as a second admin had approved. */
export interface FourEyesCheck {
  /**
   * Why four eyes forbids an event, as the rest of a sentence; null if it does not. Call it for every event that does not follow from another
   * one, before it is projected.
   */
  admit(event: DeskEvent): string | null;
  /** Which approved changes are still missing, as the rest of a sentence; null if none are. */
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
    return `of proposal ${number} ${changes.length - done} approved ${changes.length - done === 1 ? 'change is' : 'changes are'} missing right after it`;
  };

  const carriesOut = ({ event: approval, number, changes, done }: Approved, event: DeskEvent): string | null => {
    const change = changes[done];
    if (event.actor !== approval.actor || event.at !== approval.at || !change)
      return `the rest of proposal ${number} was to come first, by the same person and at the same time`;
    const expected = expectedOf(change, presentIn(db));
    if (typeof expected === 'string') return `proposal ${number} could not be carried out: ${expected}`;
    const otherwise = differences(expected, event);
    return otherwise === null ? null : `it is not what was approved by proposal ${number}: ${otherwise}`;
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
      return 'four eyes on rules was on, and no proposal that another admin had approved holds it';
    },
    outstanding,
  };
}
