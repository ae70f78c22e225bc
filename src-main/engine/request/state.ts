import type { EventType } from '#contract/events.ts';
import type { PolicyRules, PolicyStep } from '#contract/policies.ts';
import type { DecisionKind, RequestStatus, ThreadTextKind } from '#contract/requests.ts';
import type { PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';

export interface DecisionRecord {
  /** The step that it was made in, from 1. */
  readonly position: number;
  readonly personId: PersonId;
  readonly decision: DecisionKind;
  readonly comment: string | null;
  readonly at: string;
  /** Of its event. */
  readonly sequence: number;
}

/** A text of a request's thread. */
export interface ThreadTextRecord {
  readonly kind: ThreadTextKind;
  readonly personId: PersonId;
  readonly text: string;
  readonly at: string;
  /** Of its event. */
  readonly sequence: number;
}

/** The fields of a request that the engine needs. */
export interface RequestState {
  readonly id: RequestId;
  readonly number: number;
  readonly status: RequestStatus;
  readonly requesterId: PersonId;
  readonly filedById: PersonId | null;
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number;
  readonly submittedAt: string;
  readonly expiresAt: string;
  readonly closedAt: string | null;
  /** Sequences of the events that filed and closed it. */
  readonly submittedSequence: number;
  readonly closedSequence: number | null;
  readonly policyId: PolicyId;
  /** The rules of the version under which it was filed. */
  readonly rules: Pick<PolicyRules, 'steps' | 'distinctApprovers' | 'bypass' | 'name'>;
  /** The open step; for a closed request, the step that was open last. */
  readonly openPosition: number;
  /** In the order in which they were made. */
  readonly decisions: readonly DecisionRecord[];
  /** The oldest text first. */
  readonly thread: readonly ThreadTextRecord[];
  /** The recorded reason: a code, or a sentence if recorded under rules 1. */
  readonly stuckBecause: string | null;
  /** Who cancelled it; null unless it was cancelled. */
  readonly cancelledById: PersonId | null;
}

/** The version of a request on screen when it was decided, compared with the current one. */
export interface Seen {
  /** The newest event of the request that was on screen. */
  readonly event: number;
  /** The newest event of the request now. */
  readonly newest: number;
  /** The types of its events in between, each once. */
  readonly since: ReadonlySet<EventType>;
}

/** A step with its position, from 1. */
export interface PlacedStep extends PolicyStep {
  readonly position: number;
}

export function placedSteps(steps: readonly PolicyStep[]): PlacedStep[] {
  return steps.map((step, index) => ({ ...step, position: index + 1 }));
}

/** The name of a step, if it has one, and its position. */
export type StepName = Pick<PlacedStep, 'name' | 'position'>;

/** A step in the middle of a sentence: `“Manager Review” (step 2)`, or `step 2`. */
export function stepLabel({ name, position }: StepName): string {
  return name === null ? t('engine.step', { position }) : t('engine.namedStep', { name, position });
}

/** The same at the beginning of a sentence: `Step 2`. */
export function stepLabelFirst({ name, position }: StepName): string {
  return name === null ? t('engine.stepFirst', { position }) : t('engine.namedStep', { name, position });
}

/** The people whose approval of a step counts: given and not withdrawn. */
export function approversOf(request: Pick<RequestState, 'decisions'>, position: number): Set<PersonId> {
  const approvers = new Set<PersonId>();
  for (const decision of request.decisions) {
    if (decision.position !== position) continue;
    if (decision.decision === 'approved') approvers.add(decision.personId);
    if (decision.decision === 'withdrawn') approvers.delete(decision.personId);
  }
  return approvers;
}
