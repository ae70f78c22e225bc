import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { eventCatalogue, type Fact } from '#contract/events.ts';
import type { Topic } from '#contract/names.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { Now } from '../engine/clock.ts';
import { expireGrant } from '../engine/grant/commands.ts';
import { expireRequest } from '../engine/request/decide.ts';
import { NEWEST_RULES } from '../engine/rules.ts';
import type { Session } from '../identity/session.ts';
import { append, type Head } from '../ledger/append.ts';
import type { Signer } from '../ledger/keys.ts';
import type { ReadDb, WriteConnection, WriteTx } from '../store/connection.ts';
import { project } from '../store/project/project.ts';
import { insertEvent, loadDesk, loadHead, loadRules } from '../store/queries/desk.ts';
import { type Due, listDue } from '../store/queries/due.ts';
import { clockState, END_OF_TIME, moment } from './clock.ts';
import type { Core } from './core.ts';
import { bringsDeskKey, type DryRunChange, proposableChange, whyNotRecord } from './proposals/gate.ts';
import { clockRefusal, deskKeyMissing, RefusalError, readOnlyWorkspace, writtenByNewer } from './refusalError.ts';

/** One write turn: the state read in it is the state decided on, for nobody else writes until it ends. */
export interface Transaction {
  readonly tx: WriteTx;
  readonly now: Now;
  /** The rules by which this turn decides: the newest. Where the ledger has older ones, the first fact is preceded by their adoption. */
  readonly rules: number;
  /**
   * Signs facts as events, puts them into the ledger and projects them. `actor` is null where time or the machine caused them; they are
   * signed with the actor's key, or with `signer` where a code or a kit stands for one. Throws {@link RefusalError} when that key is closed, and
   * when the clock cannot be trusted.
   */
  commit(facts: readonly Fact[], actor: PersonId | null, signer?: Signer): void;
  /** Appends the end of everything that is over now, in the order of the due moments. Throws {@link RefusalError} where the desk's key is not at hand. */
  sweep(): void;
  /** The same, except that it keeps all but a new key of the desk from being committed where that key is not at hand. */
  sweepIfPossible(): void;
  /** Moves the clock of a training workspace forward, and lets happen what is due then. */
  advance(seconds: number): void;
  /** From here on the time is that of the wall, which someone vouches for. */
  trustWall(): void;
  /** Runs what must be possible whatever the clock says: it is recorded at a time that is known to have come. */
  whateverTheClock<T>(work: () => T): T;
  /** Makes the clock of a training workspace stand still where it has run to. */
  standStill(): void;
  /**
   * Runs what another admin has approved: while it runs, changes to rules are not refused for four eyes' sake
   * (docs/decisions/0015).
   */
  approved<T>(work: () => T): T;
  /**
   * Runs what is only to be proposed, as if it had been approved, and undoes all of it. Answers what it answered, and the changes to which it
   * came.
   */
  dryRun<T>(work: (transaction: Transaction) => T): {
    readonly result: T;
    readonly dryRunChanges: readonly DryRunChange[];
  };
}

/** How long a writer waits for others before it gives up where nothing else is said, and between two tries, in milliseconds. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 2;

/**
 * Runs `work` while nobody else writes, in one transaction that holds all of it or, if it throws, nothing. Waits for other
 * processes without blocking, at most for `patienceMs`. `work` is synchronous and starts in the same breath as the transaction, so nothing comes between.
 */
export async function exclusively<T>(
  writer: WriteConnection,
  work: (tx: WriteTx) => T,
  patienceMs = writer.guard?.patienceMs ?? PATIENCE_MS,
): Promise<T> {
  const { database, guard } = writer;
  const until = performance.now() + patienceMs;
  await guard?.beforeTransaction(patienceMs);
  while (!begin(database, until)) await wait(PAUSE_MS);
  try {
    guard?.transactionBegan();
    const result = work(writer.tx);
    const committed = guard?.transactionEnds();
    database.exec('COMMIT');
    committed?.();
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * The only way to change a founded workspace (docs/rules.md#writers-take-turns): appends what is due, runs `work` on the state that it then
 * finds, and tells the windows. People sign with the key that is open at `seat`. `work` that answers without having committed any fact leaves only the expiries behind.
 */
export async function transact<T>(
  core: Core,
  work: (transaction: Transaction) => T,
  session: Session | null = null,
): Promise<T> {
  if (core.store.isCopy) throw new RefusalError(readOnlyWorkspace);
  const topics = new Set<Topic>();
  try {
    const result = await exclusively(core.store.writer, (tx) => {
      const transaction = openTransaction(core, tx, topics, session);
      transaction.sweepIfPossible();
      return work(transaction);
    });
    core.announce(topics);
    return result;
  } catch (error) {
    core.forget();
    throw error;
  }
}

/** Reads one state of the workspace, and writes nothing: what is over by now is answered as over (docs/decisions/0019). */
export async function readSnapshot<T>(core: Core, read: (db: ReadDb, now: Now) => T): Promise<T> {
  const { reader } = core.store;
  return reader.snapshot(() => {
    const now = timeOf(core, reader, loadHead(reader));
    return reader.readAsOf(now.at, () => read(reader, now));
  });
}

function timeOf(core: Core, db: ReadDb, head: Head): Now {
  return core.clock.now(clockState(db, head));
}

// Answers false when another process is writing, and throws when that has gone on for too long.
function begin(database: Database.Database, until: number): boolean {
  try {
    database.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    if (!busy || performance.now() > until) throw error;
    return false;
  }
}

function openTransaction(core: Core, tx: WriteTx, topics: Set<Topic>, session: Session | null): Transaction {
  const found = loadRules(tx);
  if (found > NEWEST_RULES) throw new RefusalError(writtenByNewer);
  let head = loadHead(tx);
  let now = timeOf(core, tx, head);
  let problem = core.clock.problem(clockState(tx, head));
  let mayChangeRules = false;
  let dryRunChanges: DryRunChange[] | null = null;
  let adopted = found === NEWEST_RULES;
  /** Why what is over could not be recorded. */
  let unswept: Refusal | null = null;
  const put = (fact: Fact, at: string, actor: PersonId | null, signed: Signer) => {
    const next = append(head, fact, at, actor, signed);
    insertEvent(tx, next.stored);
    project(tx, next.event, next.head.hash ?? '');
    head = next.head;
    for (const topic of eventCatalogue[fact.type].topics) topics.add(topic);
  };
  // At the time of the newest event, so that it hides neither a leap of the clock nor an end that is not recorded (docs/decisions/0018).
  const adopt = (actor: PersonId | null) => {
    if (adopted) return;
    const own = core.deskSigner(tx);
    adopted = true;
    const signed = own ?? core.signer(tx, actor, session);
    put({ type: 'rules.adopted', data: { rules: NEWEST_RULES } }, head.at, own ? null : actor, signed);
  };
  const commit = (facts: readonly Fact[], actor: PersonId | null, signer?: Signer) => {
    for (const fact of facts) {
      if (problem !== null) throw new RefusalError(clockRefusal(problem));
      if (unswept !== null && !bringsDeskKey(tx, fact)) throw new RefusalError(unswept);
      const refused = whyNotRecord(tx, fact, mayChangeRules);
      if (refused) throw new RefusalError(refused);
      const change = dryRunChanges && proposableChange(tx, fact);
      if (change) dryRunChanges?.push(change);
      adopt(actor);
      put(fact, now.at, actor, signer ?? core.signer(tx, actor, session));
    }
  };
  const sweep = () => {
    if (problem !== null) return;
    for (const due of listDue(tx, now.at)) {
      const fact = expire(due, now);
      if (fact) commit([fact], null);
    }
  };
  const sweepIfPossible = () => {
    if (problem !== null || listDue(tx, now.at).length === 0) return;
    const own = loadDesk(tx)?.kind === 'real' ? core.deskKey(tx) : null;
    if (own === null || own.ok) sweep();
    else unswept = deskKeyMissing(own.message);
  };
  const movedBy = (seconds: number): Fact => ({ type: 'clock.advanced', data: { seconds } });
  const approved = <T>(work: () => T): T => {
    const before = mayChangeRules;
    mayChangeRules = true;
    try {
      return work();
    } finally {
      mayChangeRules = before;
    }
  };
  const self: Transaction = {
    tx,
    rules: NEWEST_RULES,
    approved,
    dryRun(work) {
      const before = { head, adopted, topics: [...topics] };
      const told: DryRunChange[] = [];
      dryRunChanges = told;
      try {
        return {
          result: inSavepoint(core.store.writer.database, () => approved(() => work(self))),
          dryRunChanges: told,
        };
      } finally {
        dryRunChanges = null;
        head = before.head;
        adopted = before.adopted;
        topics.clear();
        for (const topic of before.topics) topics.add(topic);
        // What was cached of a state that is undone has never been.
        core.forget();
      }
    },
    get now() {
      return now;
    },
    commit,
    sweep,
    sweepIfPossible,
    advance(seconds) {
      if (Date.parse(now.at) + seconds * 1000 > Date.parse(END_OF_TIME))
        throw new RangeError('No clock goes past the year 9999.');
      now = moment(now.after(seconds));
      if (core.clock.running) core.clock.run(true, now);
      commit([movedBy(seconds)], null);
      sweep();
    },
    whateverTheClock(work) {
      const before = problem;
      problem = null;
      try {
        return work();
      } finally {
        problem = before;
      }
    },
    trustWall() {
      problem = null;
      now = moment(core.clock.wall());
    },
    standStill() {
      const seconds = Math.floor((Date.parse(now.at) - Date.parse(head.at)) / 1000);
      if (core.clock.running && seconds > 0) commit([movedBy(seconds)], null);
      core.clock.run(false, now);
    },
  };
  return self;
}

// Runs something and undoes what it wrote, whatever becomes of it.
function inSavepoint<T>(database: Database.Database, work: () => T): T {
  database.exec('SAVEPOINT rehearsal');
  try {
    return work();
  } finally {
    database.exec('ROLLBACK TO rehearsal; RELEASE rehearsal');
  }
}

function expire(due: Due, now: Now): Fact | null {
  return due.kind === 'request' ? expireRequest(due, now) : expireGrant(due, now);
}
