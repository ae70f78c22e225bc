import type { PersonName } from '#contract/people.ts';
import type { AccessRequest, RequestStep } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { duration, listed } from '#texts/values.ts';
import { namesOf, shownName } from '../ui/names.ts';

/** The name of a step, or its number. */
export const stepName = (step: Pick<RequestStep, 'name' | 'position'>): string =>
  step.name ?? t('request.step', { position: step.position });

/** The people this step waits for, or will ask once it is open. */
export function awaitedIn(step: RequestStep): readonly PersonName[] {
  return step.status === 'open' ? step.waitingFor : step.eligible;
}

const MOST_NAMES = 6;

/** The names of these people as a list, cut where a sentence would grow too long. */
export function namesWithin(people: readonly PersonName[], joint: 'and' | 'or', most = MOST_NAMES): string {
  const names = namesOf(people);
  const others = names.length - most + 1;
  return listed(
    names.length <= most ? names : [...names.slice(0, most - 1), t('request.others', { count: others })],
    joint,
  );
}

/** Explains why these people cannot decide: an admin who reset their key could use the new one in their place. */
export const keyResetSentence = (people: readonly PersonName[]): string =>
  t('request.keyReset', { count: people.length, people: namesWithin(people, 'and') });

function requiredApproval(step: RequestStep): string {
  const missing = step.required - step.approved;
  const awaited = awaitedIn(step);
  if (awaited.length === 0) return t('request.next.nobody', { step: stepName(step) });
  const people = namesWithin(awaited, 'and');
  if (awaited.length > missing) return t('request.next.some', { number: missing, people });
  return t(missing === 1 ? 'request.next.one' : missing === 2 ? 'request.next.both' : 'request.next.all', { people });
}

/** The next events of an open request, in sentences. */
export function nextOf(request: AccessRequest): string {
  const open = request.steps.find((step) => step.status === 'open');
  if (open === undefined) return t('request.next.deciding');
  const following = request.steps.find((step) => step.position > open.position && step.status === 'waiting');
  const then =
    following === undefined
      ? t('request.next.thenAccess', { duration: duration(request.durationSeconds) })
      : t('request.next.thenStep', { step: stepName(following) });
  return `${requiredApproval(open)} ${then}`;
}

/** The progress of an open request, in a sentence: it explains why one complete step of several gives no access. */
export function progressOf({ steps }: Pick<AccessRequest, 'steps'>): string {
  if (steps.length === 1) return t('request.next.notBefore');
  const complete = steps.filter((step) => step.status === 'complete').length;
  return t('request.next.progress', { all: steps.length, complete });
}

/** How a closed request ended, in a sentence; empty for an open one. */
export function outcomeOf(request: AccessRequest): string {
  switch (request.status) {
    case 'open':
      return '';
    case 'approved': {
      if (request.grant?.viaBypass === true)
        return t('request.outcome.bypassed', { name: shownName(request.requester) });
      const last = request.steps.at(-1)?.decisions.findLast(({ decision }) => decision === 'approved');
      return last === undefined
        ? t('request.outcome.approved')
        : t('request.outcome.approvedBy', { name: shownName(last.person) });
    }
    case 'rejected': {
      const step = request.steps.find((candidate) => candidate.status === 'rejected');
      const by = step?.decisions.findLast((decision) => decision.decision === 'rejected')?.person;
      return step === undefined || by === undefined
        ? t('request.outcome.rejected')
        : t('request.outcome.rejectedBy', { name: shownName(by), step: stepName(step) });
    }
    case 'cancelled':
      return request.cancelled === null
        ? t('request.outcome.cancelled')
        : t('request.outcome.cancelledBy', { name: shownName(request.cancelled.by) });
    case 'expired':
      return t('request.outcome.expired');
  }
}
