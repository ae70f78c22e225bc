import Database from 'better-sqlite3';
import { ZodError } from 'zod';
import { type DeskEvent, FIRST_RULES } from '#contract/events.ts';
import type { LedgerProblem } from '#contract/ledger.ts';
import { peopleInputs } from '#contract/people.ts';
import { name } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { NEWEST_RULES } from '../../engine/rules.ts';
import type { ReadDb } from '../../store/connection.ts';
import type { ReplayVerifier } from '../../store/integrity/verify.ts';
import { cachedMatcher } from '../kernel/caches.ts';
import { moment } from '../kernel/clock.ts';
import { differencesUnder, type Following, unfit } from './comparison.ts';
import type { EventOf } from './context.ts';
import { keptDirectory } from './directory.ts';
import { idTaken, judgeEvent } from './event.ts';
import { alsoFollows } from './following.ts';
import { fourEyesCheck } from './fourEyesCheck.ts';
import { concerned } from './stuck.ts';

/**
 * Asks the engine again about every event of a ledger (docs/decisions/0007): whether this actor, enabled and in that role, could have
 * caused it then, given what the events before it had made of the tables in `db`; and whether all that follows from it by the rules came
 * right after it.
 */
export function replayVerifier(db: ReadDb): ReplayVerifier {
  const matcher = cachedMatcher();
  const directory = keptDirectory(db);
  const open = concerned(db, directory);
  const approved = fourEyesCheck(db);
  let kind: WorkspaceKind | null = null;
  let rules = FIRST_RULES;
  let before: DeskEvent | null = null;
  /** The newest event of the turn that is open; null when the next event begins one. */
  let transaction: DeskEvent | null = null;
  let outstanding: readonly Following[] = [];
  /** The newest event that did not follow from another one; what is outstanding follows from it. */
  let cause: DeskEvent | null = null;

  const inTransactionWith = (event: DeskEvent, other: DeskEvent | null): boolean =>
    other !== null && event.actor === other.actor && event.at === other.at;

  // What the turn that ends here should have recorded, named with the event in which it ended.
  const endTransaction = (say: Say): void => {
    const last = before;
    if (last !== null)
      guarded(last, say, () => {
        for (const what of open.settle()) say(last, what);
      });
  };

  const judgeFollowing = (event: DeskEvent, expected: Following, say: Say): void => {
    const late = inTransactionWith(event, cause)
      ? null
      : `it follows from event ${cause?.sequence}, and has another actor or another time`;
    const wrong = late ?? differencesUnder(rules, expected, event) ?? idTaken({ db, rules }, event);
    if (wrong !== null) say(event, wrong);
  };

  const judgeNext = (event: DeskEvent, desk: WorkspaceKind, say: Say): void => {
    const [expected, ...rest] = outstanding;
    outstanding = rest;
    if (expected?.type === event.type) return guarded(event, say, () => judgeFollowing(event, expected, say));
    if (expected) say(event, `${expected.type} was to come first, for it follows from event ${cause?.sequence}`);
    // Rules are adopted in a turn of their own, in whose name ever.
    const inTransaction = event.type !== 'rules.adopted' && inTransactionWith(event, transaction);
    if (!inTransaction) endTransaction(say);
    outstanding = [];
    cause = event;
    guarded(event, say, () => {
      const state = {
        db,
        kind: desk,
        now: moment(event.at),
        matcher,
        directory,
        rules,
        before: before?.at ?? event.at,
      };
      const unapproved = approved.admit(event);
      if (unapproved !== null) say(event, unapproved);
      const { wrong, following } = judgeEvent(state, event);
      if (wrong !== null) say(event, wrong);
      else if (!inTransaction && (event.type === 'request.stuck' || event.type === 'request.unstuck'))
        say(event, 'it was not recorded with what caused it, by the same person and at the same time');
      outstanding = following;
    });
  };

  const found = (event: Extract<DeskEvent, { type: 'desk.founded' }>, say: Say): void => {
    kind = event.data.kind;
    rules = event.data.rules ?? FIRST_RULES;
    cause = event;
    outstanding = alsoFollows(event, kind);
    const wrong = judgeFounding(event);
    if (wrong !== null) say(event, wrong);
  };

  return {
    next(event) {
      return collected((say) => {
        // Without a founding event, and with a second one, the ledger is no ledger; that is said elsewhere.
        if (kind !== null && event.type !== 'desk.founded') judgeNext(event, kind, say);
        else if (kind === null && event.type === 'desk.founded') found(event, say);
        directory.follow(event);
        open.add(event);
        if (event.type === 'rules.adopted') rules = event.data.rules;
        before = event;
        transaction = event.type === 'rules.adopted' ? null : event;
      });
    },
    end() {
      return collected((say) => {
        const last = before;
        if (last === null || kind === null) return;
        for (const { type } of outstanding.slice(0, 1)) say(cause ?? last, `${type} follows from it, and is missing`);
        guarded(last, say, () => {
          for (const what of open.settleAll()) say(last, what);
          const undone = approved.outstanding();
          if (undone !== null) say(last, undone);
        });
      });
    },
  };
}

/** A check that asks the engine again, as far as this build knows the rules. */
export const withAuthority = { authority: replayVerifier, newestRules: NEWEST_RULES } as const;

type Say = (event: DeskEvent, what: string) => void;

function collected(work: (say: Say) => void): LedgerProblem[] {
  const problems: LedgerProblem[] = [];
  work(({ sequence }, what) =>
    problems.push({ sequence, what: `Event ${sequence}: ${what}${what.endsWith('.') ? '' : '.'}` }),
  );
  return problems;
}

// What a lie makes of the tables can be nonsense in more ways than rules look for.
function guarded(event: DeskEvent, say: Say, work: () => void): void {
  try {
    work();
  } catch (error) {
    const hostile =
      error instanceof TypeError ||
      error instanceof RangeError ||
      error instanceof ZodError ||
      error instanceof Database.SqliteError;
    if (!hostile) throw error;
    say(event, `it contradicts the events before it (${error.message})`);
  }
}

/** What is wrong with how a desk was founded, as the rest of a sentence; null when nothing is. Whoever founds one is its first admin. */
export function judgeFounding({ data }: EventOf<'desk.founded'>): string | null {
  const { rules = FIRST_RULES } = data;
  const { username, name: called, email } = data.admin;
  return (
    unfit(name, data.name, rules) ?? unfit(peopleInputs.create, { username, name: called, email, role: 'admin' }, rules)
  );
}
