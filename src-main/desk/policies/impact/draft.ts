import { type Condition, type PolicyRules, policyInputs, type Ref } from '#contract/policies.ts';
import type { PolicyDraft } from '#contract/policyImpact.ts';
import { DEFAULT_PENDING_SECONDS, type PolicyId, pattern, policyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { whyTooCostly } from '../../../engine/pattern/cost.ts';
import { invalidPatterns } from '../../../engine/policy/check.ts';
import type { Matchable } from '../../../engine/policy/contenders.ts';
import type { ReadDb } from '../../../store/connection.ts';
import { loadPerson } from '../../../store/queries/people.ts';
import { loadPatternLoad } from '../../../store/queries/policies.ts';
import { findGroupName, type findPolicyRank } from '../../../store/queries/policyRank.ts';
import { fieldsOf } from '../../kernel/fields.ts';
import { nameTaken } from '../load.ts';

/** The readable part of a draft. */
export interface ReadDraft {
  /** All problems by path, each with a sentence. */
  readonly fields: Readonly<Record<string, string>>;
  /** The rules. Fields that cannot be read count as left out. */
  readonly rules: PolicyRules;
  readonly conditionsAreRight: boolean;
  /** The conditions by index; an empty one if it cannot be read. */
  readonly written: readonly Condition[];
}

// A new policy has no id yet; no other entity has this one.
const DRAFT_ID = policyId.parse('00000000-0000-0000-0000-000000000000');

/** A draft as it would take part in matching; `old` is the policy whose next version it would be. A new policy is the youngest of all. */
export function asMatched(rules: PolicyRules, old: ReturnType<typeof findPolicyRank>): Matchable {
  return {
    id: old?.id ?? DRAFT_ID,
    name: rules.name,
    version: (old?.version ?? 0) + 1,
    precedence: rules.precedence,
    conditions: rules.conditions,
    createdSequence: old?.created_sequence ?? Number.POSITIVE_INFINITY,
  };
}

/** Reads a draft by the rules of `policies.create`, but past the first problem. The policy `replaces` may keep its name. */
export function readDraft(db: ReadDb, draft: PolicyDraft, replaces: PolicyId | null): ReadDraft {
  const parsed = policyInputs.create.safeParse(draft);
  const shape = parsed.success ? {} : fieldsOf(parsed.error);
  const conditions = draft.conditions.map(conditionOf);
  const rules = parsed.success ? parsed.data : guess(draft, conditions);
  const load = loadPatternLoad(db, replaces ?? DRAFT_ID);
  const costly = whyTooCostly(rules.conditions, load);
  const fields = {
    ...(costly === null ? {} : { conditions: costly }),
    ...wrongPatterns(conditions),
    ...unknownRefs(db, draft),
    ...(nameTaken(db, rules.name, replaces) ? { name: t('desk.policies.nameTaken', { name: rules.name }) } : {}),
    ...shape,
  };
  return {
    fields,
    rules: {
      ...rules,
      conditions: conditions.flatMap((one) =>
        one !== null && Object.keys(invalidPatterns([one])).length === 0 ? [one] : [],
      ),
    },
    written: conditions.map((one) => (one !== null && Object.keys(invalidPatterns([one])).length === 0 ? one : {})),
    conditionsAreRight: !Object.keys(fields).some((path) => /^conditions\b/.test(path)),
  };
}

// Null if a pattern is invalid, or if both are left out.
function conditionOf({ resource, account }: PolicyDraft['conditions'][number]): Condition | null {
  const [first, second] = [resource, account].map((one) => (one === undefined ? null : pattern.safeParse(one)));
  if (first?.success === false || second?.success === false || (!first && !second)) return null;
  return { ...(first ? { resource: first.data } : {}), ...(second ? { account: second.data } : {}) };
}

function wrongPatterns(conditions: readonly (Condition | null)[]): Record<string, string> {
  return invalidPatterns(conditions.map((one) => one ?? {}));
}

function guess(draft: PolicyDraft, conditions: readonly (Condition | null)[]): PolicyRules {
  const { name, steps, precedence, bypass, pendingTtlSeconds, duration } = policyInputs.create.shape;
  const read = duration.safeParse(draft.duration);
  return {
    name: name.safeParse(draft.name).data ?? t('desk.policies.thisDraft'),
    description: null,
    conditions: conditions.filter((one) => one !== null),
    duration: read.data ?? { minSeconds: 1, maxSeconds: 1 },
    pendingTtlSeconds: pendingTtlSeconds.safeParse(draft.pendingTtlSeconds).data ?? DEFAULT_PENDING_SECONDS,
    // An unreadable step keeps its index and requires no approval, so it adds no problem of its own.
    steps: draft.steps.map((step) => steps.safeParse([step]).data?.[0] ?? { name: null, approvers: [], required: 0 }),
    distinctApprovers: draft.distinctApprovers ?? true,
    precedence: precedence.safeParse(draft.precedence).data ?? 0,
    requireJustification: draft.requireJustification ?? false,
    requireTicket: draft.requireTicket ?? false,
    bypass: bypass.safeParse(draft.bypass ?? null).data ?? null,
  };
}

function unknownRefs(db: ReadDb, { steps, bypass }: PolicyDraft): Record<string, string> {
  const lists: (readonly [string, readonly Ref[]])[] = [
    ...steps.map(({ approvers }, index) => [`steps.${index}.approvers`, approvers] as const),
    ['bypass.bypassers', bypass?.bypassers ?? []],
  ];
  const known = new Map<string, boolean>();
  const isKnown = (ref: Ref): boolean => {
    const key = `${ref.kind} ${ref.id}`;
    const found =
      known.get(key) ?? (ref.kind === 'person' ? loadPerson(db, ref.id) : findGroupName(db, ref.id)) !== undefined;
    known.set(key, found);
    return found;
  };
  return Object.fromEntries(
    lists.flatMap(([path, refs]) =>
      refs.flatMap((ref, index) =>
        isKnown(ref) ? [] : [[`${path}.${index}.id`, t(`desk.policies.unknownRef.${ref.kind}`)]],
      ),
    ),
  );
}
