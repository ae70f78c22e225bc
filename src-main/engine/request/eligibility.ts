import type { Ref } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import { type Directory, keyResetBetween, NOW, resolveRefs, standsAt } from '../people/directory.ts';
import type { PlacedStep, RequestState } from './state.ts';

/** The fields of a request that decide who may take part in it. */
export type Participants = Pick<RequestState, 'requesterId' | 'filedById' | 'submittedSequence' | 'closedSequence'>;

/**
 * Who may decide a step: the people its references resolve to, without the requester, the filer, auditors, disabled people
 * (docs/rules.md#approval) and those whose key was reset since. For a closed request, as of its closing.
 */
export function eligibleFor(refs: readonly Ref[], request: Participants, directory: Directory): Set<PersonId> {
  const able = ableFor(refs, request, directory);
  for (const personId of able) if (wasReset(personId, request, directory)) able.delete(personId);
  return able;
}

/** Who is not eligible for a step only because their key was reset since the request was filed. */
export function barredByReset(refs: readonly Ref[], request: Participants, directory: Directory): PersonId[] {
  return [...ableFor(refs, request, directory)].filter((personId) => wasReset(personId, request, directory));
}

/** Whether a person's key was reset after the request was filed (and, if it is closed, before it closed). */
export function wasReset(personId: PersonId, request: Participants, directory: Directory): boolean {
  return keyResetBetween(personId, directory, request.submittedSequence, request.closedSequence ?? NOW);
}

function ableFor(refs: readonly Ref[], request: Participants, directory: Directory): Set<PersonId> {
  const asOf = request.closedSequence ?? NOW;
  const able = resolveRefs(refs, directory, request.submittedSequence, asOf);
  able.delete(request.requesterId);
  if (request.filedById !== null) able.delete(request.filedById);
  for (const personId of able) if (!standsAt(personId, directory, asOf)) able.delete(personId);
  return able;
}

/** The eligible people of every step, by position. */
export function eligibleBySteps(
  steps: readonly PlacedStep[],
  request: Participants,
  directory: Directory,
): ReadonlyMap<number, ReadonlySet<PersonId>> {
  return new Map(steps.map((step) => [step.position, eligibleFor(step.approvers, request, directory)]));
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
