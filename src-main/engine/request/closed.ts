import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../outcome.ts';
import { shownName } from '../people/directory.ts';
import type { Progress } from './progress.ts';
import type { RequestState } from './state.ts';

/** Refuses an action on a closed request, in a sentence about what became of it; null while it is open. */
export function whyClosed({ request, directory }: Progress): Refusal | null {
  if (request.status === 'open') return null;
  const decider =
    request.cancelledById ?? request.decisions.findLast(({ decision }) => decision !== 'withdrawn')?.personId;
  const person = decider === undefined ? undefined : directory.people.get(decider);
  return refusal('NOT_OPEN', closedSentence(request, person && shownName(person)));
}

function closedSentence({ number, status, decisions, cancelledById }: RequestState, person?: string): string {
  const bypassed = decisions.some(({ decision }) => decision === 'bypassed');
  if (status === 'expired' || status === 'open') return t('refusals.request.closed.expired', { number });
  const how = status === 'approved' && bypassed ? 'bypassed' : status;
  // A request that the desk itself cancelled has no canceller.
  return person === undefined || (status === 'cancelled' && cancelledById === null)
    ? t(`refusals.request.closed.${how}`, { number })
    : t(`refusals.request.closed.${how}By`, { number, person });
}
