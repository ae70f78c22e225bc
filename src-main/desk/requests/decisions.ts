import type { Answer } from '#contract/refusal.ts';
import { type AccessRequest, requestInputs } from '#contract/requests.ts';
import { grantId, type RequestId } from '#contract/scalars.ts';
import type { Outcome } from '../../engine/outcome.ts';
import type { DirectoryPerson } from '../../engine/people/directory.ts';
import { approve, bypass, cancel, reject, withdraw } from '../../engine/request/decide.ts';
import { canSee } from '../../engine/request/permission.ts';
import type { Progress } from '../../engine/request/progress.ts';
import type { Seen } from '../../engine/request/state.ts';
import { answer, ask } from '../../engine/request/thread.ts';
import { loadRequest, loadSeen } from '../../store/queries/requestState.ts';
import { inDirectory, notFound } from '../kernel/lookup.ts';
import { ok, refuse, type Writing, writes } from '../kernel/usecase.ts';
import { reassess } from './reassess.ts';
import { loadProgress, viewRequests } from './view.ts';

type Decide = (progress: Progress, actor: DirectoryPerson, seen: Seen | null) => Outcome;

// Every decision, question and answer goes this way: load the request, let the engine decide, record the facts, check whether it is stuck now.
function decideOn(
  context: Writing,
  { id, seen }: { readonly id: RequestId; readonly seen?: number | undefined },
  decide: Decide,
): Answer<AccessRequest> {
  const { db, person } = context;
  const request = loadRequest(db, id);
  if (!request) return refuse(notFound(db, 'request', id));
  const { directory, progress } = loadProgress(db, [request], person.id);
  const [walked] = progress;
  const actor = inDirectory(directory, person.id);
  if (!walked || !canSee(actor, walked)) return refuse(notFound(db, 'request', id));
  const outcome = decide(walked, actor, seen === undefined ? null : loadSeen(db, request, seen));
  if (!outcome.ok) return refuse(outcome.refusal);
  context.commit(outcome.facts);
  reassess(context, [request.number]);
  const [view] = viewRequests(db, [request.number], person.id);
  if (!view) throw new TypeError('A request that was decided is there.');
  return ok(view);
}

export const requestChanges = {
  approve: writes(requestInputs.approve, {}, (context, { comment, ...of }) =>
    decideOn(context, of, (progress, actor, seen) =>
      approve(progress, actor, comment, context.now, grantId.parse(context.newId()), { seen }),
    ),
  ),
  reject: writes(requestInputs.reject, {}, (context, { comment, ...of }) =>
    decideOn(context, of, (progress, actor, seen) => reject(progress, actor, comment, seen)),
  ),
  withdraw: writes(requestInputs.withdraw, {}, (context, { id, comment }) =>
    decideOn(context, { id }, (progress, actor) => withdraw(progress, actor, comment)),
  ),
  cancel: writes(requestInputs.cancel, {}, (context, { id, comment }) =>
    decideOn(context, { id }, (progress, actor) => cancel(progress, actor, comment)),
  ),
  ask: writes(requestInputs.ask, {}, (context, { id, text }) =>
    decideOn(context, { id }, (progress, actor) => ask(progress, actor, text)),
  ),
  answer: writes(requestInputs.answer, {}, (context, { id, text }) =>
    decideOn(context, { id }, (progress, actor) => answer(progress, actor, text)),
  ),
  bypass: writes(requestInputs.bypass, {}, (context, { id, reason }) =>
    decideOn(context, { id }, (progress, actor) =>
      bypass(progress, actor, reason, context.now, grantId.parse(context.newId())),
    ),
  ),
};
