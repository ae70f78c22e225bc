import { eventCatalogue } from '#contract/events.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { refusal } from '../../engine/outcome.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb, WriteTx } from '../../store/connection.ts';
import {
  type FailedSignIns,
  forgetFailedSignIns,
  loadFailedSignIns,
  loadStranger,
  saveFailedSignIns,
  saveStranger,
} from '../../store/queries/workstation.ts';
import { iso } from '../kernel/clock.ts';
import type { Core } from '../kernel/core.ts';
import { RefusalError } from '../kernel/refusalError.ts';
import { exclusively, transact } from '../kernel/transact.ts';

/** So many wrong passphrases in a row are answered at once; from there on the wait doubles, up to the longest. Seconds. */
const FREE_FAILURES = 4;
const FIRST_WAIT_SECONDS = 10;
const LONGEST_WAIT_SECONDS = 900;

/** How long to wait after so many failures in a row, in seconds. */
export function waitAfter(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - FREE_FAILURES - 1), LONGEST_WAIT_SECONDS);
}

/** Who tries: somebody by id, or a username that nobody has. */
export type SignInSubject = { readonly personId: PersonId } | { readonly stranger: string };

/** A try that was let through, and counts as failed until it is known not to be. */
export interface Attempt {
  readonly trying: SignInSubject;
  /** Which try in a row this is, from 1. */
  readonly count: number;
  /** When the next try is heard, should this one fail; null: at once. */
  readonly retryAt: string | null;
}

export type Begun =
  | { readonly ok: true; readonly attempt: Attempt }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Begins a try to sign in, or refuses it with SIGN_IN_SLOWED. It is counted as failed before anything is tried, in one write turn, so neither
 * tries at one instant, nor a second process, nor pulling the plug make more tries than are allowed. Usernames that nobody has are counted
 * like those of people and kept as long, so that nobody learns which there are. The clock is that of the wall: see docs/decisions/0023.
 */
export function beginAttempt(core: Core, trying: SignInSubject): Promise<Begun> {
  return exclusively(core.store.writer, (tx): Begun => {
    const now = core.clock.wallMs();
    const failed = load(core, tx, trying);
    const waitMs = failed === undefined ? 0 : Date.parse(failed.retryAt) - now;
    // A longer wait than there is was begun by a clock that has been put back since.
    if (failed && waitMs > 0 && waitMs <= LONGEST_WAIT_SECONDS * 1000)
      return { ok: false, refusal: slowed(failed.retryAt, Math.ceil(waitMs / 1000)) };
    const failures = (failed?.failures ?? 0) + 1;
    const wait = waitAfter(failures);
    const retryAt = iso(now + wait * 1000);
    save(core, tx, trying, { failures, retryAt });
    return { ok: true, attempt: { trying, count: failures, retryAt: wait === 0 ? null : retryAt } };
  });
}

/** The try went well, and with it the row of failures ends. Tries that began after it stay counted until they are known not to fail. */
export async function succeed(core: Core, { trying, count }: Attempt): Promise<void> {
  if ('stranger' in trying) return;
  const { personId } = trying;
  await exclusively(core.store.writer, (tx) => {
    const failed = loadFailedSignIns(tx, personId);
    const left = (failed?.failures ?? 0) - count;
    if (failed === undefined || left <= 0) return forgetFailedSignIns(tx, personId);
    const latest = iso(core.clock.wallMs() + waitAfter(left) * 1000);
    saveFailedSignIns(tx, personId, { failures: left, retryAt: latest < failed.retryAt ? latest : failed.retryAt });
  });
}

function load(core: Core, db: ReadDb, trying: SignInSubject): FailedSignIns | undefined {
  return 'stranger' in trying
    ? loadStranger(db, masked(core, trying.stranger))
    : loadFailedSignIns(db, trying.personId);
}

function save(core: Core, tx: WriteTx, trying: SignInSubject, failed: FailedSignIns): void {
  if ('stranger' in trying) saveStranger(tx, masked(core, trying.stranger), failed);
  else saveFailedSignIns(tx, trying.personId, failed);
}

// Somebody may have typed a passphrase where the username belongs.
function masked(core: Core, username: string): number {
  return core.keys.maskUsername(fold(username));
}

/** Records that a try failed, and answers the refusal. Usernames that nobody has are not recorded: somebody may have typed a passphrase there. */
export async function fail(core: Core, { trying, retryAt }: Attempt, message: string): Promise<Refusal> {
  if ('personId' in trying) await record(core, trying.personId);
  else await pretendToRecord(core, trying.stranger);
  return { ...refusal('SIGN_IN_FAILED', message), ...(retryAt === null ? {} : { retryAt }) };
}

async function record(core: Core, personId: PersonId): Promise<void> {
  try {
    await transact(core, (transaction) => transaction.commit([{ type: 'signin.failed', data: { personId } }], null));
  } catch (error) {
    // While the clock or the desk's key cannot be used, nothing can be recorded; the try has been counted all the same.
    if (!(error instanceof RefusalError)) throw error;
  }
}

// Takes a write turn and tells the windows, as a try of somebody does: neither the time nor the news says who exists.
async function pretendToRecord(core: Core, username: string): Promise<void> {
  await exclusively(core.store.writer, (tx) => {
    const failed = loadStranger(tx, masked(core, username));
    if (failed) saveStranger(tx, masked(core, username), failed);
  });
  core.changes.announce(eventCatalogue['signin.failed'].topics);
}

function slowed(retryAt: string, seconds: number): Refusal {
  const wait = seconds === 1 ? '1 second' : `${seconds} seconds`;
  return { ...refusal('SIGN_IN_SLOWED', `Too many tries have failed. The next one is heard in ${wait}.`), retryAt };
}
