import type { RuleChange } from '#contract/eventShapes.ts';
import type { DeskEvent } from '#contract/events.ts';
import { expectedOf } from '../../engine/proposal/change.ts';
import type { ReadDb } from '../../store/connection.ts';
import { fourEyesIsOn } from '../../store/queries/desk.ts';
import { loadProposal } from '../../store/queries/proposals.ts';
import { changesRules, presentIn } from '../kernel/fourEyes.ts';
import { differences } from './comparison.ts';

/** Whether rules were changed only as a second admin had approved, while four eyes was on; and whether what was approved was done. */
export interface FourEyesCheck {
  /**
   * What is wrong with an event as far as four eyes go, as the rest of a sentence; null when nothing is. For every event that does not follow
   * from another one, before it is put into the tables.
   */
  admit(event: DeskEvent): string | null;
  /** What was approved and is still to be done, as the rest of a sentence; null when nothing is. */
  outstanding(): string | null;
}

interface Approved {
  readonly event: DeskEvent;
  readonly number: number;
  readonly changes: readonly RuleChange[];
  readonly done: number;
}

/** Watches over what was approved, in the ledger whose tables are in `db`. */
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
