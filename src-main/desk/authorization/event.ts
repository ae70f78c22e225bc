import { type DeskEvent, type EventType, eventCatalogue, subjectsOf } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import { loadImport } from '../../store/queries/accounts.ts';
import { kindOfId } from '../../store/queries/ids.ts';
import { bringsDeskKey } from '../kernel/fourEyes.ts';
import { replayImport } from './accounts.ts';
import { checkAdvance, leapt, replayClockConfirmation, replayClockCorrection } from './clock.ts';
import { differencesUnder, type Expectation, type Following, followingOf, refusalText } from './comparison.ts';
import type { ActorContext, EventOf, ReplayContext } from './context.ts';
import { keyEventsAfter, whyNotByItself } from './following.ts';
import { replayGrant } from './grants.ts';
import { replayGroup } from './groups.ts';
import { checkFailedSignIn, replayKey } from './keys.ts';
import { replayPerson } from './people.ts';
import { replayPolicy } from './policies.ts';
import { replayProposal } from './proposals.ts';
import { checkStuckChange, replayFiling, replayRequestChange } from './requests.ts';
import { checkExpiry, overdue } from './time.ts';

/** Why an event is wrong; or null, and the events that must follow it. */
export interface CheckedEvent {
  readonly wrong: string | null;
  readonly following: readonly Following[];
}

/** Checks an event that does not follow from the previous one. */
export function checkEvent(context: ReplayContext, event: DeskEvent): CheckedEvent {
  switch (event.type) {
    case 'request.stuck':
    case 'request.unstuck':
      return only(checkStuckChange(context, event));
    case 'request.expired':
    case 'grant.expired':
      return only(leapt(context) ?? checkExpiry(context, event));
    case 'clock.advanced':
      return only(checkAdvance(context, event));
    case 'rules.adopted':
      return only(checkAdoption(context, event));
    case 'clock.corrected':
    case 'clock.confirmed':
      return checkCommand(context, event);
    default: {
      const early = leapt(context) ?? (bringsDeskKey(context.db, event) ? null : unrecordedEnd(context));
      return early === null ? checkCommand(context, event) : only(early);
    }
  }
}

/** Why a new id is taken; null if it is free, or if the event creates nothing. */
export function idTaken(
  { db, rules, state }: Pick<ReplayContext, 'db' | 'rules' | 'state'>,
  event: DeskEvent,
): string | null {
  if (!eventCatalogue[event.type].newId) return null;
  const [id = ''] = subjectsOf(event);
  if (state.isUnused(id)) return null;
  const kind = kindOfId(db, id);
  if (kind !== null) return t(`replay.idOf.${kind}`);
  return rules >= 2 && loadImport(db, id) ? t('replay.idOfImport') : null;
}

// Expiries that are due must be recorded before anything else.
function unrecordedEnd(context: ReplayContext): string | null {
  return overdue(context, context.now.at);
}

// The ledger itself checks that the number of the rules rises and that time stands still (ledger/check.ts).
function checkAdoption({ state }: ReplayContext, { actor }: EventOf<'rules.adopted'>): string | null {
  if (actor === null) return null;
  const person = state.person(actor);
  if (!person) return t('replay.noActor');
  return person.status === 'enabled' ? null : t('replay.disabled', { username: person.username });
}

function checkCommand(context: ReplayContext, event: DeskEvent): CheckedEvent {
  if (event.type === 'signin.failed') return only(checkFailedSignIn(context, event));
  // The ledger itself checks that a person caused it.
  if (event.actor === null) return only(null);
  const actor = context.state.person(event.actor);
  const wrong = whyNotByItself(event) ?? whyNotActor(actor, event.type);
  if (wrong !== null || !actor) return only(wrong);
  const expectation = replayCommand({ ...context, actor }, event);
  if (typeof expectation === 'string') return only(expectation);
  if (!expectation.ok) return only(refusalText(event.type, actor.username, expectation.refusal));
  const [first] = expectation.facts;
  if (!first) return only(t('replay.changesNothing'));
  const otherwise = differencesUnder(context.rules, first, event) ?? idTaken(context, event);
  if (otherwise !== null) return only(otherwise);
  return { wrong: null, following: [...followingOf(expectation.facts), ...keyEventsAfter(event, context.kind)] };
}

const only = (wrong: string | null): CheckedEvent => ({ wrong, following: [] });

function whyNotActor(actor: Person | undefined, type: EventType): string | null {
  if (!actor) return t('replay.noActor');
  if (actor.status === 'disabled') return t('replay.disabled', { username: actor.username });
  const { roles } = eventCatalogue[type];
  if (roles === null || roles.includes(actor.role)) return null;
  return t(`replay.role.${actor.role}`, {
    username: actor.username,
    type,
    roles: listed(roles.map((role) => t(`desk.kernel.roles.${role}`))),
  });
}

function replayCommand(context: ActorContext, event: DeskEvent): Expectation {
  switch (event.type) {
    case 'person.created':
    case 'person.updated':
    case 'person.disabled':
    case 'person.enabled':
      return replayPerson(context, event);
    case 'group.created':
    case 'group.updated':
    case 'group.removed':
      return replayGroup(context, event);
    case 'policy.created':
    case 'policy.updated':
    case 'policy.archived':
    case 'policy.restored':
      return replayPolicy(context, event);
    case 'accounts.imported':
      return replayImport(context, event);
    case 'key.enrolled':
    case 'enrolment.issued':
    case 'recovery.issued':
    case 'recovery.used':
    case 'passphrase.changed':
    case 'deskKey.enrolled':
      return replayKey(context, event);
    case 'request.submitted':
      return replayFiling(context, event);
    case 'request.approved':
    case 'request.rejected':
    case 'approval.withdrawn':
    case 'request.cancelled':
    case 'request.bypassed':
    case 'question.asked':
    case 'answer.given':
      return replayRequestChange(context, event);
    case 'grant.revoked':
    case 'grant.released':
    case 'bypass.reviewed':
      return replayGrant(context, event);
    case 'clock.corrected':
      return replayClockCorrection(context, event);
    case 'clock.confirmed':
      return replayClockConfirmation(context, event);
    case 'desk.updated':
    case 'proposal.made':
    case 'proposal.approved':
    case 'proposal.rejected':
    case 'proposal.withdrawn':
      return replayProposal(context, event);
    case 'desk.founded':
    case 'rules.adopted':
    case 'clock.advanced':
    case 'signin.failed':
    case 'request.expired':
    case 'request.stuck':
    case 'request.unstuck':
    case 'step.completed':
    case 'grant.started':
    case 'grant.expired':
      return t('replay.causedByNobody');
  }
}
