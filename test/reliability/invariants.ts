import type { DeskEvent, EventType } from '#contract/events.ts';
import type { Role } from '#contract/people.ts';
import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { readEvent } from '../../src-main/ledger/read.ts';

/** Events that only admins cause, under whatever conditions. */
const ADMINS_ONLY: ReadonlySet<EventType> = new Set([
  'clock.corrected',
  'deskKey.enrolled',
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

const LOSSES: ReadonlySet<string> = new Set([
  'requesterDisabled',
  'holderDisabled',
  'requesterBecameAuditor',
  'holderBecameAuditor',
]);

/** The consequences of a change to a person are recorded in the name of its author, who may have changed themselves. */
function followsChange(event: DeskEvent): boolean {
  if (event.type === 'request.cancelled' || event.type === 'grant.revoked') return LOSSES.has(event.data.cause);
  return event.type === 'request.stuck' || event.type === 'request.unstuck';
}

const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g;
/** Recorded at once with a person’s new role, before the desk decides anything else. */
const AFTER_A_ROLE: ReadonlySet<EventType> = new Set([
  'request.cancelled',
  'grant.revoked',
  'request.stuck',
  'request.unstuck',
  'rules.adopted',
]);
const MONTH_MS = 30 * 86_400_000;
/** Blanks, controls and other invisible characters. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{C}\u2800]/gu;
/** The texts of people in an event, by field. Names must show each of their characters, texts at least one. */
const NAMES = new Set(['name', 'username', 'email', 'resource', 'account', 'kind', 'owner']);
const TEXTS = new Set(['comment', 'justification', 'ticket', 'reason', 'description']);

/** The unreadable texts of people, as paths. */
function unreadable(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((inner: unknown) => unreadable(inner, path));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([field, inner]: [string, unknown]) => unreadable(inner, `${path}.${field}`));
  if (typeof value !== 'string') return [];
  const field = path.split('.').findLast((part) => part !== 'from' && part !== 'to') ?? '';
  const shown = value.replace(UNSEEN, '');
  const bad = NAMES.has(field) ? shown !== value.replaceAll(' ', '') || shown === '' : TEXTS.has(field) && shown === '';
  return bad || (NAMES.has(field) && value !== value.trim()) ? [path] : [];
}

/** Who can sign what, by a few plain rules: each person with their own key, and nobody with a replaced key. */
class Keys {
  readonly #desk = new Set<string>();
  readonly #current = new Map<string, string>();
  readonly #codes = new Map<string, { readonly key: string; readonly until: string }>();
  #kit: string | null = null;
  #real = false;

  follow(event: DeskEvent): void {
    switch (event.type) {
      case 'desk.founded':
        this.#real = event.data.kind === 'real';
        this.#desk.add(event.data.deskKey.id);
        this.#current.set(event.data.admin.id, event.data.admin.key.id);
        break;
      case 'enrolment.issued':
        if (event.data.reset) this.#current.delete(event.data.personId);
        this.#codes.set(event.data.personId, { key: event.data.key.id, until: event.data.expiresAt });
        break;
      case 'key.enrolled':
      case 'recovery.used':
        if (event.type === 'recovery.used') this.#kit = null;
        this.#codes.delete(event.data.personId);
        this.#current.set(event.data.personId, event.data.key.id);
        break;
      case 'recovery.issued':
        this.#kit = event.data.key.id;
        break;
      case 'deskKey.enrolled':
        this.#desk.delete(event.data.replaces ?? '');
        this.#desk.add(event.data.key.id);
        break;
      default:
        break;
    }
  }

  canSign(event: DeskEvent): boolean {
    const { actor, key } = event;
    if (event.type === 'recovery.used') return key === this.#kit;
    if (event.type === 'key.enrolled' && this.#real) {
      const code = this.#codes.get(event.data.personId);
      return code?.key === key && event.at < code.until && actor === event.data.personId;
    }
    return actor === null ? this.#desk.has(key) : this.#current.get(actor) === key;
  }
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
  /** The approvers of each step, by its position. */
  readonly approvals: Map<number, Set<string>>;
  bypassed: boolean;
  closed: boolean;
}

/**
 * States that no ledger may contain, found without the engine by a few plain rules: who may cause an event, that nobody decides their own request,
 * that access begins with enough approvals or by break-glass and lasts as long as requested. Answers the broken rules.
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
  /** The person who holds or waits for access, by the id of the request or grant: an auditor must not. */
  const waiting = new Map<string, string>();
  const keys = new Keys();
  let real = false;
  let rules = 1;
  let before = '';
  const roleOf = (id: string | undefined) => people.get(id ?? '')?.role;
  const made = new Set<string>();
  // The people, groups and policies in a proposal that do not exist, and things that it would make twice.
  const senseless = (type: string, data: object): string[] => {
    const ids = JSON.stringify(data).match(UUIDS) ?? [];
    const [own] = ids;
    const creates = type.endsWith('.created');
    return ids.flatMap((id) => {
      if (creates && id === own) return made.has(id) ? [`proposing to make ${id} again`] : [];
      return made.has(id) ? [] : [`proposing something of ${id}, which is nothing`];
    });
  };
  for (const { bytes, sequence } of rows) {
    const read = readEvent(bytes);
    if (!read.ok) return [`Event ${sequence} cannot be read.`];
    const { event } = read;
    const say = (what: string) => wrong.push(`Event ${sequence} (${event.type}): ${what}`);
    const actor = event.actor === null ? undefined : people.get(event.actor);
    if (event.type !== 'desk.founded' && event.actor !== null) {
      if (!actor?.enabled && !followsChange(event)) say('by nobody, or by a disabled person');
      if (ADMINS_ONLY.has(event.type) && actor?.role !== 'admin') say(`by ${actor?.role}`);
    }
    if (sequence > 1 && !keys.canSign(event)) say('signed with a key that its actor could not sign it with');
    keys.follow(event);
    if (sequence > 1 && event.at < before && event.type !== 'clock.corrected') say('older than the event before it');
    if (rules >= 2) {
      if ('id' in event.data && imports.has(event.data.id)) say('with the id of an import');
      for (const path of unreadable(event.data)) say(`with ${path} that nobody can read`);
      const leap = Date.parse(event.at) - Date.parse(before) > MONTH_MS;
      if (real && leap && !(event.type.startsWith('clock.') && actor?.role === 'admin'))
        say('after a leap that no admin has confirmed');
      if (!AFTER_A_ROLE.has(event.type))
        for (const [id, owner] of waiting)
          if (people.get(owner)?.role === 'auditor') say(`while an auditor waits for access or has it (${id})`);
    }
    before = event.at;
    if ('id' in event.data) made.add(event.data.id);
    if (event.type === 'desk.founded') made.add(event.data.admin.id);
    switch (event.type) {
      case 'accounts.imported':
        imports.add(event.data.importId);
        break;
      case 'rules.adopted':
        if (event.data.rules <= rules) say('to older rules');
        rules = event.data.rules;
        break;
      case 'desk.founded':
        real = event.data.kind === 'real';
        rules = event.data.rules ?? 1;
        people.set(event.data.admin.id, { role: 'admin', enabled: true });
        break;
      case 'person.created':
        people.set(event.data.id, { role: event.data.role, enabled: true });
        break;
      case 'person.updated': {
        const { id, role } = event.data;
        if (actor?.role !== 'admin' && (event.actor !== id || people.get(id)?.role !== role))
          say('about another person');
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
        if (event.actor !== (filedById ?? requesterId)) say('in the name of another person');
        if (filedById !== null && actor?.role !== 'admin') say('for another person, by no admin');
        if (people.get(requesterId)?.role === 'auditor') say('for an auditor');
        const rules = versions.get(`${policyId} ${policyVersion}`);
        waiting.set(id, requesterId);
        requests.set(id, { submitted: event.data, rules, approvals: new Map(), bypassed: false, closed: false });
        break;
      }
      case 'request.approved':
      case 'request.rejected': {
        const asked = requests.get(event.data.requestId);
        if (!asked || asked.closed) say('about a request that is not open');
        if (asked?.submitted.requesterId === event.actor || asked?.submitted.filedById === event.actor)
          say('by its requester');
        if (actor?.role === 'auditor') say('by an auditor');
        if (asked && event.type === 'request.rejected') asked.closed = true;
        if (event.type === 'request.rejected') waiting.delete(event.data.requestId);
        if (!asked || event.actor === null || event.type === 'request.rejected') break;
        const given = [...asked.approvals.values()].some((step) => step.has(event.actor ?? ''));
        if (given && asked.rules?.distinctApprovers !== false) say('by a person who counts already');
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
          say('by a person who must not');
        if (asked) asked.bypassed = true;
        break;
      }
      case 'request.cancelled': {
        const asked = requests.get(event.data.requestId);
        if (asked?.submitted.requesterId !== event.actor && actor?.role !== 'admin' && !followsChange(event))
          say('by a person who must not');
        if (event.data.cause === 'requesterBecameAuditor' && roleOf(asked?.submitted.requesterId) !== 'auditor')
          say('of a person who is no auditor');
        waiting.delete(event.data.requestId);
        if (asked) asked.closed = true;
        break;
      }
      case 'request.expired': {
        const asked = requests.get(event.data.requestId);
        if (asked?.submitted.expiresAt !== event.data.expiredAt || event.data.expiredAt > event.at) say('too early');
        waiting.delete(event.data.requestId);
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
        if (asked?.submitted.requesterId !== personId) say('for another person than the requester');
        if (asked?.submitted.resource !== resource || asked.submitted.account !== account) say('of another account');
        if (Date.parse(expiresAt) - Date.parse(startsAt) !== (asked?.submitted.durationSeconds ?? 0) * 1_000)
          say('for another time than was asked for');
        if (startsAt !== event.at) say('from another moment on');
        if (asked) asked.closed = true;
        holders.set(id, personId);
        waiting.delete(requestId);
        waiting.set(id, personId);
        if (asked?.bypassed) bypassers.set(id, event.actor);
        break;
      }
      case 'grant.expired':
        waiting.delete(event.data.id);
        break;
      case 'grant.released':
        if (holders.get(event.data.id) !== event.actor) say('by another person');
        waiting.delete(event.data.id);
        break;
      case 'grant.revoked':
        if (actor?.role !== 'admin' && !followsChange(event)) say('by no admin');
        if (event.data.cause === 'holderBecameAuditor' && roleOf(holders.get(event.data.id)) !== 'auditor')
          say('of a person who is no auditor');
        waiting.delete(event.data.id);
        break;
      case 'bypass.reviewed':
        if (!bypassers.has(event.data.grantId) || bypassers.get(event.data.grantId) === event.actor)
          say('by the bypasser');
        break;
      case 'passphrase.changed':
        if (event.data.personId !== event.actor) say('of another person');
        break;
      case 'proposal.made':
        proposers.set(event.data.id, event.actor);
        if (rules >= 2)
          for (const { type, data } of event.data.changes) for (const wrong of senseless(type, data)) say(wrong);
        break;
      case 'proposal.approved':
      case 'proposal.rejected':
        if (!proposers.has(event.data.id) || proposers.get(event.data.id) === event.actor) say('by its proposer');
        break;
      case 'proposal.withdrawn':
        if (proposers.get(event.data.id) !== event.actor) say('by another person');
        break;
      default:
        break;
    }
  }
  return wrong;
}
