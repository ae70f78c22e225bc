import { REASONS_ARE_CODES_FROM_RULES } from '#contract/reasons.ts';
import { grantId, type PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { refused } from '../../engine/outcome.ts';
import { approve, bypass, cancel, reject, stuckChange, withdraw } from '../../engine/request/decide.ts';
import type { Progress } from '../../engine/request/progress.ts';
import type { RequestState } from '../../engine/request/state.ts';
import { submit, whyNotFile } from '../../engine/request/submit.ts';
import { answer, ask } from '../../engine/request/thread.ts';
import { inDirectory } from '../kernel/lookup.ts';
import { type Filer, loadFiling } from '../requests/filing.ts';
import { differencesUnder, type Expectation, isSentence } from './comparison.ts';
import { type ActorContext, absent, type EventOf, type ReplayContext } from './context.ts';
import type { CachedDirectory } from './directory.ts';
import { whyNotEnteredIn } from './entered.ts';

type ChangeEvent = EventOf<
  | 'request.approved'
  | 'request.rejected'
  | 'approval.withdrawn'
  | 'request.cancelled'
  | 'request.bypassed'
  | 'question.asked'
  | 'answer.given'
>;

/** Replays the filing of a request: its policy, number and expiry (desk/requests/filing.ts). */
export function replayFiling(context: ActorContext, event: EventOf<'request.submitted'>): Expectation {
  const { actor, directory, now, state } = context;
  const { id, requesterId, resource, account, durationSeconds, justification, ticket } = event.data;
  const wrong = whyNotEnteredIn(context, event);
  if (wrong !== null) return wrong;
  const why = whyNotFile(actor, requesterId);
  if (why) return refused(why);
  const filer: Filer = {
    matcher: state.matcher(),
    personId: actor.id,
    directory: directory.of,
    policy: state.policy,
    openTwin: state.openTwin,
  };
  const filing = loadFiling(filer, requesterId, { resource, account, durationSeconds });
  return filing ? submit(filing, { justification, ticket }, id, state.nextRequestNumber(), now) : absent('person');
}

// Only the event itself knows the id of a new grant, so ids are not compared.
const ANY_GRANT = grantId.parse('00000000-0000-0000-0000-000000000000');

/** Replays a decision on a request, a question or an answer (desk/requests/decisions.ts). */
export function replayRequestChange(context: ActorContext, event: ChangeEvent): Expectation {
  const {
    state,
    actor: { id: actorId },
    directory,
    now,
    rules,
  } = context;
  const request = state.request(event.data.requestId);
  if (!request) return absent('request');
  const progress = progressIn(request, directory, [actorId]);
  const actor = inDirectory(progress.directory, actorId);
  const wrong = whyNotEnteredIn(context, event);
  if (wrong !== null) return wrong;
  switch (event.type) {
    case 'request.approved':
      return approve(progress, actor, event.data.comment, now, ANY_GRANT, { rules });
    case 'request.rejected':
      return reject(progress, actor, event.data.comment);
    case 'approval.withdrawn':
      return withdraw(progress, actor, event.data.comment);
    case 'request.cancelled':
      return cancel(progress, actor, event.data.comment);
    case 'request.bypassed':
      return bypass(progress, actor, event.data.reason, now, ANY_GRANT);
    case 'question.asked':
      return ask(progress, actor, event.data.text);
    case 'answer.given':
      return answer(progress, actor, event.data.text);
  }
}

/** Why a request did not become stuck or free as recorded; null if it did. */
export function checkStuckChange(
  { state, directory, rules }: ReplayContext,
  event: EventOf<'request.stuck' | 'request.unstuck'>,
): string | null {
  const request = state.request(event.data.requestId);
  if (!request) return absent('request');
  const progress = progressIn(request, directory, []);
  const change = stuckChange(progress);
  if (change) return differencesUnder(rules, change, event);
  if (rules < REASONS_ARE_CODES_FROM_RULES && isReworded(progress, event)) return null;
  return t('replay.notStuck', { number: request.number });
}

// Under rules 1 a stuck request was recorded as stuck again when the reason changed.
function isReworded({ request }: Progress, event: EventOf<'request.stuck' | 'request.unstuck'>): boolean {
  if (event.type !== 'request.stuck' || request.stuckBecause === null) return false;
  return isSentence(event.data.because) && event.data.because !== request.stuckBecause;
}

/** The progress of a request, with everyone whom it concerns in the directory. */
export function progressIn(request: RequestState, directory: CachedDirectory, others: readonly PersonId[]): Progress {
  const { decisions, filedById, requesterId } = request;
  const personIds = [
    requesterId,
    ...(filedById === null ? [] : [filedById]),
    ...decisions.map(({ personId }) => personId),
    ...others,
  ];
  return directory.progressOf(request, personIds);
}
