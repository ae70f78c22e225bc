import type { Fact } from '#contract/events.ts';
import type { Role } from '#contract/people.ts';
import type { GrantId, RequestId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { decided, type Outcome, refusal, refused } from './outcome.ts';
import { writeReason } from './reason/form.ts';

/**
 * The moment of a command or read, handed in: the engine has no clock. Times are ISO 8601 UTC with milliseconds, which
 * compare as text.
 */
export interface Now {
  readonly at: string;
  /** The moment so many seconds after this one. */
  after(seconds: number): string;
  /** How many seconds after this moment another one is. */
  secondsUntil(at: string): number;
}

/** Something is over at its end, not after it (docs/rules.md#time-is-passed-in). */
export function isOver(now: Now, endsAt: string): boolean {
  return now.at >= endsAt;
}

/** How far the wall clock may be behind the ledger's newest time, in seconds (docs/rules.md#time-is-passed-in). */
export const MAX_BEHIND_SECONDS = 5 * 60;
/** How far it may be ahead of the last trusted time before that counts as a leap, in seconds: a night is no leap, a weekend is one. */
export const LEAP_SECONDS = 26 * 3_600;
/**
 * The largest leap that anyone may confirm, in seconds; only an admin may confirm a larger one. Neighbouring events may be further
 * apart than this only after a confirmation.
 */
export const ANYONE_CONFIRMS_SECONDS = 30 * 86_400;
/** How far apart two neighbouring events might be under rules 1, in seconds. */
export const MAX_AHEAD_SECONDS_RULES_1 = 365 * 86_400;

/** Open requests and active grants that began later than the corrected time. */
export interface BegunLater {
  readonly openRequests: readonly RequestId[];
  readonly activeGrants: readonly GrantId[];
}

const BECAUSE = writeReason({ code: 'CLOCK_CORRECTED' });

/**
 * An admin confirms that the machine's clock is right although it is behind the ledger, which had reached `from`. Requests and
 * grants that began later than the corrected time would last too long, so they end.
 */
export function correctClock(from: string, { openRequests, activeGrants }: BegunLater): Outcome {
  return decided(
    { type: 'clock.corrected', data: { from } },
    ...openRequests.map(
      (requestId): Fact => ({
        type: 'request.cancelled',
        data: { requestId, comment: BECAUSE, cause: 'clockCorrected' },
      }),
    ),
    ...activeGrants.map(
      (id): Fact => ({ type: 'grant.revoked', data: { id, reason: BECAUSE, cause: 'clockCorrected' } }),
    ),
  );
}

/**
 * Confirms that the machine's clock is right although it is `seconds` ahead of `from`, the time that the ledger had reached. Anyone
 * may confirm up to 30 days, only an admin more (else FORBIDDEN).
 */
export function confirmClock(role: Role, from: string, seconds: number): Outcome {
  return mayConfirm(role, seconds)
    ? decided({ type: 'clock.confirmed', data: { from } })
    : refused(refusal('FORBIDDEN', t('refusals.clockTakesAdmin')));
}

/** Whether someone in a role may confirm a leap of so many seconds. */
export function mayConfirm(role: Role, seconds: number): boolean {
  return role === 'admin' || seconds <= ANYONE_CONFIRMS_SECONDS;
}
