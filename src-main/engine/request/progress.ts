import type { StepStatus } from '#contract/requests.ts';
import type { PersonId } from '#contract/scalars.ts';
import { type Directory, resolveRefs } from '../people/directory.ts';
import { eligibleBySteps } from './eligibility.ts';
import { describeShortage, findShortage, type OpenPlaces, type Shortage } from './feasibility.ts';
import { approversOf, type PlacedStep, placedSteps, type RequestState } from './state.ts';

/** The progress of a request: its steps with who approved and who could, computed once. */
export interface Progress {
  readonly request: RequestState;
  readonly directory: Directory;
  readonly steps: readonly PlacedStep[];
  readonly openStep: PlacedStep;
  readonly eligible: ReadonlyMap<number, ReadonlySet<PersonId>>;
  readonly approvers: ReadonlyMap<number, ReadonlySet<PersonId>>;
}

/** `eligible`: who is eligible for each step, if the caller knows it for this request and directory. */
export function progressOf(request: RequestState, directory: Directory, eligible?: Progress['eligible']): Progress {
  const steps = placedSteps(request.rules.steps);
  const openStep = steps[request.openPosition - 1];
  if (!openStep)
    throw new TypeError(`Request ${request.id} is at step ${request.openPosition}, which its policy lacks.`);
  return {
    request,
    directory,
    steps,
    openStep,
    eligible: eligible ?? eligibleBySteps(steps, request, directory),
    approvers: new Map(steps.map(({ position }) => [position, approversOf(request, position)])),
  };
}

export function eligibleAt(progress: Progress, position: number): ReadonlySet<PersonId> {
  return progress.eligible.get(position) ?? new Set();
}

export function approvedAt(progress: Progress, position: number): ReadonlySet<PersonId> {
  return progress.approvers.get(position) ?? new Set();
}

/** An earlier step that this person approved, if each person counts once in the request. */
export function countedEarlier(progress: Progress, personId: PersonId): PlacedStep | undefined {
  if (!progress.request.rules.distinctApprovers) return undefined;
  return progress.steps.find(
    ({ position }) => position < progress.request.openPosition && approvedAt(progress, position).has(personId),
  );
}

/** The approvers of these steps when the request was filed, including those who can no longer approve. */
export function approversWhenFiled({ request, directory }: Progress, steps: readonly PlacedStep[]): Set<PersonId> {
  const filed = request.submittedSequence;
  return new Set(steps.flatMap(({ approvers }) => [...resolveRefs(approvers, directory, filed, filed)]));
}

/** The people whom the open step waits for: eligible and not counted yet. Empty for other steps. */
export function waitedFor(progress: Progress, position: number): PersonId[] {
  const { request } = progress;
  if (request.status !== 'open' || position !== request.openPosition) return [];
  const given = approvedAt(progress, position);
  return [...eligibleAt(progress, position)].filter((id) => !given.has(id) && !countedEarlier(progress, id));
}

/**
 * A sentence about why a request can no longer be completed; null when it can. With `withApprovalOf`, as if that person had approved
 * the open step.
 */
export function obstacle(progress: Progress, withApprovalOf?: PersonId): string | null {
  const shortage = shortageOf(progress, withApprovalOf);
  return shortage && describeShortage(shortage);
}

/** The step that lacks people and makes a request stuck; see {@link obstacle}. */
export function shortageOf(progress: Progress, withApprovalOf?: PersonId): Shortage | null {
  const { request, steps } = progress;
  const distinct = request.rules.distinctApprovers;
  const approvedNow = (position: number): ReadonlySet<PersonId> =>
    position === request.openPosition && withApprovalOf !== undefined
      ? new Set([...approvedAt(progress, position), withApprovalOf])
      : approvedAt(progress, position);
  const used = new Set(distinct ? steps.flatMap(({ position }) => [...approvedNow(position)]) : []);
  const places = steps
    .filter(({ position }) => position >= request.openPosition)
    .map((step): OpenPlaces => {
      const given = approvedNow(step.position);
      return {
        step,
        missing: Math.max(step.required - given.size, 0),
        candidates: new Set([...eligibleAt(progress, step.position)].filter((id) => !given.has(id) && !used.has(id))),
      };
    });
  return findShortage(places, distinct);
}

/** The status of a step as shown (docs/contract.md#requests-one-that-explains-itself). */
export function stepStatus({ request }: Progress, position: number): StepStatus {
  if (position < request.openPosition) return 'complete';
  const isOpenStep = position === request.openPosition;
  switch (request.status) {
    case 'open':
      return isOpenStep ? 'open' : 'waiting';
    case 'approved':
      return request.decisions.some(({ decision }) => decision === 'bypassed') ? 'skipped' : 'complete';
    case 'rejected':
      return isOpenStep ? 'rejected' : 'skipped';
    case 'cancelled':
    case 'expired':
      return 'skipped';
  }
}
