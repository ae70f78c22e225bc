import type { Ref } from '../../../src-preload/contract/policies.ts';
import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import { type Directory, NOW, resolveRefs, standsAt } from '../people/directory.ts';
import type { PlacedStep, RequestState } from './state.ts';

/** What decides who may take part in a request: who it is for, who filed it, and when. */
export type Participants = Pick<RequestState, 'requesterId' | 'filedById' | 'submittedSequence' | 'closedSequence'>;

/**
 * Who may decide a step: those behind its references, without the requester, whoever filed it, auditors and disabled
 * people (DESIGN.md, "Approval"). Of a closed request, as it was when it closed.
 */
export function eligibleFor(refs: readonly Ref[], request: Participants, directory: Directory): Set<PersonId> {
  const asOf = request.closedSequence ?? NOW;
  const eligible = resolveRefs(refs, directory, request.submittedSequence, asOf);
  for (const personId of eligible)
    if (personId === request.requesterId || personId === request.filedById || !standsAt(personId, directory, asOf))
      eligible.delete(personId);
  return eligible;
}

/** The same for every step, by position. */
export function eligibleBySteps(
  steps: readonly PlacedStep[],
  request: Participants,
  directory: Directory,
): ReadonlyMap<number, ReadonlySet<PersonId>> {
  return new Map(steps.map((step) => [step.position, eligibleFor(step.approvers, request, directory)]));
}

/** Whether a person is, or was when the request was filed, behind one of the references of any step. */
export function everAnApprover(
  personId: PersonId,
  steps: readonly PlacedStep[],
  request: Participants,
  directory: Directory,
): boolean {
  const { submittedSequence: filed } = request;
  return steps.some((step) => resolveRefs(step.approvers, directory, filed, filed).has(personId));
}
