import { z } from 'zod';
import { roles } from './people.ts';
import { ref } from './policies.ts';
import { MAX_CHANGES_IN_PROPOSAL } from './proposals.ts';
import { grantId, groupId, importId, type PersonId, personId, policyId, proposalId, requestId } from './scalars.ts';

/**
 * What the ledger says, version 1 (docs/rules.md#events). Every fact is an event, and events record outcomes: whoever reads
 * them needs no rules to know what happened. This format is frozen: a change needs a new `v`.
 */
export const EVENT_VERSION = 1;

/** Most accounts in one event (docs/rules.md#events). */
export const MAX_ACCOUNTS_IN_EVENT = 500;

/** The rules of a ledger that records no number (docs/rules.md#old-ledgers-stay-valid). */
export const FIRST_RULES = 1;

/** SHA-256, 64 lower-case hexadecimal digits. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const text = z.string().nullable();
const seconds = z.int().min(1);
const rulesNumber = z.int().min(2);

/** An Ed25519 public key: `id` is the SHA-256 of its 32 bytes, `publicKey` those bytes in base64url (RFC 8037). */
export const publicKey = z.strictObject({ id: sha256Hex, publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type PublicKey = z.infer<typeof publicKey>;

const condition = z.strictObject({ resource: z.string().optional(), account: z.string().optional() });

/** A policy's rules as recorded: everything that a version fixes. */
export const policyRules = z.strictObject({
  name: z.string(),
  description: text,
  conditions: z.array(condition).min(1),
  duration: z.strictObject({ minSeconds: seconds, maxSeconds: seconds }),
  pendingTtlSeconds: seconds,
  steps: z.array(z.strictObject({ name: text, approvers: z.array(ref).min(1), required: z.int().min(1) })).min(1),
  distinctApprovers: z.boolean(),
  precedence: z.int(),
  requireJustification: z.boolean(),
  requireTicket: z.boolean(),
  bypass: z.strictObject({ bypassers: z.array(ref).min(1) }).nullable(),
});

const fromTo = <T extends z.ZodType>(value: T) => z.strictObject({ from: value, to: value });
const policyVersion = z.strictObject({ id: policyId, version: z.int().min(1), rules: policyRules });
const position = z.int().min(1);
const account = z.strictObject({ resource: z.string(), account: z.string(), kind: text, owner: text });
const onRequest = z.strictObject({ requestId, position, comment: text });

const newPerson = z.strictObject({
  id: personId,
  username: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
});
const newGroup = z.strictObject({ id: groupId, name: z.string(), memberIds: z.array(personId) });
const ofPolicy = z.strictObject({ id: policyId });
const proposalClosed = z.strictObject({ id: proposalId, comment: text });

/**
 * A change that one admin proposes and another one is to approve: the event that would record it, as far as that does not turn on when it
 * is approved (a new key). Of people and groups only what is to differ, with what it was.
 */
export const proposedChange = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('person.created'), data: newPerson }),
  z.strictObject({
    type: z.literal('person.updated'),
    data: z.strictObject({
      id: personId,
      name: fromTo(z.string()).optional(),
      email: fromTo(z.string()).optional(),
      role: fromTo(z.enum(roles)).optional(),
    }),
  }),
  z.strictObject({ type: z.literal('person.enabled'), data: z.strictObject({ id: personId }) }),
  z.strictObject({ type: z.literal('enrolment.issued'), data: z.strictObject({ personId, reset: z.boolean() }) }),
  z.strictObject({ type: z.literal('recovery.issued'), data: z.strictObject({}) }),
  z.strictObject({ type: z.literal('deskKey.enrolled'), data: z.strictObject({}) }),
  z.strictObject({ type: z.literal('group.created'), data: newGroup }),
  z.strictObject({
    type: z.literal('group.updated'),
    data: z.strictObject({
      id: groupId,
      name: fromTo(z.string()).optional(),
      added: z.array(personId),
      removed: z.array(personId),
    }),
  }),
  z.strictObject({ type: z.literal('group.removed'), data: z.strictObject({ id: groupId }) }),
  z.strictObject({ type: z.literal('policy.created'), data: policyVersion }),
  z.strictObject({ type: z.literal('policy.updated'), data: policyVersion }),
  z.strictObject({ type: z.literal('policy.archived'), data: ofPolicy }),
  z.strictObject({ type: z.literal('policy.restored'), data: ofPolicy }),
  z.strictObject({ type: z.literal('desk.updated'), data: z.strictObject({ fourEyes: z.boolean() }) }),
]);
export type RuleChange = z.infer<typeof proposedChange>;

export const eventData = {
  /** `rules` is the number of the rules by which the desk begins; 1 where it is left out. */
  'desk.founded': z.strictObject({
    kind: z.enum(['real', 'training']),
    name: z.string(),
    rules: rulesNumber.optional(),
    deskKey: publicKey,
    admin: z.strictObject({ id: personId, username: z.string(), name: z.string(), email: z.string(), key: publicKey }),
  }),
  /** From the next event on, the desk decides by these rules. It has the time of the event before it: it says nothing about time. */
  'rules.adopted': z.strictObject({ rules: rulesNumber }),
  'clock.advanced': z.strictObject({ seconds }),
  /** An admin vouches for the machine's clock: `from` is the time that the ledger had reached, and the event's `at` the time from now on. */
  'clock.corrected': z.strictObject({ from: instant }),
  /**
   * Someone confirms that the machine's clock is right although it is far ahead of the ledger: `from` is the time that the ledger had reached, and
   * the event's `at` the time from now on.
   */
  'clock.confirmed': z.strictObject({ from: instant }),
  /** A setting of the desk itself: whether changes to rules and people need a second admin. */
  'desk.updated': z.strictObject({ fourEyes: z.boolean() }),
  /** Changes that another admin is to approve; nothing is changed by this. `number` counts proposals from 1. */
  'proposal.made': z.strictObject({
    id: proposalId,
    number: z.int().min(1),
    changes: z.array(proposedChange).min(1).max(MAX_CHANGES_IN_PROPOSAL),
    comment: text,
  }),
  /** The events of its changes come right after it, in their order, by the same admin and at the same time. */
  'proposal.approved': proposalClosed,
  'proposal.rejected': proposalClosed,
  'proposal.withdrawn': proposalClosed,
  'person.created': newPerson,
  /**
   * An admin issues a one-time code. `key` is the public half of the key pair that the code is turned into; with it the person signs
   * `key.enrolled`, once and before `expiresAt`. `reset`: there was a key before, which signs nothing from here on.
   */
  'enrolment.issued': z.strictObject({ personId, key: publicKey, expiresAt: instant, reset: z.boolean() }),
  'key.enrolled': z.strictObject({ personId, key: publicKey }),
  'passphrase.changed': z.strictObject({ personId }),
  'signin.failed': z.strictObject({ personId }),
  /** A recovery kit is printed; `key` is the public half of what stands on it. Earlier kits are worth nothing from here on. */
  'recovery.issued': z.strictObject({ key: publicKey }),
  /** An admin gets a new key by the recovery kit, which signs this and nothing else. */
  'recovery.used': z.strictObject({ personId, key: publicKey }),
  /**
   * An admin gives the desk another key of its own. `replaces` is the id of the key that signs nothing from here on; null where this one is
   * added to those in force. From rules 2 on.
   */
  'deskKey.enrolled': z.strictObject({ key: publicKey, replaces: sha256Hex.nullable() }),
  'person.updated': z.strictObject({ id: personId, name: z.string(), email: z.string(), role: z.enum(roles) }),
  'person.disabled': z.strictObject({ id: personId }),
  'person.enabled': z.strictObject({ id: personId }),
  'group.created': newGroup,
  'group.updated': z.strictObject({
    id: groupId,
    name: z.string(),
    added: z.array(personId),
    removed: z.array(personId),
  }),
  'group.removed': z.strictObject({ id: groupId }),
  /**
   * Accounts that are new to the inventory or different from here on, as they are now; who is not named stays as it was. An import is one or more of
   * these, `part` 1, 2 and so on of the same `importId`, one right after the other.
   */
  'accounts.imported': z.strictObject({
    importId,
    part: z.int().min(1),
    rows: z.array(account).min(1).max(MAX_ACCOUNTS_IN_EVENT),
  }),
  'policy.created': policyVersion,
  'policy.updated': policyVersion,
  'policy.archived': ofPolicy,
  'policy.restored': ofPolicy,
  'request.submitted': z.strictObject({
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
  'request.approved': onRequest,
  'request.rejected': onRequest,
  'approval.withdrawn': onRequest,
  /** `next` is the step that opens, null when this was the last one and the request is approved. */
  'step.completed': z.strictObject({ requestId, position, next: position.nullable() }),
  'request.bypassed': z.strictObject({ requestId, position, reason: z.string() }),
  'request.cancelled': z.strictObject({
    requestId,
    comment: text,
    cause: z.enum(['requester', 'admin', 'requesterDisabled', 'requesterBecameAuditor', 'clockCorrected']),
  }),
  /** `expiredAt` is the moment it was due; the event's `at` is when that was recorded. */
  'request.expired': z.strictObject({ requestId, expiredAt: instant }),
  'request.stuck': z.strictObject({ requestId, because: z.string() }),
  'request.unstuck': z.strictObject({ requestId }),
  'grant.started': z.strictObject({
    id: grantId,
    requestId,
    personId,
    resource: z.string(),
    account: z.string(),
    startsAt: instant,
    expiresAt: instant,
    viaBypass: z.boolean(),
  }),
  'grant.expired': z.strictObject({ id: grantId, expiredAt: instant }),
  'grant.revoked': z.strictObject({
    id: grantId,
    reason: z.string(),
    cause: z.enum(['admin', 'holderDisabled', 'holderBecameAuditor', 'clockCorrected']),
  }),
  'grant.released': z.strictObject({ id: grantId }),
  'bypass.reviewed': z.strictObject({ grantId, comment: z.string() }),
} satisfies Record<string, z.ZodType>;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;

/** What an engine decided: the type and the data of an event, not yet placed in the ledger. */
export type Fact = { [T in EventType]: { readonly type: T; readonly data: EventData<T> } }[EventType];
export type FactOf<T extends EventType> = Extract<Fact, { type: T }>;

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
