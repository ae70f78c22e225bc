import { z } from 'zod';
import { MAX_CODE_SECONDS, MIN_CODE_SECONDS, roles } from './people.ts';
import { ref } from './policies.ts';
import { groupId, personId, policyId, proposalId, requestId } from './scalars.ts';

/** SHA-256, 64 lower-case hexadecimal digits. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export const text = z.string().nullable();
export const seconds = z.int().min(1);
export const rulesNumber = z.int().min(2);

/** An Ed25519 public key: `id` is the SHA-256 of its 32 bytes, `publicKey` those bytes in base64url (RFC 8037). */
export const publicKey = z.strictObject({ id: sha256Hex, publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type PublicKey = z.infer<typeof publicKey>;

/** How long a one-time code can be used, in seconds: 1 hour to 7 days. */
const codeValidity = z.int().min(MIN_CODE_SECONDS).max(MAX_CODE_SECONDS);

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
export const policyVersion = z.strictObject({ id: policyId, version: z.int().min(1), rules: policyRules });
export const position = z.int().min(1);
export const account = z.strictObject({ resource: z.string(), account: z.string(), kind: text, owner: text });
export const onRequest = z.strictObject({ requestId, position, comment: text });
export const textOnRequest = z.strictObject({ requestId, text: z.string() });

export const newPerson = z.strictObject({
  id: personId,
  username: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
});
export const newGroup = z.strictObject({ id: groupId, name: z.string(), memberIds: z.array(personId) });
export const ofPolicy = z.strictObject({ id: policyId });
export const proposalClosed = z.strictObject({ id: proposalId, comment: text });

/**
 * A proposed change: the event that would record it, without the parts that exist only on approval (a new key). For people
 * and groups only the fields that differ, with their earlier values.
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
  z.strictObject({
    type: z.literal('enrolment.issued'),
    /** `validSeconds`: how long the code can be used from the approval; 24 hours if left out. */
    data: z.strictObject({ personId, reset: z.boolean(), validSeconds: codeValidity.optional() }),
  }),
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
