import { setImmediate as breathe } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { DeskEvent } from '#contract/events.ts';
import type { LedgerCheck, LedgerProblem, LedgerWarning } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { checker, type LedgerChecker } from '../../ledger/check.ts';
import { build, type Connection, type ReadDb } from '../connection.ts';
import { aheadWarnings } from './ahead.ts';
import { type Findings, findings } from './findings.ts';
import { keyProblems } from './keys.ts';
import { localProblems } from './local.ts';
import { type Replay, replay } from './replay.ts';
import { rawQuery } from './rows.ts';
import { schemaProblems } from './schema.ts';

export interface VerifyOptions {
  /** How many events or rows to check before pausing for other work. */
  readonly yieldEvery?: number;
  /** An event of this ledger that is known from another source. */
  readonly expectedHead?: KnownHead | undefined;
  /** Makes the verifier of each event's authorization. Without it, only the form of the ledger is checked. */
  readonly authority?: (made: ReadDb) => ReplayVerifier;
  /** The newest rules that the verifier knows. A ledger under newer ones is not checked: {@link NewerRulesError}. */
  readonly newestRules?: number;
  /** The time of the machine's own clock, and how far clocks may differ, in seconds. Later events cause a warning. */
  readonly clock?: { readonly wallClock: string; readonly toleranceSeconds: number };
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
  next(event: DeskEvent): readonly LedgerProblem[];
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
  const found = findings();
  const pause = pauser(options.yieldEvery ?? YIELD_EVERY, options.signal);
  const { database } = connection;
  const replayed = await replay();
  const ledger = { length: 0, head: '' };
  const warnings: LedgerWarning[] = [];
  database.exec('BEGIN');
  try {
    await attempt(found, async () => {
      for (const what of pageProblems(connection)) found.add(0, what);
    });
    await attempt(found, async () => {
      for (const what of schemaProblems(connection, replayed.made)) found.add(0, what);
    });
    const read = await attempt(found, () => checkLedger(connection, replayed, found, ledger, pause, options));
    // Skip the row comparison if the ledger could not be read: every row would be reported.
    if (read)
      await attempt(found, async () => {
        for (const what of replayed.differences(connection)) {
          if (what !== null && !found.add(0, what)) return;
          await pause();
        }
        const { clock } = options;
        if (clock) warnings.push(...aheadWarnings(replayed.made, clock.wallClock, clock.toleranceSeconds));
        for (const what of [...keyProblems(connection), ...localProblems(connection)]) found.add(0, what);
      });
  } finally {
    // Nothing was written, and a commit would read damaged pages again.
    if (database.inTransaction) database.exec('ROLLBACK');
    replayed.close();
  }
  const problems = found.all();
  return { ok: problems.length === 0, ...ledger, problems, warnings };
}

async function checkLedger(
  connection: Connection,
  replayed: Replay,
  found: Findings,
  ledger: { length: number; head: string },
  pause: () => Promise<void>,
  options: VerifyOptions,
): Promise<void> {
  const { expectedHead, authority } = options;
  const chain = checker();
  const replayVerifier = authority?.(replayed.made);
  const report = (problems: readonly LedgerProblem[]) => {
    for (const { sequence, what } of problems) found.add(sequence, what);
  };
  let known: string | null = null;
  for (const row of connection.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const { event, problems } = chain.next(storedEvent(row));
    const { sequence, hash } = chain.head;
    report(problems);
    // Only for an intact event: otherwise a broken ledger could pass for a newer one.
    if (problems.length === 0 && options.newestRules !== undefined && chain.rules > options.newestRules)
      throw new NewerRulesError(chain.rules);
    if (event && replayVerifier) report(replayVerifier.next(event));
    const unprojected = event && replayed.project(event, hash ?? '');
    if (unprojected) found.add(sequence, t('integrity.contradicts', { sequence, why: unprojected }));
    if (expectedHead?.sequence === sequence) known = hash;
    ledger.length += 1;
    ledger.head = hash ?? '';
    await pause();
  }
  if (ledger.length === 0) found.add(0, t('integrity.noEvents'));
  else if (replayVerifier) report(replayVerifier.end());
  if (expectedHead) report(headProblems(expectedHead, known, chain.head));
}

// Compares a checkpoint from elsewhere with this ledger. `found` is the hash of the event with that sequence.
function headProblems(
  known: KnownHead,
  found: string | null,
  { desk, sequence }: LedgerChecker['head'],
): LedgerProblem[] {
  if (known.desk !== undefined && desk !== null && known.desk !== desk)
    return [
      {
        sequence: 0,
        what: t('integrity.head.otherDesk', { found: desk, known: known.desk }),
      },
    ];
  if (found === null && sequence >= known.sequence)
    return [{ sequence: known.sequence, what: t('integrity.head.missing', { sequence: known.sequence }) }];
  if (found === null)
    return [
      {
        sequence: 0,
        what: t('integrity.head.shorter', { last: sequence, known: known.sequence }),
      },
    ];
  if (found === known.hash) return [];
  return [
    {
      sequence: known.sequence,
      what: t('integrity.head.different', { sequence: known.sequence }),
    },
  ];
}

// A damaged file can return anything for a blob.
function storedEvent({ sequence, bytes, hash, signature }: StoredEvent): StoredEvent {
  const blob = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array());
  return { sequence, bytes: blob(bytes), hash: blob(hash), signature: blob(signature) };
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

/** The sentence for an SQLite error about an unreadable file. Null for other errors (a bug, or a busy file). */
export function unreadable(error: unknown): string | null {
  if (
    !(error instanceof Database.SqliteError) ||
    /^SQLITE_(BUSY|LOCKED|INTERRUPT|NOMEM|MISUSE|READONLY)/.test(error.code)
  )
    return null;
  return t('integrity.unreadable', { reason: error.message });
}

function pauser(every: number, signal: AbortSignal | undefined): () => Promise<void> {
  let count = 0;
  return async () => {
    count += 1;
    if (count % every !== 0) return;
    await breathe();
    signal?.throwIfAborted();
  };
}
