import type { Fact } from '#contract/events.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { someNames } from '../people/someNames.ts';
import { reasonIn } from '../reason/form.ts';
import { type PlacedStep, type StepName, stepLabel, stepLabelFirst } from './state.ts';

/** An event of a timeline, and who caused it. */
export interface TimelineEvent {
  readonly fact: Fact;
  /** Null when time caused it. */
  readonly actorId: PersonId | null;
}

/** The names and numbers that the sentences of a timeline need. */
export interface TimelineContext {
  readonly requesterId: PersonId;
  readonly steps: readonly PlacedStep[];
  readonly durationSeconds: number;
  /** The version under which it was filed. */
  readonly policyName: string;
  readonly policyVersion: number;
  /** Its approvers when it was filed. */
  readonly approvers: ReadonlySet<PersonId>;
  readonly nameOf: (id: PersonId) => string;
  readonly groupNameOf: (id: GroupId) => string;
  /** The sentence of a reason that the desk recorded. */
  readonly reasonOf: (recorded: string) => string;
}

/** The texts of a timeline entry. */
export interface TimelineText {
  readonly sentence: string;
  readonly comment: string | null;
}

/**
 * Describes an event from the view of its request; null when it does not concern it. `cause`: the event right before the request
 * became stuck or was freed, which the sentence names if it can be the reason.
 */
export function describeEvent(
  { fact, actorId }: TimelineEvent,
  timelineContext: TimelineContext,
  cause: TimelineEvent | null,
): TimelineText | null {
  const { nameOf, requesterId, policyVersion: version, policyName: policy } = timelineContext;
  const actor = actorId === null ? t('timeline.desk') : nameOf(actorId);
  const step = (position: number) => stepLabel(stepAt(timelineContext, position));
  const stepFirst = (position: number) => stepLabelFirst(stepAt(timelineContext, position));
  const entry = (sentence: string, comment: string | null = null): TimelineText => ({ sentence, comment });
  const own = reasonIn(fact);
  const why = own === null ? '' : timelineContext.reasonOf(own);
  switch (fact.type) {
    case 'request.submitted': {
      const { account, resource, filedById, durationSeconds } = fact.data;
      const values = { actor, account, resource, duration: duration(durationSeconds), policy, version };
      return entry(
        filedById === null
          ? t('timeline.asked', values)
          : t('timeline.askedFor', { ...values, requester: nameOf(requesterId) }),
      );
    }
    case 'request.approved':
      return entry(t('timeline.approved', { actor, step: step(fact.data.position) }), fact.data.comment);
    case 'approval.withdrawn':
      return entry(t('timeline.withdrawn', { actor, step: step(fact.data.position) }), fact.data.comment);
    case 'step.completed': {
      const { position, next } = fact.data;
      return entry(
        next === null
          ? t('timeline.lastStepComplete', { step: stepFirst(position) })
          : t('timeline.stepComplete', { step: stepFirst(position), next: step(next) }),
      );
    }
    case 'request.rejected':
      return entry(t('timeline.rejected', { actor, step: step(fact.data.position) }), fact.data.comment);
    case 'request.bypassed':
      return entry(t('timeline.bypassed', { actor }), fact.data.reason);
    case 'request.cancelled':
      return cancelled(fact, actor, nameOf(requesterId), why);
    case 'request.expired':
      return entry(t('timeline.expired'));
    case 'request.stuck': {
      const because = causeOf(cause, timelineContext);
      return entry(because === null ? t('timeline.stuck', { why }) : t('timeline.stuckAfter', { cause: because, why }));
    }
    case 'request.unstuck': {
      const because = causeOf(cause, timelineContext);
      return entry(because === null ? t('timeline.freed') : t('timeline.freedAfter', { cause: because }));
    }
    case 'question.asked':
      return entry(t('timeline.questionAsked', { actor }), fact.data.text);
    case 'answer.given':
      return entry(t('timeline.answerGiven', { actor }), fact.data.text);
    case 'grant.started':
      return entry(t('timeline.accessStarted', { duration: duration(timelineContext.durationSeconds) }));
    case 'grant.expired':
      return entry(t('timeline.accessExpired'));
    case 'grant.revoked':
      return fact.data.cause === 'admin'
        ? entry(t('timeline.accessRevoked', { actor }), fact.data.reason)
        : entry(t('timeline.accessRevokedBecause', { why }));
    case 'grant.released':
      return entry(t('timeline.accessReleased', { actor }));
    case 'bypass.reviewed':
      return entry(t('timeline.reviewed', { actor }), fact.data.comment);
    case 'policy.updated':
      return entry(t('timeline.policyUpdated', { actor, newVersion: fact.data.version, version }));
    case 'policy.archived':
      return entry(t('timeline.policyArchived', { actor, version }));
    case 'policy.restored':
      return entry(t('timeline.policyRestored', { actor, version }));
    case 'enrolment.issued':
      return entry(t('timeline.keyReset', { actor, person: nameOf(fact.data.personId) }));
    case 'recovery.used':
      return entry(t('timeline.recoveryUsed', { actor }));
    default:
      return null;
  }
}

function cancelled(
  fact: Extract<Fact, { type: 'request.cancelled' }>,
  actor: string,
  requester: string,
  why: string,
): TimelineText {
  const { cause, comment } = fact.data;
  switch (cause) {
    case 'requester':
    case 'admin':
      return { sentence: t('timeline.cancelled', { actor }), comment };
    case 'requesterDisabled':
      return { sentence: t('timeline.cancelledByDisabling', { actor, requester }), comment: null };
    case 'requesterBecameAuditor':
      return { sentence: t('timeline.cancelledByAuditor', { actor, requester }), comment: null };
    case 'clockCorrected':
      return { sentence: t('timeline.cancelledByClock', { actor }), comment: why || null };
  }
}

// The change that caused it, as the end of a sentence; null when it concerns no approver of the request.
function causeOf(cause: TimelineEvent | null, { approvers, nameOf, groupNameOf }: TimelineContext): string | null {
  if (cause === null || cause.actorId === null) return null;
  const { fact } = cause;
  const actor = nameOf(cause.actorId);
  const person = (id: PersonId) => ({ actor, person: nameOf(id) });
  switch (fact.type) {
    case 'group.updated': {
      const group = groupNameOf(fact.data.id);
      const concerned = (ids: readonly PersonId[]) => ids.filter((id) => approvers.has(id));
      const [removed, added] = [concerned(fact.data.removed), concerned(fact.data.added)];
      const values = { actor, group, removed: someNames(removed, nameOf), added: someNames(added, nameOf) };
      if (removed.length > 0 && added.length > 0) return t('timeline.cause.removedAndAdded', values);
      if (removed.length > 0) return t('timeline.cause.removed', values);
      return added.length > 0 ? t('timeline.cause.added', values) : null;
    }
    case 'person.disabled':
      return approvers.has(fact.data.id) ? t('timeline.cause.disabled', person(fact.data.id)) : null;
    case 'person.enabled':
      return approvers.has(fact.data.id) ? t('timeline.cause.enabled', person(fact.data.id)) : null;
    case 'person.updated':
      return approvers.has(fact.data.id) ? t('timeline.cause.roleChanged', person(fact.data.id)) : null;
    case 'enrolment.issued':
      return approvers.has(fact.data.personId) ? t('timeline.cause.keyReset', person(fact.data.personId)) : null;
    case 'request.approved':
    case 'step.completed':
      return t('timeline.cause.approval', { actor });
    case 'approval.withdrawn':
      return t('timeline.cause.withdrawal', { actor });
    default:
      return null;
  }
}

const stepAt = ({ steps }: TimelineContext, position: number): StepName =>
  steps[position - 1] ?? { name: null, position };
