import { z } from 'zod';
import { t } from '#texts/texts.ts';
import { policyHistoryInputs, policyVersion } from './policyHistory.ts';
import { policySetInputs } from './policySet.ts';
import {
  DEFAULT_PENDING_SECONDS,
  durationSeconds,
  flag,
  type GroupId,
  groupId,
  MAX_PENDING_SECONDS,
  MIN_PENDING_SECONDS,
  name,
  nullableText,
  oneOf,
  optionalText,
  type PersonId,
  type PolicyId,
  page,
  pattern,
  personId,
  policyId,
  says,
  searchText,
} from './scalars.ts';

export const policyStatuses = ['active', 'archived'] as const;
export type PolicyStatus = (typeof policyStatuses)[number];

/** A person or a group, by id. */
export const ref = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('person'), id: personId }),
    z.strictObject({ kind: z.literal('group'), id: groupId }),
  ],
  says('input.ref', { example: '{"kind": "person" or "group", "id": …}' }),
);

// Left out means any. An empty pattern is refused: if it meant any, too, it would gate far more than intended.
const conditionPattern = z
  .string({
    error: ({ input }) => (input === null ? t('input.patternNull') : t('input.text')),
  })
  .pipe(pattern)
  .optional();

const condition = z
  .strictObject({ resource: conditionPattern, account: conditionPattern })
  .refine((value) => value.resource !== undefined || value.account !== undefined, says('input.conditionEmpty'))
  .transform(
    (value): Condition => ({
      ...(value.resource === undefined ? {} : { resource: value.resource }),
      ...(value.account === undefined ? {} : { account: value.account }),
    }),
  );

const duration = z
  .strictObject({ minSeconds: durationSeconds.default(1), maxSeconds: durationSeconds })
  .refine((value) => value.minSeconds <= value.maxSeconds, {
    path: ['minSeconds'],
    ...says('input.durationOrder'),
  });

const approversBy = <R extends z.ZodType>(one: R) =>
  z.array(one, says('input.refList')).min(1, says('input.refsMin')).max(200, says('input.refsMax'));

/** The fields of a policy that name people and groups, each of them by `one`: by id here, by name in files. */
export const namingFields = <R extends z.ZodType>(one: R) => ({
  steps: z
    .array(
      z.strictObject({
        name: name.nullish().transform((value) => value ?? null),
        approvers: approversBy(one),
        required: z
          .int(says('input.wholeNumber'))
          .min(1, says('input.approvalsMin'))
          .max(1_000, says('input.approvalsMax')),
      }),
      says('input.stepList'),
    )
    .min(1, says('input.stepsMin'))
    .max(20, says('input.stepsMax')),
  bypass: z.strictObject({ bypassers: approversBy(one) }).nullable(),
});

const fields = {
  name,
  description: optionalText,
  conditions: z
    .array(condition, says('input.conditionList'))
    .min(1, says('input.conditionsMin'))
    .max(20, says('input.conditionsMax')),
  duration,
  pendingTtlSeconds: z
    .int(says('input.wholeSeconds'))
    .min(MIN_PENDING_SECONDS, says('input.pendingMin'))
    .max(MAX_PENDING_SECONDS, says('input.pendingMax')),
  distinctApprovers: flag,
  precedence: z
    .int(says('input.wholeNumber'))
    .min(-1_000_000_000, says('input.min', { min: -1_000_000_000 }))
    .max(1_000_000_000, says('input.max', { max: 1_000_000_000 })),
  requireJustification: flag,
  requireTicket: flag,
  ...namingFields(ref),
};

export const policyInputs = {
  create: z.strictObject({
    ...fields,
    pendingTtlSeconds: fields.pendingTtlSeconds.default(DEFAULT_PENDING_SECONDS),
    distinctApprovers: flag.default(true),
    precedence: fields.precedence.default(0),
    requireJustification: flag.default(false),
    requireTicket: flag.default(false),
    bypass: fields.bypass.default(null),
  }),
  update: z.strictObject({
    id: policyId,
    version: policyVersion,
    // Left out means unchanged here, so nothing may turn a field that is left out into a value.
    ...z.strictObject({ ...fields, description: nullableText }).partial().shape,
  }),
  archive: z.strictObject({ id: policyId }),
  restore: z.strictObject({ id: policyId }),
  get: z.strictObject({
    id: policyId,
    version: policyVersion.optional(),
  }),
  list: z.strictObject({
    text: searchText.optional(),
    status: z.enum(policyStatuses, oneOf(policyStatuses)).optional(),
    ...page,
  }),
  match: z.strictObject({ resource: name, account: name }),
  ...policyHistoryInputs,
  ...policySetInputs,
};

export type Ref = { readonly kind: 'person'; readonly id: PersonId } | { readonly kind: 'group'; readonly id: GroupId };

/** Patterns as written, at least one of the two. If both are given, both must match (docs/rules.md#which-policy). */
export interface Condition {
  readonly resource?: string;
  readonly account?: string;
}

export interface PolicyStep {
  readonly name: string | null;
  readonly approvers: readonly Ref[];
  /** How many distinct people must approve; at least 1. */
  readonly required: number;
}

/** The rules of a policy: everything that a new version can change. */
export interface PolicyRules {
  readonly name: string;
  readonly description: string | null;
  readonly conditions: readonly Condition[];
  readonly duration: { readonly minSeconds: number; readonly maxSeconds: number };
  readonly pendingTtlSeconds: number;
  readonly steps: readonly PolicyStep[];
  readonly distinctApprovers: boolean;
  readonly precedence: number;
  readonly requireJustification: boolean;
  readonly requireTicket: boolean;
  readonly bypass: { readonly bypassers: readonly Ref[] } | null;
}

export interface Policy extends PolicyRules {
  readonly id: PolicyId;
  readonly version: number;
  readonly status: PolicyStatus;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A policy that matches an account, with the deciding condition and why it won or lost, in words. */
export interface PolicyMatch {
  readonly policyId: PolicyId;
  readonly name: string;
  readonly version: number;
  readonly condition: Condition;
  readonly because: string;
}

export interface MatchResult {
  readonly winner: PolicyMatch | null;
  readonly shadowed: readonly PolicyMatch[];
}
