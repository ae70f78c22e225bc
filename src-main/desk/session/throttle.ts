import { createHmac, randomBytes } from 'node:crypto';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import { refusal } from '../../engine/outcome.ts';
import { fold } from '../../engine/text/fold.ts';
import {
  type FailedSignIns,
  forgetFailedSignIns,
  loadFailedSignIns,
  saveFailedSignIns,
} from '../../store/queries/workstation.ts';
import { iso } from '../clock.ts';
import type { Core } from '../core.ts';
import { Halted } from '../halt.ts';
import { exclusively, transact } from '../transact.ts';

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
export type Trying = { readonly personId: PersonId } | { readonly stranger: string };

/** A try that was let through, and counts as failed until it is known not to be. */
export interface Attempt {
  readonly trying: Trying;
  /** When the next try is heard, should this one fail; null: at once. */
  readonly retryAt: string | null;
}

export type Begun =
  | { readonly ok: true; readonly attempt: Attempt }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Begins a try to sign in, or refuses it with SIGN_IN_SLOWED. It is counted as failed before anything is tried, so neither a second process
 * nor pulling the plug makes more tries than are allowed. Usernames that nobody has are counted like those of people, so that nobody
 * learns which there are, but in memory only.
 */
export function beginAttempt(core: Core, trying: Trying): Promise<Begun> {
  return exclusively(core.store.writer, (tx): Begun => {
    const now = core.wallMs();
    const failed =
      'stranger' in trying ? core.strangers.get(veiled(trying.stranger)) : loadFailedSignIns(tx, trying.personId);
    const waitMs = failed === undefined ? 0 : Date.parse(failed.retryAt) - now;
    // A longer wait than there is was begun by a clock that has been put back since.
    if (failed && waitMs > 0 && waitMs <= LONGEST_WAIT_SECONDS * 1000)
      return { ok: false, refusal: slowed(failed.retryAt, Math.ceil(waitMs / 1000)) };
    const failures = (failed?.failures ?? 0) + 1;
    const wait = waitAfter(failures);
    const retryAt = iso(now + wait * 1000);
    if ('stranger' in trying) rememberStranger(core, trying.stranger, { failures, retryAt });
    else saveFailedSignIns(tx, trying.personId, { failures, retryAt });
    return { ok: true, attempt: { trying, retryAt: wait === 0 ? null : retryAt } };
  });
}

/** The try went well: the next one begins to count anew. */
export async function succeed(core: Core, { trying }: Attempt): Promise<void> {
  if ('personId' in trying) await exclusively(core.store.writer, (tx) => forgetFailedSignIns(tx, trying.personId));
}

/** Most usernames that nobody has which are remembered at once; the oldest goes first. */
const MOST_STRANGERS = 1_000;
const VEIL = randomBytes(32);

// Somebody may have typed a passphrase where the username belongs.
function veiled(username: string): string {
  return createHmac('sha256', VEIL).update(fold(username)).digest('hex');
}

function rememberStranger({ strangers }: Core, username: string, failed: FailedSignIns): void {
  const name = veiled(username);
  strangers.delete(name);
  strangers.set(name, failed);
  const [oldest] = strangers.keys();
  if (strangers.size > MOST_STRANGERS && oldest !== undefined) strangers.delete(oldest);
}

/** Records that a try failed, and answers the refusal. Usernames that nobody has are not recorded: somebody may have typed a passphrase there. */
export async function fail(core: Core, { trying, retryAt }: Attempt, message: string): Promise<Refusal> {
  if ('personId' in trying) await record(core, trying.personId);
  return { ...refusal('SIGN_IN_FAILED', message), ...(retryAt === null ? {} : { retryAt }) };
}

async function record(core: Core, personId: PersonId): Promise<void> {
  try {
    await transact(core, (turn) => turn.commit([{ type: 'signin.failed', data: { personId } }], null));
  } catch (error) {
    // While the clock or the desk's key cannot be used, nothing can be recorded; the try has been counted all the same.
    if (!(error instanceof Halted)) throw error;
  }
}

function slowed(retryAt: string, seconds: number): Refusal {
  const wait = seconds === 1 ? '1 second' : `${seconds} seconds`;
  return { ...refusal('SIGN_IN_SLOWED', `Too many tries have failed. The next one is heard in ${wait}.`), retryAt };
}
