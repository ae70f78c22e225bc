import type { PersonName } from '#contract/people.ts';
import type { AccessRequest, RequestStep } from '#contract/requests.ts';
import { listed } from '#texts/values.ts';
import { duration } from '../ui/time.ts';
import { capital, namesOf, numberWord, shownName } from '../ui/words.ts';

/** What to call a step: its name, or its place. */
export const stepName = (step: Pick<RequestStep, 'name' | 'position'>): string => step.name ?? `Step ${step.position}`;

/** Whom this step waits for, or will ask once it is open. */
export function awaitedIn(step: RequestStep): readonly PersonName[] {
  return step.status === 'open' ? step.waitingFor : step.eligible;
}

const MOST_NAMES = 6;

/** The names of these people, cut where a sentence would grow too long. */
export function namesWithin(people: readonly PersonName[], joint: 'and' | 'or' | 'comma'): string {
  const names = namesOf(people);
  const shown =
    names.length <= MOST_NAMES ? names : [...names.slice(0, MOST_NAMES - 1), `${names.length - MOST_NAMES + 1} others`];
  return joint === 'comma' ? shown.join(', ') : listed(shown, joint);
}

/** Why these people, who would be eligible, are not: whoever reset a key could use the new one in their place. */
export function keyResetSentence(people: readonly PersonName[]): string {
  const names = namesWithin(people, 'and');
  return people.length === 1
    ? `The key of ${names} was reset after this was filed; ${names} can no longer decide it.`
    : `The keys of ${names} were reset after this was filed; they can no longer decide it.`;
}

function whoMustApprove(step: RequestStep): string {
  const missing = step.required - step.approved;
  const awaited = awaitedIn(step);
  if (awaited.length === 0) return `nobody is left who could approve ${stepName(step)}`;
  if (awaited.length === missing) {
    const all = namesWithin(awaited, 'and');
    return missing === 1 ? `${all} must approve` : `${all} must ${missing === 2 ? 'both' : 'all'} approve`;
  }
  return `${numberWord(missing)} of ${namesWithin(awaited, 'comma')} must approve`;
}

/** What happens next to an open request, in a sentence. */
export function nextOf(request: AccessRequest): string {
  const open = request.steps.find((step) => step.status === 'open');
  if (open === undefined) return 'The desk is about to decide this request.';
  const following = request.steps.find((step) => step.position > open.position && step.status === 'waiting');
  const then =
    following === undefined
      ? `then access starts, for ${duration(request.durationSeconds)}`
      : `then it goes on to ${stepName(following)}`;
  return `${capital(whoMustApprove(open))}; ${then}.`;
}

/** How far an open request is, in a sentence: whoever approved one step of several looks here why there is no access yet. */
export function farOf({ steps }: Pick<AccessRequest, 'steps'>): string {
  const complete = steps.filter((step) => step.status === 'complete').length;
  if (steps.length === 1) return 'There is no access before that.';
  const all = steps.length === 2 ? 'both' : `all ${numberWord(steps.length)}`;
  const are = complete === 1 ? 'is' : 'are';
  return `Access is given once ${all} steps are complete; ${complete === 0 ? 'none' : numberWord(complete)} ${are} so far.`;
}

function lastApproval({ steps }: AccessRequest): string {
  const last = steps.at(-1)?.decisions.findLast(({ decision }) => decision === 'approved');
  return last === undefined ? '' : ` ${shownName(last.person)} gave the last approval.`;
}

/** How a closed request came to its end, in a sentence. */
export function endOf(request: AccessRequest): string {
  switch (request.status) {
    case 'open':
      return '';
    case 'approved':
      return request.grant?.viaBypass === true
        ? `${shownName(request.requester)} broke the glass: access was opened without the approvals.`
        : `Every step was approved and access was given.${lastApproval(request)}`;
    case 'rejected': {
      const step = request.steps.find((candidate) => candidate.status === 'rejected');
      const by = step?.decisions.findLast((decision) => decision.decision === 'rejected')?.person;
      return step === undefined || by === undefined
        ? 'It was rejected; no access was given.'
        : `${shownName(by)} rejected it in ${stepName(step)}; no access was given.`;
    }
    case 'cancelled':
      return `${request.cancelled === null ? 'Somebody' : shownName(request.cancelled.by)} cancelled it; no access was given.`;
    case 'expired':
      return 'It lapsed before enough people had approved; no access was given.';
  }
}
