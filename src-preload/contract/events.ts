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
  textOnRequest,
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
 * The catalogue of events, version 1 (docs/rules.md#events). Every fact is an event, and events record outcomes: reading them needs no
 * rules. The format is frozen: a change needs a new `v`.
 */
export const EVENT_VERSION = 1;

/** Most accounts in one event. */
export const MAX_ACCOUNTS_IN_EVENT = 500;

/** The rules of a ledger that records no number (docs/decisions/0018). */
export const FIRST_RULES = 1;

/** The people and groups that an event changes: caches of the directory drop them, and open requests naming them are reassessed. */
export interface DirectoryChange {
  readonly people: readonly PersonId[];
  readonly groups: readonly GroupId[];
}

/**
 * The traits of a type of event. All are required, so that the compiler reports what a new type lacks. The tables and the
 * verification handle types in exhaustive switches (`project`, `replayCommand`).
 */
export interface EventTraits<D> {
  /** The topics that a window must read again. */
  readonly topics: readonly Topic[];
  /** The ids of the subjects of the event; the ledger is searched by them. */
  readonly subjects: (data: D) => readonly string[];
  /** The roles that may cause it; null if more than the role decides (the owner of a request, grant or key), or no person causes it. */
  readonly roles: readonly Role[] | null;
  /** The signer: a person; the desk (for time and the machine); or the desk if its key is available, otherwise the person. */
  readonly signer: 'person' | 'desk' | 'deskOrPerson';
  /** Whether four eyes must approve it, because it changes who decides what; `role`: only if it changes a role. */
  readonly fourEyes: boolean | 'role';
  /** Whether it creates its subject: `id` must not be in use. */
  readonly newId: boolean;
  /** The public keys that it adds to the ledger. */
  readonly keys: (data: D) => readonly PublicKey[];
  readonly directory: (data: D) => DirectoryChange;
  /** The request that only this event can make stuck or free; null if there is none. */
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

// The subject of a change within a proposal; for a new group or policy its future id.
function changedBy({ type, data }: RuleChange): readonly string[] {
  if (type === 'recovery.issued' || type === 'deskKey.enrolled' || type === 'desk.updated') return [];
  return [type === 'enrolment.issued' ? data.personId : data.id];
}

/** The default traits of each family of events. There are none for all events. */
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

// `const` keeps the literal types, so that the compiler knows the roles of each event.
function event<S extends z.ZodType, const T extends EventTraits<z.infer<S>>>(
  data: S,
  traits: T,
): { readonly data: S } & T {
  return { data, ...traits };
}

export const eventCatalogue = {
  /** `rules`: the number of the rules by which the desk begins; left out: 1. */
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
  /** The desk decides by these rules from the next event on. It has the time of the event before it, so it cannot hide a leap of the clock. */
  'rules.adopted': event(z.strictObject({ rules: rulesNumber }), { ...byPerson, ...ofSession, signer: 'deskOrPerson' }),
  'clock.advanced': event(z.strictObject({ seconds }), { ...byDesk, ...ofSession }),
  /** An admin corrects the clock. `from`: the time that the ledger had reached; the event's `at`: the time from now on. */
  'clock.corrected': event(z.strictObject({ from: instant }), { ...byAdmin, ...ofClock }),
  /**
   * A person confirms the machine's clock, which is far ahead of the ledger. `from`: the time that the ledger had reached; the
   * event's `at`: the time from now on.
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
   * An admin issues a one-time code. `key`: the public key derived from the code; the person signs `key.enrolled` with it, once
   * and before `expiresAt`. `reset`: it replaces an earlier key, which is no longer valid.
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
  /** An admin issues a recovery kit. `key`: the public key derived from its code. It replaces all earlier kits. */
  'recovery.issued': event(z.strictObject({ key: publicKey }), {
    ...byAdmin,
    ...ofSession,
    fourEyes: true,
    keys: itsKey,
  }),
  /** An admin enrols a new key with the recovery kit. The kit's key signs only this event. */
  'recovery.used': event(z.strictObject({ personId, key: publicKey }), {
    ...byPerson,
    topics: ['people', 'session', 'requests', 'ledger'],
    subjects: aboutPerson,
    keys: itsKey,
    directory: theKeyHolder,
  }),
  /**
   * An admin enrols a new key for the desk itself. `replaces`: the id of the key that is no longer valid; null if this one is
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
  /** Without four eyes: it only takes rights away, and must not wait. */
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
   * New and changed accounts of the inventory, as they are after the import; other accounts stay. An import is one or more
   * consecutive events of the same `importId`, with `part` 1, 2 and so on.
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
  /** `expiredAt`: when it was due; the event's `at`: when it was recorded. */
  'request.expired': event(z.strictObject({ requestId, expiredAt: instant }), { ...byDesk, ...ofRequest }),
  'request.stuck': event(z.strictObject({ requestId, because: z.string() }), { ...byPerson, ...ofRequest }),
  'request.unstuck': event(z.strictObject({ requestId }), { ...byPerson, ...ofRequest }),
  /** A text of the request's thread: an approver or an admin asks. It decides nothing, and the time to expiry goes on. */
  'question.asked': event(textOnRequest, { ...byPerson, ...ofRequest }),
  /** A text by the requester or the filer, whether or not somebody asked. */
  'answer.given': event(textOnRequest, { ...byPerson, ...ofRequest }),
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

/** A decision of the engine: the type and data of an event that is not in the ledger yet. */
export type FactOf<T extends EventType> = { [K in T]: { readonly type: K; readonly data: EventDataByType[K] } }[T];
export type Fact = FactOf<EventType>;

// As a mapped type, so that the compiler ties the data of a fact to the traits of its type.
const traits: { readonly [T in EventType]: EventTraits<EventDataByType[T]> } = eventCatalogue;

/** The ids of the subjects of a fact. */
export function subjectsOf<T extends EventType>(fact: FactOf<T>): readonly string[] {
  return traits[fact.type].subjects(fact.data);
}

/** The public keys that a fact adds to a ledger. */
export function publicKeysIn<T extends EventType>(fact: FactOf<T>): readonly PublicKey[] {
  return traits[fact.type].keys(fact.data);
}

/** The people and groups that a fact changes. */
export function directoryChangeOf<T extends EventType>(fact: FactOf<T>): DirectoryChange {
  return traits[fact.type].directory(fact.data);
}

/** The request that only this fact can make stuck or free; null if there is none. */
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
