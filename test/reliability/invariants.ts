import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { readEvent } from '../../src-main/ledger/read.ts';
import type { DeskEvent, EventType } from '../../src-preload/contract/events.ts';
import type { Role } from '../../src-preload/contract/people.ts';

/** What is said of something that has the id of an earlier import. */
export const IMPORT_ID = 'with the id of an import';

/** What only admins cause, whatever else it takes. */
const ADMINS_ONLY: ReadonlySet<EventType> = new Set([
  'clock.corrected',
  'desk.updated',
  'proposal.made',
  'proposal.approved',
  'proposal.rejected',
  'proposal.withdrawn',
  'person.created',
  'person.disabled',
  'person.enabled',
  'enrolment.issued',
  'recovery.issued',
  'recovery.used',
  'group.created',
  'group.updated',
  'group.removed',
  'accounts.imported',
  'policy.created',
  'policy.updated',
  'policy.archived',
  'policy.restored',
  'bypass.reviewed',
]);

/** What follows from disabling somebody is recorded in the name of whoever did it, who may have disabled themselves. */
function followsDisabling(event: DeskEvent): boolean {
  if (event.type === 'request.cancelled') return event.data.cause === 'requesterDisabled';
  if (event.type === 'grant.revoked') return event.data.cause === 'holderDisabled';
  return event.type === 'request.stuck' || event.type === 'request.unstuck';
}

interface Standing {
  role: Role;
  enabled: boolean;
}

type Submitted = Extract<DeskEvent, { type: 'request.submitted' }>['data'];
type Rules = Extract<DeskEvent, { type: 'policy.created' }>['data']['rules'];

interface Asked {
  readonly submitted: Submitted;
  readonly rules: Rules | undefined;
  /** Who has approved each step, by its position. */
  readonly approvals: Map<number, Set<string>>;
  bypassed: boolean;
  closed: boolean;
}

/**
 * What a ledger must never say, told apart from the engine by a few plain rules: who may cause what, that nobody decides their own request,
 * that access begins with enough approvals or by break-glass and lasts as long as was asked for. Answers what is broken.
 */
export function broken(rows: readonly StoredEvent[]): string[] {
  const wrong: string[] = [];
  const people = new Map<string, Standing>();
  const versions = new Map<string, Rules>();
  const requests = new Map<string, Asked>();
  const holders = new Map<string, string>();
  const proposers = new Map<string, string | null>();
  const bypassers = new Map<string, string | null>();
  const imports = new Set<string>();
  for (const { bytes, sequence } of rows) {
    const read = readEvent(bytes);
    if (!read.ok) return [`Event ${sequence} cannot be read.`];
    const { event } = read;
    const say = (what: string) => wrong.push(`Event ${sequence} (${event.type}): ${what}`);
    const actor = event.actor === null ? undefined : people.get(event.actor);
    if (event.type !== 'desk.founded' && event.actor !== null) {
      if (!actor?.enabled && !followsDisabling(event)) say('by nobody, or by somebody disabled');
      if (ADMINS_ONLY.has(event.type) && actor?.role !== 'admin') say(`by ${actor?.role}`);
    }
    if ('id' in event.data && imports.has(event.data.id)) say(IMPORT_ID);
    switch (event.type) {
      case 'accounts.imported':
        imports.add(event.data.importId);
        break;
      case 'desk.founded':
        people.set(event.data.admin.id, { role: 'admin', enabled: true });
        break;
      case 'person.created':
        people.set(event.data.id, { role: event.data.role, enabled: true });
        break;
      case 'person.updated': {
        const { id, role } = event.data;
        if (actor?.role !== 'admin' && (event.actor !== id || people.get(id)?.role !== role))
          say('about somebody else');
        people.set(id, { enabled: people.get(id)?.enabled ?? true, role });
        break;
      }
      case 'person.disabled':
      case 'person.enabled':
        people.set(event.data.id, {
          role: people.get(event.data.id)?.role ?? 'member',
          enabled: event.type === 'person.enabled',
        });
        break;
      case 'policy.created':
      case 'policy.updated':
        versions.set(`${event.data.id} ${event.data.version}`, event.data.rules);
        break;
      case 'request.submitted': {
        const { id, requesterId, filedById, policyId, policyVersion } = event.data;
        if (event.actor !== (filedById ?? requesterId)) say('in the name of somebody else');
        if (filedById !== null && actor?.role !== 'admin') say('for somebody else, by no admin');
        if (people.get(requesterId)?.role === 'auditor') say('for an auditor');
        const rules = versions.get(`${policyId} ${policyVersion}`);
        requests.set(id, { submitted: event.data, rules, approvals: new Map(), bypassed: false, closed: false });
        break;
      }
      case 'request.approved':
      case 'request.rejected': {
        const asked = requests.get(event.data.requestId);
        if (!asked || asked.closed) say('about a request that is not open');
        if (asked?.submitted.requesterId === event.actor || asked?.submitted.filedById === event.actor)
          say('by whoever asked for it');
        if (actor?.role === 'auditor') say('by an auditor');
        if (asked && event.type === 'request.rejected') asked.closed = true;
        if (!asked || event.actor === null || event.type === 'request.rejected') break;
        const given = [...asked.approvals.values()].some((step) => step.has(event.actor ?? ''));
        if (given && asked.rules?.distinctApprovers !== false) say('by somebody who counts already');
        const step = asked.approvals.get(event.data.position) ?? new Set();
        asked.approvals.set(event.data.position, step.add(event.actor));
        break;
      }
      case 'approval.withdrawn':
        if (
          !requests
            .get(event.data.requestId)
            ?.approvals.get(event.data.position)
            ?.delete(event.actor ?? '')
        )
          say('of an approval that was not given');
        break;
      case 'request.bypassed': {
        const asked = requests.get(event.data.requestId);
        if (
          !asked ||
          asked.submitted.requesterId !== event.actor ||
          asked.submitted.filedById !== null ||
          !asked.rules?.bypass
        )
          say('by somebody who must not');
        if (asked) asked.bypassed = true;
        break;
      }
      case 'request.cancelled': {
        const asked = requests.get(event.data.requestId);
        if (asked?.submitted.requesterId !== event.actor && actor?.role !== 'admin') say('by somebody who must not');
        if (asked) asked.closed = true;
        break;
      }
      case 'request.expired': {
        const asked = requests.get(event.data.requestId);
        if (asked?.submitted.expiresAt !== event.data.expiredAt || event.data.expiredAt > event.at) say('too early');
        if (asked) asked.closed = true;
        break;
      }
      case 'grant.started': {
        const { id, requestId, personId, startsAt, expiresAt, resource, account } = event.data;
        const asked = requests.get(requestId);
        const enough = asked?.rules?.steps.every(
          ({ required }, index) => (asked.approvals.get(index + 1)?.size ?? 0) >= required,
        );
        if (!asked || (!enough && !asked.bypassed) || asked.closed) say('without enough approvals');
        if (asked?.submitted.requesterId !== personId) say('for somebody else than who asked');
        if (asked?.submitted.resource !== resource || asked.submitted.account !== account) say('of another account');
        if (Date.parse(expiresAt) - Date.parse(startsAt) !== (asked?.submitted.durationSeconds ?? 0) * 1_000)
          say('for another time than was asked for');
        if (startsAt !== event.at) say('from another moment on');
        if (asked) asked.closed = true;
        holders.set(id, personId);
        if (asked?.bypassed) bypassers.set(id, event.actor);
        break;
      }
      case 'grant.released':
        if (holders.get(event.data.id) !== event.actor) say('by somebody else');
        break;
      case 'grant.revoked':
        if (actor?.role !== 'admin') say('by no admin');
        break;
      case 'bypass.reviewed':
        if (!bypassers.has(event.data.grantId) || bypassers.get(event.data.grantId) === event.actor)
          say('by whoever broke the glass');
        break;
      case 'passphrase.changed':
        if (event.data.personId !== event.actor) say('of somebody else');
        break;
      case 'proposal.made':
        proposers.set(event.data.id, event.actor);
        break;
      case 'proposal.approved':
      case 'proposal.rejected':
        if (!proposers.has(event.data.id) || proposers.get(event.data.id) === event.actor) say('by whoever made it');
        break;
      case 'proposal.withdrawn':
        if (proposers.get(event.data.id) !== event.actor) say('by somebody else');
        break;
      default:
        break;
    }
  }
  return wrong;
}
