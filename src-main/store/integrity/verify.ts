import { setImmediate as breathe } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { DeskEvent } from '#contract/events.ts';
import type { LedgerCheck, LedgerProblem, LedgerWarning } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { type CheckerState, checker, type LedgerChecker } from '../../ledger/check.ts';
import { readEvent } from '../../ledger/read.ts';
import { ENTERED, VOUCHED } from '../../ledger/vouch.ts';
import { build, type Connection, type ReadDb } from '../connection.ts';
import { aheadWarnings } from './ahead.ts';
import {
  attachState,
  fileDigest,
  keepChecker,
  type LedgerDigest,
  ledgerDigest,
  type SavedState,
  StateRefused,
  savedChecker,
  saveTemporary,
  storedUpTo,
} from './checkedState.ts';
import { type Findings, findings } from './findings.ts';
import { keyProblems } from './keys.ts';
import { localProblems } from './local.ts';
import { type Batch, type ReadAhead, readAhead, storedEvent, type Vouchers } from './readAhead.ts';
import { LeanReplayFailed, type Replay, replayBeside } from './replay.ts';
import { rawQuery } from './rows.ts';
import { migrated, newestTables, schemaProblems } from './schema.ts';

export interface VerifyOptions {
  /** How many events or rows to check before pausing for other work. */
  readonly yieldEvery?: number;
  /** An event of this ledger that is known from another source. */
  readonly expectedHead?: KnownHead | undefined;
  /** An event up to which the person who asks has verified this ledger before. */
  readonly verifiedHead?: KnownHead | undefined;
  /**
   * Begins after an event up to which this ledger was verified before, at the state that was saved then in a file that nobody else
   * can write. `ledger` is the digest of the events up to that one. If they are not the same any more, or the state does not fit,
   * {@link StateRefused} is thrown before anything is checked.
   */
  readonly from?: { readonly sequence: number; readonly ledger: string; readonly file: string } | undefined;
  /**
   * Saves the state after the last event in a new file, if there was no problem; the temporary tables of the connection stay. A check
   * that begins at a saved state itself saves none.
   */
  readonly save?: { readonly file: string; readonly saved: (state: SavedState) => void } | undefined;
  /** Makes the verifier of each event's authorization. Without it, only the form of the ledger is checked. */
  readonly authority?: (made: ReadDb, after?: DeskEvent) => ReplayVerifier;
  /** The newest rules that the verifier knows. A ledger under newer ones is not checked: {@link NewerRulesError}. */
  readonly newestRules?: number;
  /** The time of the machine's own clock, and how far clocks may differ, in seconds. Later events cause a warning. */
  readonly clock?: { readonly wallClock: string; readonly toleranceSeconds: number };
  /** Whether to check in the long way, and from the first event on as it does after a problem: with all indexes, and on tables alone. */
  readonly isLong?: boolean;
  /** Told at the beginning, about once a second and at the end how many of the ledger's events have been checked. */
  readonly progress?: ((checked: number, events: number) => void) | undefined;
  /** Threads that take a share of the work. Without them, this thread does all of it. */
  readonly vouchers?: Vouchers | undefined;
  /** Ends the check early; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The ledger continues under rules that this build does not know. It is not broken, but this build cannot check it. */
export class NewerRulesError extends Error {
  constructor(readonly rules: number) {
    super(`The ledger goes on under rules ${rules}.`);
    this.name = 'NewerRulesError';
  }
}

/** Hashes are lower-case hexadecimal. `desk` is the hash of the founding event. */
export interface KnownHead {
  readonly desk?: string;
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Judges events one by one, each before the tables that it reads include that event. Returns whole sentences that name
 * the event. Never throws because of the ledger's content.
 */
export interface ReplayVerifier {
  /** `isEntered`: a thread has answered {@link ENTERED} for the event. */
  next(event: DeskEvent, isEntered?: boolean): readonly LedgerProblem[];
  /** Must be called after the first problem of any kind: what is kept in memory holds for events that are right. */
  readTables(): void;
  /** Problems with the end of the ledger. */
  end(): readonly LedgerProblem[];
}

const YIELD_EVERY = 250;

/**
 * Checks a whole workspace on one state of it: pages, schema, every event (ledger/check.ts and `authority`), every row
 * that the ledger makes, and the keys stored here. Never throws because of the workspace's content. Use a connection of
 * its own: it stays in one transaction while other work runs.
 */
export async function verifyWorkspace(connection: Connection, options: VerifyOptions = {}): Promise<LedgerCheck> {
  if (options.from) attachState(connection, options.from.file);
  // The lean way knows only that something is wrong with a ledger. The other one knows what. A lean one relies on the authority's rules.
  try {
    return await verifyOnce(connection, options, options.authority !== undefined && options.isLong !== true);
  } catch (error) {
    if (!(error instanceof LeanReplayFailed)) throw error;
    return verifyOnce(connection, options, false);
  }
}

async function verifyOnce(connection: Connection, options: VerifyOptions, lean: boolean): Promise<LedgerCheck> {
  const found = findings();
  const pause = pauser(options.yieldEvery ?? YIELD_EVERY, options.signal);
  const { database } = connection;
  const { from, save } = options;
  const newest = await migrated();
  const ledger = { length: 0, head: '' };
  const warnings: LedgerWarning[] = [];
  let replayed: Replay | null = null;
  const whole: { checked: CheckedLedger | null } = { checked: null };
  // Counts from the next transaction on.
  database.pragma('foreign_keys = ON');
  database.exec('BEGIN');
  // Temporary tables are written while the ledger is being read from the same connection.
  database.unsafeMode(true);
  let batches: ReadAhead | null = null;
  try {
    const begin = from ? await beginAfter(connection, from, pause, options.progress) : null;
    if (begin) options.vouchers?.learn(begin.state.keys.map(({ key }) => key.publicKey));
    batches = readAhead(connection, options.vouchers, (begin?.state.head.sequence ?? 0) + 1, lean);
    const { events } = batches;
    await attempt(found, async () => {
      for (const what of pageProblems(connection)) found.add(0, what);
    });
    await attempt(found, async () => {
      for (const what of schemaProblems(connection, newest)) found.add(0, what);
    });
    // Asked now, because the replayed tables will hide those that these rows refer to.
    const besides = outcomeOf(() => [...keyProblems(connection), ...localProblems(connection)]);
    const tables = replayBeside(connection, newest, lean);
    replayed = tables;
    if (begin) tables.load();
    const read = await attempt(found, async () => {
      whole.checked = await checkLedger({
        connection,
        events,
        replayed: tables,
        found,
        ledger,
        pause,
        options,
        lean,
        begin,
      });
    });
    // Skip the row comparison if the ledger could not be read: every row would be reported.
    if (read)
      await attempt(found, async () => {
        for (const what of tables.differences()) {
          if (what !== null && !found.add(0, what)) return;
          await pause();
        }
        const { clock } = options;
        if (clock) warnings.push(...aheadWarnings(tables.made, clock.wallClock, clock.toleranceSeconds));
        for (const what of besides()) found.add(0, what);
      });
    const { checked } = whole;
    if (save && !from && checked !== null && found.all().length === 0 && tables.isBeside) {
      keepChecker(tables.made, checked.chain.state());
      database.exec('COMMIT');
      if (await saveTemporary(connection, save.file)) save.saved({ ...savedOf(checked), state: fileDigest(save.file) });
    }
  } finally {
    await batches?.end();
    // Nothing was written but temporary tables, and a commit would read damaged pages again.
    if (database.inTransaction) database.exec('ROLLBACK');
    database.unsafeMode(false);
    replayed?.close();
    newest.close();
  }
  const problems = found.all();
  return { ok: problems.length === 0, ...ledger, problems, warnings };
}

/** The state after the event at which a check begins. */
interface Begin {
  readonly last: DeskEvent;
  readonly state: CheckerState;
  readonly tell: Teller;
}

/** A ledger whose events were all checked. */
interface CheckedLedger {
  readonly chain: LedgerChecker;
  /** Of all its events; null unless the state is saved. */
  readonly digest: LedgerDigest | null;
}

async function beginAfter(
  connection: Connection,
  { sequence, ledger }: NonNullable<VerifyOptions['from']>,
  pause: Pause,
  progress: VerifyOptions['progress'],
): Promise<Begin> {
  const state = savedChecker(connection);
  const tell = teller(connection, progress);
  const digest = ledgerDigest();
  let last: StoredEvent | null = null;
  try {
    let read = 0;
    for (const row of storedUpTo(connection, sequence)) {
      last = storedEvent(row);
      digest.add(last);
      read += 1;
      tell.now(read);
      const paused = pause();
      if (paused !== null) await paused;
    }
  } catch (error) {
    if (unreadable(error) === null) throw error;
    throw new StateRefused('ledger');
  }
  const event = last && readEvent(last.bytes);
  if (!event?.ok || last?.sequence !== sequence || digest.end() !== ledger) throw new StateRefused('ledger');
  if (state.head.sequence !== sequence) throw new StateRefused('file');
  return { last: event.event, state, tell };
}

function savedOf({ chain, digest }: CheckedLedger): Omit<SavedState, 'state'> {
  const { desk, sequence, hash } = chain.head;
  if (desk === null || hash === null || digest === null) throw new TypeError('A checked ledger has a head.');
  return { desk, sequence, hash, rules: chain.rules, ledger: digest.end(), tables: newestTables() };
}

interface Checking {
  readonly connection: Connection;
  readonly events: AsyncIterable<Batch>;
  readonly replayed: Replay;
  readonly found: Findings;
  /** How far the check is: changed with every event. */
  readonly ledger: { length: number; head: string };
  readonly pause: Pause;
  readonly options: VerifyOptions;
  readonly lean: boolean;
  readonly begin: Begin | null;
}

async function checkLedger(checking: Checking): Promise<CheckedLedger> {
  const { connection, replayed, found, ledger, pause, options, lean, begin } = checking;
  const { authority, expectedHead, verifiedHead } = options;
  const chain = checker(begin?.state);
  const replayVerifier = authority?.(replayed.made, begin?.last);
  const digest = options.save ? ledgerDigest() : null;
  const first = chain.head.sequence + 1;
  if (begin) {
    ledger.length = chain.head.sequence;
    ledger.head = chain.head.hash ?? '';
  }
  /** By sequence, the hashes of the events that are known from before. */
  const known = new Map<number, string | null>();
  for (const head of [expectedHead, verifiedHead])
    if (head) known.set(head.sequence, head.sequence < first ? storedHash(connection, head.sequence) : null);
  let intact = true;
  const report = (problems: readonly LedgerProblem[]) => {
    if (problems.length > 0 && lean) throw new LeanReplayFailed();
    for (const { sequence, what } of problems) found.add(sequence, what);
    if (problems.length > 0) intact = false;
  };
  let tablesAreRead = false;
  const lookAtTables = (): void => {
    if (tablesAreRead) return;
    tablesAreRead = true;
    replayed.makeIndexes();
    replayVerifier?.readTables();
  };
  if (options.isLong) lookAtTables();
  const check = (stored: StoredEvent, vouched: number | undefined): void => {
    digest?.add(stored);
    const { event, problems } = chain.next(stored, vouched === VOUCHED || vouched === ENTERED);
    const { sequence, hash } = chain.head;
    report(problems);
    // Only for an intact event: otherwise a broken ledger could pass for a newer one.
    if (problems.length === 0 && options.newestRules !== undefined && chain.rules > options.newestRules)
      throw new NewerRulesError(chain.rules);
    if (event && replayVerifier) report(replayVerifier.next(event, vouched === ENTERED));
    const unprojected = event && replayed.project(event, hash ?? '');
    if (unprojected) report([{ sequence, what: t('integrity.contradicts', { sequence, why: unprojected }) }]);
    if (!intact) lookAtTables();
    if (known.has(sequence)) known.set(sequence, hash);
    ledger.length += 1;
    ledger.head = hash ?? '';
  };
  const tell = begin?.tell ?? teller(connection, options.progress);
  for await (const { events, vouched } of checking.events)
    for (const [place, stored] of events.entries()) {
      check(stored, vouched[place]);
      const paused = pause();
      if (paused !== null) await paused;
      tell.now(ledger.length);
    }
  tell.end(ledger.length);
  if (lean && options.vouchers && !(await options.vouchers.keysAreSound())) throw new LeanReplayFailed();
  if (ledger.length === 0) found.add(0, t('integrity.noEvents'));
  else if (replayVerifier) report(replayVerifier.end());
  const hashOf = ({ sequence }: KnownHead) => known.get(sequence) ?? null;
  for (const { sequence, what } of [
    ...(expectedHead ? headProblems('head', expectedHead, hashOf(expectedHead), chain.head) : []),
    ...(verifiedHead ? headProblems('verified', verifiedHead, hashOf(verifiedHead), chain.head) : []),
  ])
    found.add(sequence, what);
  return { chain, digest };
}

function storedHash(connection: Connection, sequence: number): string | null {
  const stored = connection.first(build.selectFrom('ledger').select('hash').where('sequence', '=', sequence));
  return stored ? Buffer.from(stored.hash).toString('hex') : null;
}

const TOLD_EVERY_MS = 1_000;
/** The clock is looked at after so many events; a power of two. */
const TOLD_EVENTS = 256;

interface Teller {
  now(checked: number): void;
  end(checked: number): void;
}

function teller(connection: Connection, progress: VerifyOptions['progress']): Teller {
  const events = progress ? countEvents(connection) : null;
  let told = performance.now();
  if (events !== null) progress?.(0, events);
  return {
    now(checked: number): void {
      if (events === null || (checked & (TOLD_EVENTS - 1)) !== 0 || performance.now() - told < TOLD_EVERY_MS) return;
      told = performance.now();
      progress?.(Math.min(checked, events), events);
    },
    end(checked: number): void {
      if (events !== null) progress?.(checked, checked);
    },
  };
}

// A damaged ledger may not be countable. The check itself says where it is damaged.
function countEvents(connection: Connection): number | null {
  try {
    const [counted] = connection.all(rawQuery<{ events: number }>('SELECT count(*) AS events FROM ledger'));
    return counted?.events ?? null;
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}

// Runs something now, and answers or throws later what came of it.
function outcomeOf<T>(work: () => T): () => T {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

// Compares a head that was known before with this ledger. `found` is the hash of the event with that sequence.
function headProblems(
  kind: 'head' | 'verified',
  known: KnownHead,
  found: string | null,
  { desk, sequence }: LedgerChecker['head'],
): LedgerProblem[] {
  const whole = (what: string): LedgerProblem[] => [{ sequence: 0, what }];
  if (known.desk !== undefined && desk !== null && known.desk !== desk)
    return whole(t(`integrity.${kind}.otherDesk`, { found: desk, known: known.desk }));
  if (found === null && sequence >= known.sequence)
    return [{ sequence: known.sequence, what: t(`integrity.${kind}.missing`, { sequence: known.sequence }) }];
  if (found === null) return whole(t(`integrity.${kind}.shorter`, { last: sequence, known: known.sequence }));
  if (found === known.hash) return [];
  return [{ sequence: known.sequence, what: t(`integrity.${kind}.different`, { sequence: known.sequence }) }];
}

function pageProblems(connection: Connection): string[] {
  return connection
    .all(rawQuery<{ integrity_check: string }>('PRAGMA integrity_check'))
    .filter(({ integrity_check }) => integrity_check !== 'ok')
    .map(({ integrity_check }) => t('integrity.damaged', { reason: integrity_check.trim() }));
}

// Runs a part of the check and reports what SQLite cannot read. Returns whether it could read everything.
async function attempt(found: Findings, part: () => Promise<void>): Promise<boolean> {
  try {
    await part();
    return true;
  } catch (error) {
    const what = unreadable(error);
    if (what === null) throw error;
    found.add(0, what);
    return false;
  }
}

/** The sentence for an SQLite error about an unreadable file. Null for other errors (a bug, a busy file, or no room). */
export function unreadable(error: unknown): string | null {
  if (
    !(error instanceof Database.SqliteError) ||
    /^SQLITE_(BUSY|LOCKED|INTERRUPT|NOMEM|MISUSE|READONLY|FULL)/.test(error.code)
  )
    return null;
  return t('integrity.unreadable', { reason: error.message });
}

/** Pauses for other work now and then, and ends the check if it is aborted. Null if it does not pause: waiting costs time. */
type Pause = () => Promise<void> | null;

function pauser(every: number, signal: AbortSignal | undefined): Pause {
  let count = 0;
  const rest = async (): Promise<void> => {
    await breathe();
    signal?.throwIfAborted();
  };
  return () => {
    count += 1;
    return count % every === 0 ? rest() : null;
  };
}
