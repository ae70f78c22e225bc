import Database from 'better-sqlite3';
import { ZodError } from 'zod';
import { type DeskEvent, FIRST_RULES } from '#contract/events.ts';
import type { LedgerProblem } from '#contract/ledger.ts';
import { everTaken } from '#contract/people.ts';
import { name } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { NEWEST_RULES } from '../../engine/rules.ts';
import type { ReadDb } from '../../store/connection.ts';
import type { ReplayVerifier } from '../../store/integrity/verify.ts';
import { loadDesk, loadRules } from '../../store/queries/desk.ts';
import { moment } from '../kernel/clock.ts';
import { differencesUnder, type Following, whyNotEntered } from './comparison.ts';
import type { EventOf } from './context.ts';
import { cachedDirectory } from './directory.ts';
import { checkEvent, idTaken } from './event.ts';
import { keyEventsAfter } from './following.ts';
import { fourEyesCheck } from './fourEyesCheck.ts';
import { memoryState } from './memoryState.ts';
import { type ReplayState, tableState } from './state.ts';
import { stuckCheck } from './stuck.ts';

/**
 * Lets the engine decide again on every event of a ledger (docs/decisions/0007), on the tables that the events before it left in `db`: could
 * this actor, enabled and in this role, have caused it? And did everything follow that the rules require? `after` is the last event of a
 * ledger that was found intact, whose tables are in `db`: the next event is then the one after it.
 */
export function replayVerifier(
  db: ReadDb,
  after: DeskEvent | null = null,
  stateOf: (db: ReadDb, begun: boolean) => ReplayState = memoryState,
): ReplayVerifier {
  const state = switchable(stateOf(db, after !== null), tableState(db));
  const directory = cachedDirectory(db);
  const open = stuckCheck(db, state, directory);
  const approved = fourEyesCheck(db);
  let kind: WorkspaceKind | null = after && (loadDesk(db)?.kind ?? null);
  let rules = after ? loadRules(db) : FIRST_RULES;
  let before = after;
  /** The newest event of the open transaction; null if the next event begins one. */
  let transaction = openAfter(after);
  let outstanding: readonly Following[] = [];
  /** The newest event that did not follow from another one; outstanding events follow from it. */
  let cause = after;

  const inTransactionWith = (event: DeskEvent, other: DeskEvent | null): boolean =>
    other !== null && event.actor === other.actor && event.at === other.at;

  // Reports what the transaction that ends here should have recorded, at its last event.
  const endTransaction = (say: Say): void => {
    const last = before;
    if (last !== null)
      guarded(last, say, () => {
        for (const what of open.finishTransaction()) say(last, what);
      });
  };

  const checkFollowing = (event: DeskEvent, expected: Following, say: Say): void => {
    const late = inTransactionWith(event, cause) ? null : t('replay.followsApart', { cause: cause?.sequence ?? 0 });
    const wrong = late ?? differencesUnder(rules, expected, event) ?? idTaken({ db, rules, state }, event);
    if (wrong !== null) say(event, wrong);
  };

  const checkNext = (event: DeskEvent, desk: WorkspaceKind, isEntered: boolean, say: Say): void => {
    const [expected, ...rest] = outstanding;
    outstanding = rest;
    if (expected?.type === event.type) return guarded(event, say, () => checkFollowing(event, expected, say));
    if (expected) say(event, t('replay.followsFirst', { type: expected.type, cause: cause?.sequence ?? 0 }));
    // The adoption of rules counts as its own transaction, by any signer.
    const inTransaction = event.type !== 'rules.adopted' && inTransactionWith(event, transaction);
    if (!inTransaction) endTransaction(say);
    outstanding = [];
    cause = event;
    guarded(event, say, () => {
      const context = {
        db,
        kind: desk,
        now: moment(event.at),
        state,
        directory,
        rules,
        before: before?.at ?? event.at,
        isEntered,
      };
      const unapproved = approved.admit(event);
      if (unapproved !== null) say(event, unapproved);
      const { wrong, following } = checkEvent(context, event);
      if (wrong !== null) say(event, wrong);
      else if (!inTransaction && (event.type === 'request.stuck' || event.type === 'request.unstuck'))
        say(event, t('replay.stuckApart'));
      outstanding = following;
    });
  };

  const found = (event: Extract<DeskEvent, { type: 'desk.founded' }>, say: Say): void => {
    kind = event.data.kind;
    rules = event.data.rules ?? FIRST_RULES;
    cause = event;
    outstanding = keyEventsAfter(event, kind);
    const wrong = checkFounding(event);
    if (wrong !== null) say(event, wrong);
  };

  return {
    readTables: () => state.readTables(),
    next(event, isEntered = false) {
      const problems = collected((say) => {
        // A missing or second founding event is reported by the ledger's own check.
        if (kind !== null && event.type !== 'desk.founded') checkNext(event, kind, isEntered, say);
        else if (kind === null && event.type === 'desk.founded') found(event, say);
        directory.follow(event);
        open.add(event);
        if (event.type === 'rules.adopted') rules = event.data.rules;
        before = event;
        transaction = openAfter(event);
      });
      if (problems.length === 0) state.follow(event);
      else state.readTables();
      return problems;
    },
    end() {
      return collected((say) => {
        const last = before;
        if (last === null || kind === null) return;
        for (const { type } of outstanding.slice(0, 1)) say(cause ?? last, t('replay.followsMissing', { type }));
        guarded(last, say, () => {
          for (const what of open.checkAllOpen()) say(last, what);
          const undone = approved.outstanding();
          if (undone !== null) say(last, undone);
        });
      });
    },
  };
}

/** The options with which a workspace is verified by replay, as far as this build knows the rules. */
export const withAuthority = { authority: replayVerifier, newestRules: NEWEST_RULES } as const;

/** The state in memory, until an event was wrong: what follows is judged by what the tables then say. */
function switchable(memory: ReplayState, tables: ReplayState): ReplayState & { readTables(): void } {
  let used = memory;
  return {
    person: (id) => used.person(id),
    policy: (id) => used.policy(id),
    matcher: () => used.matcher(),
    request: (id) => used.request(id),
    openRequest: (id) => used.openRequest(id),
    openRequestsFor: (principals) => used.openRequestsFor(principals),
    openRequests: () => used.openRequests(),
    openTwin: (requesterId, resource, account) => used.openTwin(requesterId, resource, account),
    nextRequestNumber: () => used.nextRequestNumber(),
    nextToEnd: () => used.nextToEnd(),
    isUnused: (id) => used.isUnused(id),
    follow: (event) => used.follow(event),
    readTables() {
      used = tables;
    },
  };
}

// The adoption of rules ends its transaction.
const openAfter = (event: DeskEvent | null): DeskEvent | null => (event?.type === 'rules.adopted' ? null : event);

type Say = (event: DeskEvent, what: string) => void;

function collected(work: (say: Say) => void): LedgerProblem[] {
  const problems: LedgerProblem[] = [];
  work(({ sequence }, what) => problems.push({ sequence, what: t('replay.problem', { sequence, what }) }));
  return problems;
}

// Forged events can leave tables in states that no rule expects; that is reported too.
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
    say(event, t('replay.contradicts', { message: error.message }));
  }
}

/** Why a founding is wrong; null if it is not. The founder is the first admin. */
export function checkFounding({ data }: EventOf<'desk.founded'>): string | null {
  const { rules = FIRST_RULES } = data;
  const { username, name: called, email } = data.admin;
  return (
    whyNotEntered(name, data.name, rules) ??
    whyNotEntered(everTaken, { username, name: called, email, role: 'admin' }, rules)
  );
}
