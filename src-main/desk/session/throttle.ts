import { eventCatalogue } from '#contract/events.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
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

/** So many failures in a row cause no wait; from then on it doubles up to the longest. Seconds. */
const FREE_FAILURES = 4;
const FIRST_WAIT_SECONDS = 10;
const LONGEST_WAIT_SECONDS = 900;

/** The wait after so many failures in a row, in seconds. */
export function waitAfter(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - FREE_FAILURES - 1), LONGEST_WAIT_SECONDS);
}

/** Who attempts to sign in: a person by id, or a username that nobody has. */
export type SignInSubject = { readonly personId: PersonId } | { readonly unknown: string };

/** An attempt that was allowed. It counts as failed until it succeeds. */
export interface Attempt {
  readonly subject: SignInSubject;
  /** The number of this attempt in its row, from 1. */
  readonly count: number;
  /** When the next attempt is allowed if this one fails; null: at once. */
  readonly retryAt: string | null;
}

export type Begun =
  | { readonly ok: true; readonly attempt: Attempt }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Begins an attempt to sign in, or refuses it with SIGN_IN_SLOWED. It is counted as failed beforehand, so that parallel attempts, a second
 * process or a crash allow no more attempts. Unknown usernames are counted alike, which hides whether they exist. By the wall clock
 * (docs/decisions/0023).
 */
export function beginAttempt(core: Core, subject: SignInSubject): Promise<Begun> {
  return exclusively(core.store.writer, (tx): Begun => {
    const now = core.clock.wallMs();
    const failed = load(core, tx, subject);
    const waitMs = failed === undefined ? 0 : Date.parse(failed.retryAt) - now;
    // A wait longer than the longest comes from a clock that has been set back since.
    if (failed && waitMs > 0 && waitMs <= LONGEST_WAIT_SECONDS * 1000)
      return { ok: false, refusal: slowed(failed.retryAt, Math.ceil(waitMs / 1000)) };
    const failures = (failed?.failures ?? 0) + 1;
    const wait = waitAfter(failures);
    const retryAt = iso(now + wait * 1000);
    save(core, tx, subject, { failures, retryAt });
    return { ok: true, attempt: { subject, count: failures, retryAt: wait === 0 ? null : retryAt } };
  });
}

/** The attempt succeeded, which ends the row of failures. Attempts that began after it stay counted until they succeed. */
export async function attemptSucceeded(core: Core, { subject, count }: Attempt): Promise<void> {
  if ('unknown' in subject) return;
  const { personId } = subject;
  await exclusively(core.store.writer, (tx) => {
    const failed = loadFailedSignIns(tx, personId);
    const left = (failed?.failures ?? 0) - count;
    if (failed === undefined || left <= 0) return forgetFailedSignIns(tx, personId);
    const latest = iso(core.clock.wallMs() + waitAfter(left) * 1000);
    saveFailedSignIns(tx, personId, { failures: left, retryAt: latest < failed.retryAt ? latest : failed.retryAt });
  });
}

function load(core: Core, db: ReadDb, subject: SignInSubject): FailedSignIns | undefined {
  return 'unknown' in subject
    ? loadStranger(db, masked(core, subject.unknown))
    : loadFailedSignIns(db, subject.personId);
}

function save(core: Core, tx: WriteTx, subject: SignInSubject, failed: FailedSignIns): void {
  if ('unknown' in subject) saveStranger(tx, masked(core, subject.unknown), failed);
  else saveFailedSignIns(tx, subject.personId, failed);
}

// Stored masked: an unknown username may be a mistyped passphrase.
function masked(core: Core, username: string): number {
  return core.keys.maskUsername(fold(username));
}

/** Records that an attempt failed, and answers the refusal. Unknown usernames are not recorded: one may be a mistyped passphrase. */
export async function attemptFailed(core: Core, { subject, retryAt }: Attempt, message: string): Promise<Refusal> {
  if ('personId' in subject) await record(core, subject.personId);
  else await pretendToRecord(core, subject.unknown);
  return { ...refusal('SIGN_IN_FAILED', message), ...(retryAt === null ? {} : { retryAt }) };
}

async function record(core: Core, personId: PersonId): Promise<void> {
  try {
    await transact(core, (transaction) => transaction.commit([{ type: 'signin.failed', data: { personId } }], null));
  } catch (error) {
    // Nothing can be recorded while the clock or the desk's key cannot be used. The attempt is counted all the same.
    if (!(error instanceof RefusalError)) throw error;
  }
}

// Writes and announces as a person's failure does: neither time nor announcements reveal which usernames exist.
async function pretendToRecord(core: Core, username: string): Promise<void> {
  await exclusively(core.store.writer, (tx) => {
    const failed = loadStranger(tx, masked(core, username));
    if (failed) saveStranger(tx, masked(core, username), failed);
  });
  core.changes.announce(eventCatalogue['signin.failed'].topics);
}

function slowed(retryAt: string, seconds: number): Refusal {
  return { ...refusal('SIGN_IN_SLOWED', t('desk.session.slowed', { count: seconds })), retryAt };
}
