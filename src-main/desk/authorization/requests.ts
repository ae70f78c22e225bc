import { REASONS_ARE_CODES_FROM_RULES } from '#contract/reasons.ts';
import { requestInputs } from '#contract/requests.ts';
import { grantId, type PersonId } from '#contract/scalars.ts';
import { refused } from '../../engine/outcome.ts';
import { refsOf } from '../../engine/policy/check.ts';
import { approve, bypass, cancel, reject, stuckChange, withdraw } from '../../engine/request/decide.ts';
import { type Progress, progressOf } from '../../engine/request/progress.ts';
import { submit, whyNotFile } from '../../engine/request/submit.ts';
import { nextRequestNumber } from '../../store/queries/numbers.ts';
import { type LoadedRequest, loadRequest } from '../../store/queries/requestState.ts';
import { inDirectory } from '../kernel/lookup.ts';
import { loadFiling } from '../requests/filing.ts';
import { differencesUnder, type Expectation, isSentence, unfit } from './comparison.ts';
import { type ActorContext, absent, type EventOf, type ReplayContext } from './context.ts';
import type { KeptDirectory } from './directory.ts';

type DecisionEvent = EventOf<
  'request.approved' | 'request.rejected' | 'approval.withdrawn' | 'request.cancelled' | 'request.bypassed'
>;

/** Whether somebody could have filed a request so: under this policy, with this number, until then (desk/requests/filing.ts). */
export function judgeFiling(context: ActorContext, { data }: EventOf<'request.submitted'>): Expectation {
  const { db, actor, directory, matcher, now, rules } = context;
  const { id, requesterId, resource, account, durationSeconds, justification, ticket } = data;
  const asked = { resource, account, durationSeconds, justification, ticket, requesterId };
  const wrong = unfit(requestInputs.submit, asked, rules);
  if (wrong !== null) return wrong;
  const why = whyNotFile(actor, requesterId);
  if (why) return refused(why);
  const filer = { db, matcher: matcher.of(db), personId: actor.id, directory: directory.of };
  const filing = loadFiling(filer, requesterId, { resource, account, durationSeconds });
  return filing ? submit(filing, { justification, ticket }, id, nextRequestNumber(db), now) : absent('person');
}

// A grant gets a new id, which only the event that starts it can know; it is not compared.
const ANY_GRANT = grantId.parse('00000000-0000-0000-0000-000000000000');

/** Whether somebody could have decided a request so (desk/requests/decisions.ts). */
export function judgeDecision(
  { db, actor: { id: actorId }, directory, now, rules }: ActorContext,
  event: DecisionEvent,
): Expectation {
  const request = loadRequest(db, event.data.requestId);
  if (!request) return absent('request');
  const progress = walk(request, directory, [actorId]);
  const actor = inDirectory(progress.directory, actorId);
  const { id } = request;
  switch (event.type) {
    case 'request.approved': {
      const { comment } = event.data;
      return (
        unfit(requestInputs.approve, { id, comment }, rules) ??
        approve(progress, actor, comment, now, ANY_GRANT, { rules })
      );
    }
    case 'request.rejected': {
      const { comment } = event.data;
      return unfit(requestInputs.reject, { id, comment }, rules) ?? reject(progress, actor, comment);
    }
    case 'approval.withdrawn': {
      const { comment } = event.data;
      return unfit(requestInputs.withdraw, { id, comment }, rules) ?? withdraw(progress, actor, comment);
    }
    case 'request.cancelled': {
      const { comment } = event.data;
      return unfit(requestInputs.cancel, { id, comment }, rules) ?? cancel(progress, actor, comment);
    }
    case 'request.bypassed': {
      const { reason } = event.data;
      return unfit(requestInputs.bypass, { id, reason }, rules) ?? bypass(progress, actor, reason, now, ANY_GRANT);
    }
  }
}

/** What is wrong with saying that a request became stuck, or no longer is, as the rest of a sentence; null when it is right. */
export function judgeStuck(
  { db, directory, rules }: ReplayContext,
  event: EventOf<'request.stuck' | 'request.unstuck'>,
): string | null {
  const request = loadRequest(db, event.data.requestId);
  if (!request) return absent('request');
  const progress = walk(request, directory, []);
  const change = stuckChange(progress);
  if (change) return differencesUnder(rules, change, event);
  if (rules < REASONS_ARE_CODES_FROM_RULES && isReworded(progress, event)) return null;
  return `nothing has changed that makes request #${request.number} stuck or frees it`;
}

// Under rules 1 a request that was stuck for another reason was said to be stuck once more, in another sentence.
function isReworded({ request }: Progress, event: EventOf<'request.stuck' | 'request.unstuck'>): boolean {
  if (event.type !== 'request.stuck' || request.stuckBecause === null) return false;
  return isSentence(event.data.because) && event.data.because !== request.stuckBecause;
}

/** Where a request stands, with everyone in the directory who matters to it. */
export function walk(request: LoadedRequest, directory: KeptDirectory, others: readonly PersonId[]): Progress {
  const { decisions, filedById, requesterId, rules } = request;
  const personIds = [
    requesterId,
    ...(filedById === null ? [] : [filedById]),
    ...decisions.map(({ personId }) => personId),
    ...others,
  ];
  return progressOf(request, directory.of(refsOf(rules), personIds));
}
