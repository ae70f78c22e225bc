import type { Refusal } from '#contract/refusal.ts';
import type { ThreadTextKind } from '#contract/requests.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { decided, invalid, notEligible, type Outcome, refusal, refused } from '../outcome.ts';
import type { DirectoryPerson } from '../people/directory.ts';
import { whyClosed } from './closed.ts';
import { barredByReset } from './eligibility.ts';
import { eligibleAt, type Progress } from './progress.ts';
import type { RequestState } from './state.ts';

/** Most texts of one request: the ledger keeps each of them for ever, and every list of requests carries them. */
const MOST_TEXTS = 100;

/** An approver or an admin asks about an open request. It decides nothing, and the time to expiry goes on. */
export function ask(progress: Progress, actor: DirectoryPerson, text: string): Outcome {
  const why = whyNotWrite('question', actor, progress);
  return why ? refused(why) : decided({ type: 'question.asked', data: { requestId: progress.request.id, text } });
}

/** The requester or the filer answers, or writes unasked. */
export function answer(progress: Progress, actor: DirectoryPerson, text: string): Outcome {
  const why = whyNotWrite('answer', actor, progress);
  return why ? refused(why) : decided({ type: 'answer.given', data: { requestId: progress.request.id, text } });
}

/** Refuses a text of the thread (docs/rules.md#approval); null when the person can add it. */
export function whyNotWrite(kind: ThreadTextKind, person: DirectoryPerson, progress: Progress): Refusal | null {
  if (kind === 'answer' && person.role === 'auditor') return refusal('FORBIDDEN', t('refusals.request.thread.auditor'));
  if (kind === 'answer' && !isAsked(progress.request, person.id))
    return refusal('FORBIDDEN', t('refusals.request.thread.answerOthers'));
  return whyClosed(progress) ?? (kind === 'question' ? whyNotAsk(person, progress) : null) ?? whyFull(progress.request);
}

/** The kind of text that a person writes: the requester and the filer answer, everyone else asks. */
export function textKindOf(request: RequestState, personId: PersonId): ThreadTextKind {
  return isAsked(request, personId) ? 'answer' : 'question';
}

/** The approvals of a step that count although texts came after them, and how many texts: the newest of the thread. */
export function writtenAfter(
  { request, approvers }: Progress,
  position: number,
): { readonly personId: PersonId; readonly texts: number }[] {
  const newest = request.thread.at(-1)?.sequence ?? 0;
  return [...(approvers.get(position) ?? [])].flatMap((personId) => {
    const given = request.decisions.findLast((made) => made.position === position && made.personId === personId);
    if (!given || given.sequence > newest) return [];
    return [{ personId, texts: request.thread.filter(({ sequence }) => sequence > given.sequence).length }];
  });
}

/** Whether a request is open and the newest text of its thread is a question. */
export function awaitsAnswer({ status, thread }: Pick<RequestState, 'status' | 'thread'>): boolean {
  return status === 'open' && thread.at(-1)?.kind === 'question';
}

const isAsked = ({ requesterId, filedById }: RequestState, id: PersonId): boolean =>
  id === requesterId || id === filedById;

function whyNotAsk({ id, role }: DirectoryPerson, progress: Progress): Refusal | null {
  const { request, steps, directory } = progress;
  if (id === request.requesterId) return notEligible('REQUESTER', t('refusals.request.thread.own'));
  if (id === request.filedById) return notEligible('FILED_IT', t('refusals.request.thread.filedByYou'));
  if (role === 'admin') return null;
  // A question decides nothing, so approvers whose key was reset may ask.
  const approves = steps.some(
    ({ position, approvers }) =>
      eligibleAt(progress, position).has(id) || barredByReset(approvers, request, directory).includes(id),
  );
  if (approves) return null;
  return notEligible(
    'NOT_AN_APPROVER',
    t(role === 'auditor' ? 'refusals.request.thread.auditor' : 'refusals.request.thread.notAnApprover'),
  );
}

function whyFull({ number, thread }: RequestState): Refusal | null {
  if (thread.length < MOST_TEXTS) return null;
  return invalid({ text: t('refusals.request.thread.full', { number, most: MOST_TEXTS }) });
}
