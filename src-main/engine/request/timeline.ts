import type { Fact } from '#contract/events.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { duration } from '#texts/values.ts';
import { reasonIn } from '../reason/form.ts';
import { type PlacedStep, stepLabel } from './state.ts';

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
  const { nameOf, requesterId, policyVersion, policyName } = timelineContext;
  const actor = actorId === null ? 'The desk' : nameOf(actorId);
  const requester = nameOf(requesterId);
  const step = (position: number) => labelOf(timelineContext, position);
  const said = (sentence: string, comment: string | null = null): TimelineText => ({ sentence, comment });
  const own = reasonIn(fact);
  const why = own === null ? '' : timelineContext.reasonOf(own);
  switch (fact.type) {
    case 'request.submitted': {
      const { account, resource, filedById, durationSeconds } = fact.data;
      const what = `${account} on ${resource} for ${duration(durationSeconds)}, under the policy “${policyName}”, version ${policyVersion}`;
      return said(
        filedById === null ? `${actor} asked for ${what}.` : `${actor} asked, for ${requester}, for ${what}.`,
      );
    }
    case 'request.approved':
      return said(`${actor} approved ${step(fact.data.position)}.`, fact.data.comment);
    case 'approval.withdrawn':
      return said(`${actor} took the approval of ${step(fact.data.position)} back.`, fact.data.comment);
    case 'step.completed': {
      const { position, next } = fact.data;
      const complete = `${capital(step(position))} was complete`;
      return said(
        next === null ? `${complete}, and with it the request was approved.` : `${complete}; ${step(next)} was opened.`,
      );
    }
    case 'request.rejected':
      return said(
        `${actor} rejected it in ${step(fact.data.position)}. That ended it; no access was given.`,
        fact.data.comment,
      );
    case 'request.bypassed':
      return said(`${actor} broke the glass: access was opened without the approvals.`, fact.data.reason);
    case 'request.cancelled':
      return cancelled(fact, actor, requester, why);
    case 'request.expired':
      return said('It lapsed: too few people had approved it in time. No access was given.');
    case 'request.stuck':
      return said(`${stuckSince(cause, timelineContext)}: ${why}`);
    case 'request.unstuck':
      return said(`${freedBy(cause, timelineContext)}.`);
    case 'grant.started':
      return said(`Access started, for ${duration(timelineContext.durationSeconds)}.`);
    case 'grant.expired':
      return said('Access ended on time.');
    case 'grant.revoked':
      return fact.data.cause === 'admin'
        ? said(`${actor} revoked the access.`, fact.data.reason)
        : said(`The access was revoked. ${why}`);
    case 'grant.released':
      return said(`${actor} gave the access back early.`);
    case 'bypass.reviewed':
      return said(`${actor} reviewed the break-glass.`, fact.data.comment);
    case 'policy.updated':
      return said(
        `${actor} changed the policy, to version ${fact.data.version}. This request stayed under version ${policyVersion}.`,
      );
    case 'policy.archived':
      return said(`${actor} archived the policy. This request stayed under version ${policyVersion} of it.`);
    case 'policy.restored':
      return said(`${actor} restored the policy. This request stayed under version ${policyVersion} of it.`);
    case 'enrolment.issued':
      return said(
        `${actor} reset the key of ${nameOf(fact.data.personId)}, who could no longer decide it from then on.`,
      );
    case 'recovery.used':
      return said(`${actor} got a new key by the recovery kit, and could no longer decide it from then on.`);
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
      return { sentence: `${actor} cancelled it. No access was given.`, comment };
    case 'requesterDisabled':
      return { sentence: `It was cancelled when ${actor} disabled ${requester}. No access was given.`, comment: null };
    case 'requesterBecameAuditor':
      return {
        sentence: `It was cancelled when ${actor} made ${requester} an auditor. No access was given.`,
        comment: null,
      };
    case 'clockCorrected':
      return { sentence: `It was cancelled when ${actor} corrected the desk’s clock.`, comment: why || null };
  }
}

function stuckSince(cause: TimelineEvent | null, timelineContext: TimelineContext): string {
  const because = cause && causeOf(cause, timelineContext);
  return because === null ? 'It could no longer be completed' : `It could no longer be completed after ${because}`;
}

function freedBy(cause: TimelineEvent | null, timelineContext: TimelineContext): string {
  const because = cause && causeOf(cause, timelineContext);
  return because === null ? 'It could be completed again' : `It could be completed again after ${because}`;
}

// The change that caused it, as the end of a sentence; null when it concerns no approver of the request.
function causeOf({ fact, actorId }: TimelineEvent, timelineContext: TimelineContext): string | null {
  if (actorId === null) return null;
  const { approvers, nameOf, groupNameOf } = timelineContext;
  const actor = nameOf(actorId);
  switch (fact.type) {
    case 'group.updated': {
      const group = groupNameOf(fact.data.id);
      const concerned = (ids: readonly PersonId[]) => ids.filter((id) => approvers.has(id));
      const [removed, added] = [concerned(fact.data.removed), concerned(fact.data.added)];
      const parts = [
        ...(removed.length === 0 ? [] : [`removed ${namesOf(removed, nameOf)} from the group ${group}`]),
        ...(added.length === 0 ? [] : [`added ${namesOf(added, nameOf)} to the group ${group}`]),
      ];
      return parts.length === 0 ? null : `${actor} ${parts.join(' and ')}`;
    }
    case 'person.disabled':
      return approvers.has(fact.data.id) ? `${actor} disabled ${nameOf(fact.data.id)}` : null;
    case 'person.enabled':
      return approvers.has(fact.data.id) ? `${actor} enabled ${nameOf(fact.data.id)} again` : null;
    case 'person.updated':
      return approvers.has(fact.data.id) ? `${actor} changed the role of ${nameOf(fact.data.id)}` : null;
    case 'enrolment.issued':
      return approvers.has(fact.data.personId) ? `${actor} reset the key of ${nameOf(fact.data.personId)}` : null;
    case 'request.approved':
    case 'step.completed':
      return `${actor}’s approval`;
    case 'approval.withdrawn':
      return `${actor} took an approval back`;
    default:
      return null;
  }
}

/** Most people that a sentence names. */
const MOST_NAMES = 3;

function namesOf(ids: readonly PersonId[], nameOf: (id: PersonId) => string): string {
  const names = ids.slice(0, MOST_NAMES).map(nameOf);
  const more = ids.length - names.length;
  const all = more > 0 ? [...names, `${more} ${more === 1 ? 'other' : 'others'}`] : names;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}

function labelOf({ steps }: TimelineContext, position: number): string {
  const step = steps[position - 1];
  return step ? stepLabel(step) : `step ${position}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
