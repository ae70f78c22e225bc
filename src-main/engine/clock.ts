import type { Fact } from '#contract/events.ts';
import type { Role } from '#contract/people.ts';
import type { GrantId, RequestId } from '#contract/scalars.ts';
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
}

/** Something is over at its end, not after it (docs/rules.md#time-is-passed-in). */
export function isOver(now: Now, endsAt: string): boolean {
  return now.at >= endsAt;
}

/** How far the wall clock may be behind the ledger's newest time, in seconds (docs/rules.md#time-is-passed-in). */
export const MAX_BEHIND_SECONDS = 5 * 60;
/** How far it may be ahead of the time that was last known to be right, before it has leapt, in seconds: a night is no leap, a weekend is one. */
export const LEAP_SECONDS = 26 * 3_600;
/**
 * How large a leap anyone may confirm, in seconds; a larger one takes an admin. No two neighbouring events may be further apart unless a
 * confirmation says why.
 */
export const ANYONE_CONFIRMS_SECONDS = 30 * 86_400;
/** How far apart two neighbouring events might be under rules 1, in seconds. */
export const MAX_AHEAD_SECONDS_RULES_1 = 365 * 86_400;

/** What began at a time that has not come yet, by the clock that an admin vouches for. */
export interface BegunLater {
  readonly openRequests: readonly RequestId[];
  readonly activeGrants: readonly GrantId[];
}

const BECAUSE = writeReason({ code: 'CLOCK_CORRECTED' });

/**
 * An admin vouches for the machine's clock. `from` is the time that the ledger had reached. Where the clock goes back, open requests and
 * active grants that began later than the corrected time would last too long: they end.
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
 * Someone confirms that the machine's clock is right although it has leapt by `seconds` past `from`, the time that the ledger had reached:
 * anyone up to 30 days, an admin more (FORBIDDEN).
 */
export function confirmClock(role: Role, from: string, seconds: number): Outcome {
  return mayConfirm(role, seconds)
    ? decided({ type: 'clock.confirmed', data: { from } })
    : refused(
        refusal(
          'FORBIDDEN',
          'The clock of this machine is more than 30 days ahead of the newest entry of the ledger. Only an admin can confirm that; ask one, or set the clock right.',
        ),
      );
}

/** Whether someone in a role may confirm a leap of so many seconds. */
export function mayConfirm(role: Role, seconds: number): boolean {
  return role === 'admin' || seconds <= ANYONE_CONFIRMS_SECONDS;
}
