import type Database from 'better-sqlite3';
import { eventCatalogue, type Fact } from '#contract/events.ts';
import type { Topic } from '#contract/names.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { Now } from '../../engine/clock.ts';
import { expireGrant } from '../../engine/grant/commands.ts';
import { expireRequest } from '../../engine/request/decide.ts';
import { NEWEST_RULES } from '../../engine/rules.ts';
import type { Session } from '../../identity/session.ts';
import { append, type Head } from '../../ledger/append.ts';
import type { Signer } from '../../ledger/keys.ts';
import type { WriteTx } from '../../store/connection.ts';
import { project } from '../../store/project/project.ts';
import { insertEvent, loadDesk, loadHead, loadRules } from '../../store/queries/desk.ts';
import { type Due, listDue } from '../../store/queries/due.ts';
import { type Clock, type ClockProblem, clockState, END_OF_TIME, moment } from './clock.ts';
import type { Core } from './core.ts';
import { bringsDeskKey, type DryRunChange, proposableChange, whyNotRecord } from './fourEyes.ts';
import { clockRefusal, deskKeyMissing, RefusalError, writtenByNewer } from './refusalError.ts';

/** One write transaction. Nobody else writes until it ends, so it decides on exactly the state that it reads. */
export interface Transaction {
  readonly tx: WriteTx;
  readonly now: Now;
  /** The rules by which this transaction decides: the newest. If the ledger has older ones, the first fact is preceded by their adoption. */
  readonly rules: number;
  /**
   * Signs facts, appends them to the ledger and projects them. `actor` is null if time or the machine caused them. They are signed with
   * the actor's key, or with `signer` (the key of a code or a recovery kit). Throws {@link RefusalError} if that key is closed or the clock
   * cannot be trusted.
   */
  commit(facts: readonly Fact[], actor: PersonId | null, signer?: Signer): void;
  /** Records every expiry that is due now, in the order of the due times. Throws {@link RefusalError} if the desk's key cannot be used. */
  recordExpiries(): void;
  /** The same. If the desk's key cannot be used, this transaction then refuses every fact but a new key of the desk. */
  recordExpiriesIfPossible(): void;
  /** Moves the clock of a training workspace forward, and records what expires by then. */
  advance(seconds: number): void;
  /** From here on the time is that of the wall clock, because a person vouches for it. */
  trustWallClock(): void;
  /** Runs work that must be possible even if the clock cannot be trusted; it is recorded at a time that has certainly come. */
  ignoringClock<T>(work: () => T): T;
  /** Stops the clock of a training workspace at the time that it shows. */
  stopClock(): void;
  /** Runs work that another admin has approved: changes to rules are then not refused for four eyes (docs/decisions/0015). */
  approved<T>(work: () => T): T;
  /** Runs work as if it had been approved, then rolls all of it back. Answers its result and the changes that it made. */
  dryRun<T>(work: (transaction: Transaction) => T): DryRun<T>;
}

export interface DryRun<T> {
  readonly result: T;
  readonly dryRunChanges: readonly DryRunChange[];
}

/** Opens a transaction on `tx`; it adds the topics of each recorded fact to `topics`. Throws {@link RefusalError} on newer rules. */
export function openTransaction(core: Core, tx: WriteTx, topics: Set<Topic>, session: Session | null): Transaction {
  return new OpenTransaction(core, tx, topics, session);
}

/** Drops everything that was cached in a state of the database that was rolled back. */
export function dropCached({ caches, keys }: Core): void {
  keys.dropCached();
  caches.drop();
}

class OpenTransaction implements Transaction {
  readonly tx: WriteTx;
  readonly rules = NEWEST_RULES;
  readonly #core: Core;
  readonly #ledger: LedgerWriter;
  readonly #clock: TransactionClock;
  #mayChangeRules = false;
  #dryRunChanges: DryRunChange[] | null = null;
  /** Why expiries could not be recorded; null if they could. */
  #expiriesBlocked: Refusal | null = null;

  constructor(core: Core, tx: WriteTx, topics: Set<Topic>, session: Session | null) {
    this.tx = tx;
    this.#core = core;
    this.#ledger = new LedgerWriter(core, tx, topics, session);
    this.#clock = new TransactionClock(core.clock, tx, this.#ledger.head);
  }

  get now(): Now {
    return this.#clock.now;
  }

  commit(facts: readonly Fact[], actor: PersonId | null, signer?: Signer): void {
    for (const fact of facts) {
      const refused = this.#whyNotCommit(fact);
      if (refused) throw new RefusalError(refused);
      const change = this.#dryRunChanges && proposableChange(this.tx, fact, this.now);
      if (change) this.#dryRunChanges?.push(change);
      this.#ledger.record(fact, this.now.at, actor, signer);
    }
  }

  #whyNotCommit(fact: Fact): Refusal | null {
    const { problem } = this.#clock;
    if (problem !== null) return clockRefusal(problem);
    if (this.#expiriesBlocked !== null && !bringsDeskKey(this.tx, fact)) return this.#expiriesBlocked;
    return whyNotRecord(this.tx, fact, this.#mayChangeRules);
  }

  recordExpiries(): void {
    if (this.#clock.problem !== null) return;
    for (const due of listDue(this.tx, this.now.at)) {
      const fact = expire(due, this.now);
      if (fact) this.commit([fact], null);
    }
  }

  recordExpiriesIfPossible(): void {
    if (this.#clock.problem !== null || listDue(this.tx, this.now.at).length === 0) return;
    const own = loadDesk(this.tx)?.kind === 'real' ? this.#core.keys.deskKey(this.tx) : null;
    if (own === null || own.ok) this.recordExpiries();
    else this.#expiriesBlocked = deskKeyMissing(own.message);
  }

  advance(seconds: number): void {
    this.#clock.advance(seconds);
    this.commit([clockAdvanced(seconds)], null);
    this.recordExpiries();
  }

  trustWallClock(): void {
    this.#clock.trustWall();
  }

  ignoringClock<T>(work: () => T): T {
    return this.#clock.ignoringProblem(work);
  }

  stopClock(): void {
    const { clock } = this.#core;
    const seconds = Math.floor((Date.parse(this.now.at) - Date.parse(this.#ledger.head.at)) / 1000);
    if (clock.running && seconds > 0) this.commit([clockAdvanced(seconds)], null);
    clock.run(false, this.now);
  }

  approved<T>(work: () => T): T {
    const before = this.#mayChangeRules;
    this.#mayChangeRules = true;
    try {
      return work();
    } finally {
      this.#mayChangeRules = before;
    }
  }

  dryRun<T>(work: (transaction: Transaction) => T): DryRun<T> {
    const restoreLedger = this.#ledger.savepoint();
    const dryRunChanges: DryRunChange[] = [];
    this.#dryRunChanges = dryRunChanges;
    try {
      const result = inSavepoint(this.#core.store.writer.database, () => this.approved(() => work(this)));
      return { result, dryRunChanges };
    } finally {
      this.#dryRunChanges = null;
      restoreLedger();
      dropCached(this.#core);
    }
  }
}

/** Appends facts to the ledger and projects them, after adopting the newest rules if the ledger has older ones. */
class LedgerWriter {
  readonly #core: Core;
  readonly #tx: WriteTx;
  readonly #topics: Set<Topic>;
  readonly #session: Session | null;
  #head: Head;
  #rulesAdopted: boolean;

  constructor(core: Core, tx: WriteTx, topics: Set<Topic>, session: Session | null) {
    const rules = loadRules(tx);
    if (rules > NEWEST_RULES) throw new RefusalError(writtenByNewer());
    this.#core = core;
    this.#tx = tx;
    this.#topics = topics;
    this.#session = session;
    this.#head = loadHead(tx);
    this.#rulesAdopted = rules === NEWEST_RULES;
  }

  get head(): Head {
    return this.#head;
  }

  record(fact: Fact, at: string, actor: PersonId | null, signer?: Signer): void {
    this.#adoptRules(actor);
    this.#append(fact, at, actor, signer ?? this.#core.keys.signer(this.#tx, actor, this.#session));
  }

  /** Answers a function that returns to this place, for when the database rolls back to it. */
  savepoint(): () => void {
    const before = { head: this.#head, rulesAdopted: this.#rulesAdopted, topics: [...this.#topics] };
    return () => {
      this.#head = before.head;
      this.#rulesAdopted = before.rulesAdopted;
      this.#topics.clear();
      for (const topic of before.topics) this.#topics.add(topic);
    };
  }

  // Recorded at the time of the newest event: a later time would hide a leap of the clock or an unrecorded expiry (docs/decisions/0018).
  #adoptRules(actor: PersonId | null): void {
    if (this.#rulesAdopted) return;
    const own = this.#core.keys.deskSigner(this.#tx);
    this.#rulesAdopted = true;
    const signer = own ?? this.#core.keys.signer(this.#tx, actor, this.#session);
    this.#append({ type: 'rules.adopted', data: { rules: NEWEST_RULES } }, this.#head.at, own ? null : actor, signer);
  }

  #append(fact: Fact, at: string, actor: PersonId | null, signer: Signer): void {
    const next = append(this.#head, fact, at, actor, signer);
    insertEvent(this.#tx, next.stored);
    project(this.#tx, next.event, next.head.hash ?? '');
    this.#head = next.head;
    for (const topic of eventCatalogue[fact.type].topics) this.#topics.add(topic);
  }
}

/** The time of one transaction, and why it cannot be trusted, if it cannot. */
class TransactionClock {
  now: Now;
  problem: ClockProblem | null;
  readonly #clock: Clock;

  constructor(clock: Clock, tx: WriteTx, head: Head) {
    const state = clockState(tx, head);
    this.#clock = clock;
    this.now = clock.now(state);
    this.problem = clock.problem(state);
  }

  advance(seconds: number): void {
    if (Date.parse(this.now.at) + seconds * 1000 > Date.parse(END_OF_TIME))
      throw new RangeError('No clock goes past the year 9999.');
    this.now = moment(this.now.after(seconds));
    if (this.#clock.running) this.#clock.run(true, this.now);
  }

  trustWall(): void {
    this.problem = null;
    this.now = moment(this.#clock.wall());
  }

  ignoringProblem<T>(work: () => T): T {
    const before = this.problem;
    this.problem = null;
    try {
      return work();
    } finally {
      this.problem = before;
    }
  }
}

const clockAdvanced = (seconds: number): Fact => ({ type: 'clock.advanced', data: { seconds } });

function expire(due: Due, now: Now): Fact | null {
  return due.kind === 'request' ? expireRequest(due, now) : expireGrant(due, now);
}

function inSavepoint<T>(database: Database.Database, work: () => T): T {
  database.exec('SAVEPOINT dryRun');
  try {
    return work();
  } finally {
    database.exec('ROLLBACK TO dryRun; RELEASE dryRun');
  }
}
