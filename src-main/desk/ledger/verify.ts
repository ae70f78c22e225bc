import type { LedgerCheck, SavedHead } from '#contract/ledger.ts';
import type { Answer } from '#contract/refusal.ts';
import { MAX_BEHIND_SECONDS } from '../../engine/clock.ts';
import { refusal } from '../../engine/outcome.ts';
import { ReadConnection, type ReadDb } from '../../store/connection.ts';
import { openForReading } from '../../store/integrity/open.ts';
import { NewerRulesError, verifyWorkspace } from '../../store/integrity/verify.ts';
import { loadHead } from '../../store/queries/desk.ts';
import { withAuthority } from '../authorization/replayVerifier.ts';
import { type Environment, machineEnvironment } from '../kernel/environment.ts';
import { writtenByNewer } from '../kernel/refusalError.ts';

/**
 * Checks the workspace in a file that this process has open, against a saved head if there is one. Rejects with the signal's reason when that
 * ends it early.
 */
export type Verify = (file: string, job: VerifyJob, signal: AbortSignal) => Promise<LedgerCheck>;

export interface VerifyJob {
  readonly head?: SavedHead | undefined;
  /** What the machine's own clock says. */
  readonly wallClock: string;
}

/** Checks in this very thread, yielding to others; a worker thread does the same beside it. */
export async function verifyHere(
  file: string,
  { head, wallClock }: VerifyJob,
  signal?: AbortSignal,
): Promise<LedgerCheck> {
  // Verification stays in one transaction and yields to others meanwhile, so it has a connection of its own.
  const connection = ReadConnection.open(file);
  try {
    return await verifyWorkspace(connection, {
      ...withAuthority,
      clock: machine(wallClock),
      expectedHead: head,
      signal,
    });
  } finally {
    connection.close();
  }
}

/** Checks a workspace, named by its folder or its file, from outside and without writing to it. Refused when it cannot be read. */
export async function verifyFrom(
  path: string,
  head?: SavedHead,
  environment: Pick<Environment, 'wallClock'> = machineEnvironment,
): Promise<Answer<LedgerCheck>> {
  const opened = await openForReading(path);
  if (!opened.ok) return { ok: false, error: opened.refusal };
  try {
    return {
      ok: true,
      result: await verifyWorkspace(opened.connection, {
        ...withAuthority,
        clock: machine(environment.wallClock()),
        expectedHead: head,
      }),
    };
  } catch (error) {
    if (error instanceof NewerRulesError) return { ok: false, error: writtenByNewer };
    throw error;
  } finally {
    opened.close();
  }
}

const machine = (wallClock: string) => ({ wallClock, toleranceSeconds: MAX_BEHIND_SECONDS });

/** The newest event of a workspace, to be kept elsewhere; read in the same way, and not checked. */
export async function headFrom(path: string): Promise<Answer<SavedHead>> {
  const opened = await openForReading(path);
  if (!opened.ok) return { ok: false, error: opened.refusal };
  try {
    const head = savedHeadOf(opened.connection);
    if (head) return { ok: true, result: head };
    return {
      ok: false,
      error: refusal('WORKSPACE_UNREADABLE', `No desk was founded in ${path}; it has no newest event.`),
    };
  } finally {
    opened.close();
  }
}

/** The newest event as somebody keeps it elsewhere, to check the ledger against later; null before a desk is founded. */
export function savedHeadOf(db: ReadDb): SavedHead | null {
  const { desk, sequence, hash, at } = loadHead(db);
  return desk === null || hash === null ? null : { desk, sequence, hash, at };
}
