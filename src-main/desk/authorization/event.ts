import { type DeskEvent, type EventType, eventCatalogue, subjectsOf } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import { loadImport } from '../../store/queries/accounts.ts';
import { kindOfId } from '../../store/queries/ids.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { bringsDeskKey } from '../kernel/fourEyes.ts';
import { judgeImport } from './accounts.ts';
import { judgeAdvance, judgeConfirmation, judgeCorrection, leapt } from './clock.ts';
import { differencesUnder, type Expectation, type Following, followingOf, refusalText } from './comparison.ts';
import type { ActorContext, EventOf, ReplayContext } from './context.ts';
import { alsoFollows, strayed } from './following.ts';
import { judgeGrant } from './grants.ts';
import { judgeGroup } from './groups.ts';
import { judgeFailure, judgeKey } from './keys.ts';
import { judgePerson } from './people.ts';
import { judgePolicy } from './policies.ts';
import { judgeProposal } from './proposals.ts';
import { judgeDecision, judgeFiling, judgeStuck } from './requests.ts';
import { judgeExpiry, overdue } from './time.ts';

/** What is wrong with an event, as the rest of a sentence, and, where nothing is, what must follow from it. */
export interface Judged {
  readonly wrong: string | null;
  readonly following: readonly Following[];
}

/** Judges an event that does not follow from the one before. */
export function judgeEvent(state: ReplayContext, event: DeskEvent): Judged {
  switch (event.type) {
    case 'request.stuck':
    case 'request.unstuck':
      return only(judgeStuck(state, event));
    case 'request.expired':
    case 'grant.expired':
      return only(leapt(state) ?? judgeExpiry(state, event));
    case 'clock.advanced':
      return only(judgeAdvance(state, event));
    case 'rules.adopted':
      return only(judgeAdoption(state, event));
    case 'clock.corrected':
    case 'clock.confirmed':
      return judgeDeed(state, event);
    default: {
      const early = leapt(state) ?? (bringsDeskKey(state.db, event) ? null : unrecordedEnd(state));
      return early === null ? judgeDeed(state, event) : only(early);
    }
  }
}

/** What is wrong with the id of something new, as the rest of a sentence; null when it is new, or when the event makes nothing new. */
export function idTaken({ db, rules }: Pick<ReplayContext, 'db' | 'rules'>, event: DeskEvent): string | null {
  if (!eventCatalogue[event.type].newId) return null;
  const [id = ''] = subjectsOf(event);
  const kind = kindOfId(db, id);
  if (kind !== null) return `its id is that of a ${kind} already`;
  return rules >= 2 && loadImport(db, id) ? 'its id is that of an import already' : null;
}

// Nothing is decided before what is over by then has been recorded as over.
function unrecordedEnd({ db, now }: ReplayContext): string | null {
  const ended = overdue(db, now.at);
  return ended === null ? null : `${ended}, which was to be recorded first`;
}

// That the number goes up, and that time stands still meanwhile, are rules of the ledger's own (ledger/check.ts).
function judgeAdoption({ db }: ReplayContext, { actor }: EventOf<'rules.adopted'>): string | null {
  if (actor === null) return null;
  const person = loadPerson(db, actor);
  if (!person) return 'nobody has the id of the person who is said to have caused it';
  return person.status === 'enabled' ? null : `${person.username} is disabled and can cause nothing`;
}

function judgeDeed(state: ReplayContext, event: DeskEvent): Judged {
  if (event.type === 'signin.failed') return only(judgeFailure(state, event));
  // That somebody must have caused it is a rule of the ledger's own.
  if (event.actor === null) return only(null);
  const actor = loadPerson(state.db, event.actor);
  const wrong = strayed(event) ?? whyNotActor(actor, event.type);
  if (wrong !== null || !actor) return only(wrong);
  const expectation = judgeBy({ ...state, actor }, event);
  if (typeof expectation === 'string') return only(expectation);
  if (!expectation.ok) return only(refusalText(event.type, actor.username, expectation.refusal));
  const [first] = expectation.facts;
  if (!first) return only('it changes nothing, so nobody could have caused it');
  const otherwise = differencesUnder(state.rules, first, event) ?? idTaken(state, event);
  if (otherwise !== null) return only(otherwise);
  return { wrong: null, following: [...followingOf(expectation.facts), ...alsoFollows(event, state.kind)] };
}

const only = (wrong: string | null): Judged => ({ wrong, following: [] });

function whyNotActor(actor: Person | undefined, type: EventType): string | null {
  if (!actor) return 'nobody has the id of whoever is said to have caused it';
  if (actor.status === 'disabled') return `${actor.username} is disabled and can cause nothing`;
  const { roles } = eventCatalogue[type];
  if (roles === null || roles.includes(actor.role)) return null;
  const article = actor.role === 'member' ? 'a' : 'an';
  return `${actor.username} is ${article} ${actor.role}, and ${type} is for ${roles.map((role) => `${role}s`).join(' and ')}`;
}

function judgeBy(context: ActorContext, event: DeskEvent): Expectation {
  switch (event.type) {
    case 'person.created':
    case 'person.updated':
    case 'person.disabled':
    case 'person.enabled':
      return judgePerson(context, event);
    case 'group.created':
    case 'group.updated':
    case 'group.removed':
      return judgeGroup(context, event);
    case 'policy.created':
    case 'policy.updated':
    case 'policy.archived':
    case 'policy.restored':
      return judgePolicy(context, event);
    case 'accounts.imported':
      return judgeImport(context, event);
    case 'key.enrolled':
    case 'enrolment.issued':
    case 'recovery.issued':
    case 'recovery.used':
    case 'passphrase.changed':
    case 'deskKey.enrolled':
      return judgeKey(context, event);
    case 'request.submitted':
      return judgeFiling(context, event);
    case 'request.approved':
    case 'request.rejected':
    case 'approval.withdrawn':
    case 'request.cancelled':
    case 'request.bypassed':
      return judgeDecision(context, event);
    case 'grant.revoked':
    case 'grant.released':
    case 'bypass.reviewed':
      return judgeGrant(context, event);
    case 'clock.corrected':
      return judgeCorrection(context, event);
    case 'clock.confirmed':
      return judgeConfirmation(context, event);
    case 'desk.updated':
    case 'proposal.made':
    case 'proposal.approved':
    case 'proposal.rejected':
    case 'proposal.withdrawn':
      return judgeProposal(context, event);
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
      return 'nobody causes this by itself';
  }
}
