import type { Fact } from '../../src-preload/contract/events.ts';
import type { GrantId, RequestId } from '../../src-preload/contract/scalars.ts';
import { decided, type Outcome } from './outcome.ts';

/** How far the wall clock may be behind the ledger's newest time, and ahead of it, in seconds (DESIGN.md, "Time is passed in"). */
export const MAX_BEHIND_SECONDS = 5 * 60;
export const MAX_AHEAD_SECONDS = 365 * 86_400;

/** What was begun at a time that has not come yet, by the clock that an admin vouches for. */
export interface BegunLater {
  readonly openRequests: readonly RequestId[];
  readonly activeGrants: readonly GrantId[];
}

const BECAUSE = 'The clock was corrected; this had begun at a time that has not come yet.';

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
