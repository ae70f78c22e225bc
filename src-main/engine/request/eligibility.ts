import type { Ref } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import { type Directory, keyResetBetween, NOW, resolveRefs, standsAt, visitNamed } from '../people/directory.ts';
import type { PlacedStep, RequestState } from './state.ts';

/** The fields of a request that decide who may take part in it. */
export type Participants = Pick<RequestState, 'requesterId' | 'filedById' | 'submittedSequence' | 'closedSequence'>;

/**
 * Who may decide a step: the people its references resolve to, without the requester, the filer, auditors, disabled people
 * (docs/rules.md#approval) and those whose key was reset since. For a closed request, as of its closing. Not more than `enough` of them:
 * often all that matters is that there are so many.
 */
export function eligibleFor(
  refs: readonly Ref[],
  request: Participants,
  directory: Directory,
  enough = Number.POSITIVE_INFINITY,
): Set<PersonId> {
  const eligible = new Set<PersonId>();
  visitNamed(refs, directory, request.submittedSequence, asOfFor(request), (personId) => {
    if (isAble(personId, request, directory) && !wasReset(personId, request, directory)) eligible.add(personId);
    return eligible.size < enough;
  });
  return eligible;
}

/** Who is not eligible for a step only because their key was reset since the request was filed. */
export function barredByReset(refs: readonly Ref[], request: Participants, directory: Directory): PersonId[] {
  return [...resolveRefs(refs, directory, request.submittedSequence, asOfFor(request))].filter(
    (personId) => isAble(personId, request, directory) && wasReset(personId, request, directory),
  );
}

/** Whether a person's key was reset after the request was filed (and, if it is closed, before it closed). */
export function wasReset(personId: PersonId, request: Participants, directory: Directory): boolean {
  return keyResetBetween(personId, directory, request.submittedSequence, asOfFor(request));
}

const asOfFor = ({ closedSequence }: Participants): number => closedSequence ?? NOW;

function isAble(personId: PersonId, request: Participants, directory: Directory): boolean {
  const { requesterId, filedById } = request;
  return personId !== requesterId && personId !== filedById && standsAt(personId, directory, asOfFor(request));
}

/** The eligible people of every step, by position; of each, not more than `enough`. */
export function eligibleBySteps(
  steps: readonly PlacedStep[],
  request: Participants,
  directory: Directory,
  enough?: number,
): ReadonlyMap<number, ReadonlySet<PersonId>> {
  return new Map(steps.map((step) => [step.position, eligibleFor(step.approvers, request, directory, enough)]));
}

/** Whether a person was an approver of any step when the request was filed. */
export function everAnApprover(
  personId: PersonId,
  steps: readonly PlacedStep[],
  request: Participants,
  directory: Directory,
): boolean {
  const { submittedSequence: filed } = request;
  return steps.some((step) => resolveRefs(step.approvers, directory, filed, filed).has(personId));
}
