import { join } from 'node:path';
import type { LedgerCheck, SavedHead } from '#contract/ledger.ts';
import type { Answer } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { MAX_BEHIND_SECONDS } from '../../engine/clock.ts';
import { refusal } from '../../engine/outcome.ts';
import { type Connection, ReadConnection, type ReadDb } from '../../store/connection.ts';
import { whyUnusable } from '../../store/failure.ts';
import { copyAndDigest, type SavedState, StateRefused } from '../../store/integrity/checkedState.ts';
import { openForReading } from '../../store/integrity/open.ts';
import { type KnownHead, NewerRulesError, type VerifyOptions, verifyWorkspace } from '../../store/integrity/verify.ts';
import { loadHead } from '../../store/queries/desk.ts';
import { withAuthority } from '../authorization/replayVerifier.ts';
import { type Environment, machineEnvironment } from '../kernel/environment.ts';
import type { MarkedState } from '../kernel/jobs.ts';
import { writtenByNewer } from '../kernel/refusalError.ts';
import { sharingWork } from './vouchers.ts';

/** Checks a workspace file that this process has open, against a saved head if one is given. Rejects with the signal's reason if aborted. */
export type Verify = (
  file: string,
  job: VerifyJob,
  signal: AbortSignal,
  how?: Pick<HowToVerify, 'progress'>,
) => Promise<Verified>;

/** A check, and what it was asked for beside it. */
export interface Verified extends LedgerCheck {
  /** Whether it began at the state for which it was asked, or why it has checked every event. */
  readonly begun?: { readonly ok: true } | { readonly ok: false; readonly because: StateRefused['because'] };
  /** The state that it has saved. */
  readonly saved?: SavedState;
}

/** How a check shares its work, and how it reports its progress. */
export interface HowToVerify {
  /** The folder of the built workers; without it one thread does everything. */
  readonly workers?: string | undefined;
  /** Told about once a second how many of the ledger's events have been checked. */
  readonly progress?: ((checked: number, events: number) => void) | undefined;
}

export interface VerifyJob {
  readonly head?: SavedHead | undefined;
  /** The time of the machine's clock, ISO 8601 UTC. */
  readonly wallClock: string;
  /** An event up to which the person who asks has verified this ledger before. */
  readonly verifiedHead?: KnownHead | undefined;
  /** A state at which to begin. If it does not fit any more, every event is checked. */
  readonly begin?: MarkedState | undefined;
  /** A file in which to save the state after the last event, if every event was checked and there was no problem. */
  readonly saveTo?: string | undefined;
  /** A folder of its own for a copy of the state at which it begins. */
  readonly folder?: string | undefined;
}

/** Checks on this thread, yielding to other work. A worker thread runs the same function. */
export async function verifyHere(
  file: string,
  { head, verifiedHead, wallClock, begin, saveTo, folder }: VerifyJob,
  signal?: AbortSignal,
  how: HowToVerify = {},
): Promise<Verified> {
  const run = async (more: Pick<VerifyOptions, 'from' | 'save'>): Promise<LedgerCheck> => {
    // Verification keeps one transaction open while it yields, so it needs its own connection.
    const connection = ReadConnection.open(file);
    try {
      return await verifyBy(how, connection, {
        clock: machine(wallClock),
        expectedHead: head,
        verifiedHead,
        signal,
        ...more,
      });
    } finally {
      connection.close();
    }
  };
  let begun: Verified['begun'];
  if (begin && folder !== undefined)
    try {
      const { sequence, ledger } = begin;
      return { ...(await run({ from: { sequence, ledger, file: copyOfState(begin, folder) } })), begun: { ok: true } };
    } catch (error) {
      if (!(error instanceof StateRefused)) throw error;
      begun = { ok: false, because: error.because };
    }
  const kept: { saved?: SavedState } = {};
  const save = saveTo === undefined ? undefined : { file: saveTo, saved: (state: SavedState) => (kept.saved = state) };
  const check = await run({ save });
  return { ...check, ...(begun ? { begun } : {}), ...kept };
}

// Copied, so that nobody can change the state after its digest was compared.
function copyOfState({ file, state }: MarkedState, folder: string): string {
  const copy = join(folder, 'begin.sqlite');
  let found: string;
  try {
    found = copyAndDigest(file, copy);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new StateRefused('file');
    throw error;
  }
  if (found !== state) throw new StateRefused('file');
  return copy;
}

/** How much of a workspace a check keeps in memory, in KiB. */
const READ_ONCE_CACHE_KIB = 16_384;

function verifyBy(
  { workers, progress }: HowToVerify,
  connection: Connection,
  options: Omit<VerifyOptions, 'vouchers' | 'authority'>,
): Promise<LedgerCheck> {
  // A check reads the workspace once, from beginning to end.
  connection.database.pragma(`main.cache_size = -${READ_ONCE_CACHE_KIB}`);
  return sharingWork(workers, (vouchers) =>
    verifyWorkspace(connection, { ...withAuthority, ...options, vouchers, progress }),
  );
}

/** Checks a workspace, given its folder or its file, without writing to it. Refused if it cannot be read. */
export async function verifyFrom(
  path: string,
  head?: SavedHead,
  environment: Pick<Environment, 'wallClock'> = machineEnvironment,
  how: HowToVerify = {},
): Promise<Answer<LedgerCheck>> {
  const opened = await openForReading(path);
  if (!opened.ok) return { ok: false, error: opened.refusal };
  try {
    return {
      ok: true,
      result: await verifyBy(how, opened.connection, {
        clock: machine(environment.wallClock()),
        expectedHead: head,
      }),
    };
  } catch (error) {
    if (error instanceof NewerRulesError) return { ok: false, error: writtenByNewer() };
    // A check needs room for temporary files.
    const unusable = whyUnusable(error);
    if (unusable !== null) return { ok: false, error: refusal('WORKSPACE_UNREADABLE', unusable) };
    throw error;
  } finally {
    opened.close();
  }
}

const machine = (wallClock: string) => ({ wallClock, toleranceSeconds: MAX_BEHIND_SECONDS });

/** The newest event of a workspace, to be stored elsewhere. It is read without being checked. */
export async function headFrom(path: string): Promise<Answer<SavedHead>> {
  const opened = await openForReading(path);
  if (!opened.ok) return { ok: false, error: opened.refusal };
  try {
    const head = savedHeadOf(opened.connection);
    if (head) return { ok: true, result: head };
    return {
      ok: false,
      error: refusal('WORKSPACE_UNREADABLE', t('desk.ledger.noHead', { path })),
    };
  } finally {
    opened.close();
  }
}

/** The newest event, to be stored elsewhere and checked against later; null before a desk is founded. */
export function savedHeadOf(db: ReadDb): SavedHead | null {
  const { desk, sequence, hash, at } = loadHead(db);
  return desk === null || hash === null ? null : { desk, sequence, hash, at };
}
