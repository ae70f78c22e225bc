import { z } from 'zod';
import {
  account,
  instant,
  newGroup,
  newPerson,
  ofPolicy,
  onRequest,
  type PublicKey,
  policyVersion,
  position,
  proposalClosed,
  proposedChange,
  publicKey,
  type RuleChange,
  rulesNumber,
  seconds,
  sha256Hex,
  text,
} from './eventShapes.ts';
import type { Topic } from './names.ts';
import { type Role, roles } from './people.ts';
import { MAX_CHANGES_IN_PROPOSAL } from './proposals.ts';
import {
  type GroupId,
  grantId,
  groupId,
  importId,
  type PersonId,
  personId,
  policyId,
  proposalId,
  type RequestId,
  requestId,
} from './scalars.ts';

/**
 * The catalogue of events, version 1 (docs/rules.md, "Events"). Every fact is an event, and events record outcomes: reading them needs no
 * rules. The format is frozen: a change needs a new `v`.
 */
export const EVENT_VERSION = 1;

/** Most accounts in one event. */
export const MAX_ACCOUNTS_IN_EVENT = 500;

/** The rules of a ledger that records no number (docs/decisions/0018). */
export const FIRST_RULES = 1;

/** The people and groups whose standing an event changes: caches of the directory drop them, and open requests that name them are reassessed. */
export interface DirectoryChange {
  readonly people: readonly PersonId[];
  readonly groups: readonly GroupId[];
}

/**
 * Everything that the product needs to know of a type of event, beside the rules that decide it. All of it is required, so that the compiler
 * names what a new type lacks; what the tables and the verification make of it, `project` and `verifyActor` ask in exhaustive switches.
 */
export interface EventTraits<D> {
  /** What a window has to read again. */
  readonly topics: readonly Topic[];
  /** The ids of everything that the event is about: how it is found in the ledger. */
  readonly subjects: (data: D) => readonly string[];
  /** The roles that may cause it; null where more than a role decides (whose request, grant or key it is), or where no person causes it. */
  readonly roles: readonly Role[] | null;
  /** Who signs: a person, the desk itself (caused by time or the machine), or the desk where its key is at hand and else the person. */
  readonly signer: 'person' | 'desk' | 'deskOrPerson';
  /** Whether it changes who decides what, so that four eyes must have seen it; `role`: only where it changes a role. */
  readonly fourEyes: boolean | 'role';
  /** Whether `id` names something new, which no other thing may have had. */
  readonly newId: boolean;
  /** The public keys that it brings into the ledger. */
  readonly keys: (data: D) => readonly PublicKey[];
  readonly directory: (data: D) => DirectoryChange;
  /** The request that may become stuck or free by it alone; null where there is none. */
  readonly reassesses: (data: D) => RequestId | null;
}

const admins: readonly Role[] = ['admin'];
const noKeys = (): readonly PublicKey[] => [];
const itsKey = ({ key }: { readonly key: PublicKey }): readonly PublicKey[] => [key];
const noDirectory = (): DirectoryChange => ({ people: [], groups: [] });
const thePerson = ({ id }: { readonly id: PersonId }): DirectoryChange => ({ people: [id], groups: [] });
const theKeyHolder = ({ personId: id }: { readonly personId: PersonId }): DirectoryChange => ({
  people: [id],
  groups: [],
});
const theGroup = ({ id }: { readonly id: GroupId }): DirectoryChange => ({ people: [], groups: [id] });
const noRequest = (): RequestId | null => null;
const itsRequest = ({ requestId: id }: { readonly requestId: RequestId }): RequestId | null => id;

const noSubject = (): readonly string[] => [];
const itself = ({ id }: { readonly id: string }): readonly string[] => [id];
const aboutPerson = ({ personId: id }: { readonly personId: string }): readonly string[] => [id];
const aboutRequest = ({ requestId: id }: { readonly requestId: string }): readonly string[] => [id];

// The subject of a change within a proposal; of a new group or policy that is its future id.
function changedBy({ type, data }: RuleChange): readonly string[] {
  if (type === 'recovery.issued' || type === 'deskKey.enrolled' || type === 'desk.updated') return [];
  return [type === 'enrolment.issued' ? data.personId : data.id];
}

/** What an event has unless it says otherwise below: said once for each family, never for all events. */
const byPerson = {
  roles: null,
  signer: 'person',
  fourEyes: false,
  newId: false,
  keys: noKeys,
  directory: noDirectory,
  reassesses: noRequest,
} as const;
const byDesk = { ...byPerson, signer: 'desk' } as const;
const byAdmin = { ...byPerson, roles: admins } as const;
const ofClock = { topics: ['session', 'requests', 'grants', 'ledger'], subjects: noSubject } as const;
const ofPerson = { topics: ['people', 'groups', 'session', 'requests', 'ledger'], subjects: itself } as const;
const ofGroup = { topics: ['groups', 'requests', 'ledger'], fourEyes: true, directory: theGroup } as const;
const ofPolicyRules = { topics: ['policies', 'requests', 'ledger'], subjects: itself, fourEyes: true } as const;
const ofRequest = { topics: ['requests', 'ledger'], subjects: aboutRequest } as const;
const ofGrant = { topics: ['grants', 'requests', 'ledger'], subjects: itself } as const;
const ofProposal = { topics: ['proposals', 'ledger'], subjects: itself } as const;
const ofSession = { topics: ['session', 'ledger'], subjects: noSubject } as const;

// `const` keeps what is written, so that the roles of an event are known to be there where they are used.
function event<S extends z.ZodType, const T extends EventTraits<z.infer<S>>>(
  data: S,
  traits: T,
): { readonly data: S } & T {
  return { data, ...traits };
}

export const eventCatalogue = {
  /** `rules` is the number of the rules by which the desk begins; 1 where it is left out. */
  'desk.founded': event(
    z.strictObject({
      kind: z.enum(['real', 'training']),
      name: z.string(),
      rules: rulesNumber.optional(),
      deskKey: publicKey,
      admin: z.strictObject({
        id: personId,
        username: z.string(),
        name: z.string(),
        email: z.string(),
        key: publicKey,
      }),
    }),
    {
      ...byPerson,
      ...ofSession,
      subjects: ({ admin }) => [admin.id],
      keys: ({ deskKey, admin }) => [deskKey, admin.key],
    },
  ),
  /** From the next event on, the desk decides by these rules. It has the time of the event before it: it says nothing about time. */
  'rules.adopted': event(z.strictObject({ rules: rulesNumber }), { ...byPerson, ...ofSession, signer: 'deskOrPerson' }),
  'clock.advanced': event(z.strictObject({ seconds }), { ...byDesk, ...ofSession }),
  /** An admin vouches for the machine's clock: `from` is the time that the ledger had reached, and the event's `at` the time from now on. */
  'clock.corrected': event(z.strictObject({ from: instant }), { ...byAdmin, ...ofClock }),
  /**
   * Someone confirms that the machine's clock is right although it is far ahead of the ledger: `from` is the time that the ledger had reached,
   * and the event's `at` the time from now on.
   */
  'clock.confirmed': event(z.strictObject({ from: instant }), { ...byPerson, ...ofClock }),
  /** A setting of the desk itself: whether changes to rules and people need a second admin. */
  'desk.updated': event(z.strictObject({ fourEyes: z.boolean() }), {
    ...byAdmin,
    topics: ['settings', 'session', 'proposals', 'ledger'],
    subjects: noSubject,
    fourEyes: true,
  }),
  /** Changes that another admin must approve; the event itself changes nothing. `number` counts proposals from 1. */
  'proposal.made': event(
    z.strictObject({
      id: proposalId,
      number: z.int().min(1),
      changes: z.array(proposedChange).min(1).max(MAX_CHANGES_IN_PROPOSAL),
      comment: text,
    }),
    { ...byAdmin, ...ofProposal, subjects: ({ id, changes }) => [id, ...changes.flatMap(changedBy)], newId: true },
  ),
  /** The events of its changes come right after it, in their order, by the same admin and at the same time. */
  'proposal.approved': event(proposalClosed, { ...byAdmin, ...ofProposal }),
  'proposal.rejected': event(proposalClosed, { ...byAdmin, ...ofProposal }),
  'proposal.withdrawn': event(proposalClosed, { ...byAdmin, ...ofProposal }),
  'person.created': event(newPerson, {
    ...byAdmin,
    ...ofPerson,
    topics: ['people', 'session', 'ledger'],
    fourEyes: true,
    newId: true,
  }),
  /**
   * An admin issues a one-time code. `key` is the public half of the key pair that the code is turned into; with it the person signs
   * `key.enrolled`, once and before `expiresAt`. `reset`: there was a key before, which signs nothing from here on.
   */
  'enrolment.issued': event(z.strictObject({ personId, key: publicKey, expiresAt: instant, reset: z.boolean() }), {
    ...byAdmin,
    topics: ['people', 'session', 'requests', 'ledger'],
    subjects: aboutPerson,
    fourEyes: true,
    keys: itsKey,
    directory: theKeyHolder,
  }),
  'key.enrolled': event(z.strictObject({ personId, key: publicKey }), {
    ...byPerson,
    topics: ['people', 'session', 'ledger'],
    subjects: aboutPerson,
    keys: itsKey,
  }),
  'passphrase.changed': event(z.strictObject({ personId }), { ...byPerson, ...ofSession, subjects: aboutPerson }),
  'signin.failed': event(z.strictObject({ personId }), { ...byDesk, ...ofSession, subjects: aboutPerson }),
  /** A recovery kit is printed; `key` is the public half of what stands on it. Earlier kits are worth nothing from here on. */
  'recovery.issued': event(z.strictObject({ key: publicKey }), {
    ...byAdmin,
    ...ofSession,
    fourEyes: true,
    keys: itsKey,
  }),
  /** An admin gets a new key by the recovery kit, which signs this and nothing else. */
  'recovery.used': event(z.strictObject({ personId, key: publicKey }), {
    ...byPerson,
    topics: ['people', 'session', 'requests', 'ledger'],
    subjects: aboutPerson,
    keys: itsKey,
    directory: theKeyHolder,
  }),
  /**
   * An admin gives the desk another key of its own. `replaces` is the id of the key that signs nothing from here on; null where this one is
   * added to those in force. From rules 2 on.
   */
  'deskKey.enrolled': event(z.strictObject({ key: publicKey, replaces: sha256Hex.nullable() }), {
    ...byAdmin,
    topics: ['settings', 'session', 'ledger'],
    subjects: noSubject,
    fourEyes: true,
    keys: itsKey,
  }),
  'person.updated': event(z.strictObject({ id: personId, name: z.string(), email: z.string(), role: z.enum(roles) }), {
    ...byPerson,
    ...ofPerson,
    fourEyes: 'role',
    directory: thePerson,
  }),
  /** It takes power away, and so waits for nobody: no four eyes. */
  'person.disabled': event(z.strictObject({ id: personId }), { ...byAdmin, ...ofPerson, directory: thePerson }),
  'person.enabled': event(z.strictObject({ id: personId }), {
    ...byAdmin,
    ...ofPerson,
    fourEyes: true,
    directory: thePerson,
  }),
  'group.created': event(newGroup, {
    ...byAdmin,
    ...ofGroup,
    subjects: ({ id, memberIds }) => [id, ...memberIds],
    newId: true,
  }),
  'group.updated': event(
    z.strictObject({ id: groupId, name: z.string(), added: z.array(personId), removed: z.array(personId) }),
    { ...byAdmin, ...ofGroup, subjects: ({ id, added, removed }) => [id, ...added, ...removed] },
  ),
  'group.removed': event(z.strictObject({ id: groupId }), { ...byAdmin, ...ofGroup, subjects: itself }),
  /**
   * Accounts that are new to the inventory or different from here on, as they are now; an account that is not named stays as it was. An import
   * is one or more of these, `part` 1, 2 and so on of the same `importId`, one right after the other.
   */
  'accounts.imported': event(
    z.strictObject({
      importId,
      part: z.int().min(1),
      rows: z.array(account).min(1).max(MAX_ACCOUNTS_IN_EVENT),
    }),
    { ...byAdmin, topics: ['accounts', 'ledger'], subjects: ({ importId: id }) => [id] },
  ),
  'policy.created': event(policyVersion, { ...byAdmin, ...ofPolicyRules, newId: true }),
  'policy.updated': event(policyVersion, { ...byAdmin, ...ofPolicyRules }),
  'policy.archived': event(ofPolicy, { ...byAdmin, ...ofPolicyRules }),
  'policy.restored': event(ofPolicy, { ...byAdmin, ...ofPolicyRules }),
  'request.submitted': event(
    z.strictObject({
      id: requestId,
      number: z.int().min(1),
      requesterId: personId,
      filedById: personId.nullable(),
      resource: z.string(),
      account: z.string(),
      durationSeconds: seconds,
      justification: text,
      ticket: text,
      policyId,
      policyVersion: z.int().min(1),
      because: z.string(),
      expiresAt: instant,
    }),
    {
      ...byPerson,
      ...ofRequest,
      subjects: ({ id, requesterId, policyId: policy }) => [id, requesterId, policy],
      newId: true,
      reassesses: ({ id }) => id,
    },
  ),
  'request.approved': event(onRequest, { ...byPerson, ...ofRequest, reassesses: itsRequest }),
  'request.rejected': event(onRequest, { ...byPerson, ...ofRequest }),
  'approval.withdrawn': event(onRequest, { ...byPerson, ...ofRequest, reassesses: itsRequest }),
  /** `next` is the step that opens, null when this was the last one and the request is approved. */
  'step.completed': event(z.strictObject({ requestId, position, next: position.nullable() }), {
    ...byPerson,
    ...ofRequest,
    reassesses: itsRequest,
  }),
  'request.bypassed': event(z.strictObject({ requestId, position, reason: z.string() }), { ...byPerson, ...ofRequest }),
  'request.cancelled': event(
    z.strictObject({
      requestId,
      comment: text,
      cause: z.enum(['requester', 'admin', 'requesterDisabled', 'requesterBecameAuditor', 'clockCorrected']),
    }),
    { ...byPerson, ...ofRequest },
  ),
  /** `expiredAt` is the moment it was due; the event's `at` is when that was recorded. */
  'request.expired': event(z.strictObject({ requestId, expiredAt: instant }), { ...byDesk, ...ofRequest }),
  'request.stuck': event(z.strictObject({ requestId, because: z.string() }), { ...byPerson, ...ofRequest }),
  'request.unstuck': event(z.strictObject({ requestId }), { ...byPerson, ...ofRequest }),
  'grant.started': event(
    z.strictObject({
      id: grantId,
      requestId,
      personId,
      resource: z.string(),
      account: z.string(),
      startsAt: instant,
      expiresAt: instant,
      viaBypass: z.boolean(),
    }),
    {
      ...byPerson,
      ...ofGrant,
      subjects: ({ id, requestId: request, personId: person }) => [id, request, person],
      newId: true,
    },
  ),
  'grant.expired': event(z.strictObject({ id: grantId, expiredAt: instant }), { ...byDesk, ...ofGrant }),
  'grant.revoked': event(
    z.strictObject({
      id: grantId,
      reason: z.string(),
      cause: z.enum(['admin', 'holderDisabled', 'holderBecameAuditor', 'clockCorrected']),
    }),
    { ...byAdmin, ...ofGrant },
  ),
  'grant.released': event(z.strictObject({ id: grantId }), { ...byPerson, ...ofGrant }),
  'bypass.reviewed': event(z.strictObject({ grantId, comment: z.string() }), {
    ...byAdmin,
    ...ofGrant,
    subjects: ({ grantId: id }) => [id],
  }),
} satisfies Record<string, { readonly data: z.ZodType } & EventTraits<never>>;

export type EventType = keyof typeof eventCatalogue;
export type EventData<T extends EventType> = EventDataByType[T];
type EventDataByType = { [T in EventType]: z.infer<(typeof eventCatalogue)[T]['data']> };

/** Every type of event, in the order of the catalogue. */
export const eventTypes: readonly EventType[] = Object.keys(eventCatalogue).filter(isEventType);

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventCatalogue, type);
}

/** What the engine decided: the type and the data of an event that is not yet in the ledger. */
export type FactOf<T extends EventType> = { [K in T]: { readonly type: K; readonly data: EventDataByType[K] } }[T];
export type Fact = FactOf<EventType>;

// As a mapped type, so that the compiler ties the data of a fact to the traits of its type.
const traits: { readonly [T in EventType]: EventTraits<EventDataByType[T]> } = eventCatalogue;

/** The ids of everything that a fact is about. */
export function subjectsOf<T extends EventType>(fact: FactOf<T>): readonly string[] {
  return traits[fact.type].subjects(fact.data);
}

/** The public keys that a fact brings into a ledger. */
export function publicKeysIn<T extends EventType>(fact: FactOf<T>): readonly PublicKey[] {
  return traits[fact.type].keys(fact.data);
}

/** The people and groups whose standing a fact changes. */
export function directoryChangeOf<T extends EventType>(fact: FactOf<T>): DirectoryChange {
  return traits[fact.type].directory(fact.data);
}

/** The request that may become stuck or free by a fact alone; null where there is none. */
export function reassessedBy<T extends EventType>(fact: FactOf<T>): RequestId | null {
  return traits[fact.type].reassesses(fact.data);
}

/** The envelope of every event, as canonicalised (RFC 8785), hashed and signed. `desk` is null in the founding event only. */
export const envelope = z.strictObject({
  v: z.literal(EVENT_VERSION),
  desk: sha256Hex.nullable(),
  sequence: z.int().min(1),
  at: instant,
  previousHash: sha256Hex.nullable(),
  type: z.string(),
  actor: personId.nullable(),
  key: sha256Hex,
  data: z.record(z.string(), z.unknown()),
});

export type DeskEvent = Fact & {
  readonly v: typeof EVENT_VERSION;
  readonly desk: string | null;
  readonly sequence: number;
  readonly at: string;
  readonly previousHash: string | null;
  readonly actor: PersonId | null;
  readonly key: string;
};
