import type { PolicyRules, PolicyStatus } from '#contract/policies.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { decided, invalid, type Outcome, refusal, refused } from '../outcome.ts';
import { type PatternLoad, whyTooCostly } from '../pattern/cost.ts';
import type { Directory } from '../people/directory.ts';
import { whyNoQuorum } from './check.ts';
import { difference } from './difference.ts';

/** A policy before a change. */
export interface PolicyState {
  readonly id: PolicyId;
  readonly version: number;
  readonly status: PolicyStatus;
  readonly rules: PolicyRules;
}

/**
 * Creates a policy. `nameTaken`: another policy, archived ones included, has the name. `load`: the length of existing patterns; null
 * under rules without a limit.
 */
export function createPolicy(
  id: PolicyId,
  rules: PolicyRules,
  nameTaken: boolean,
  directory: Directory,
  load: PatternLoad | null = null,
): Outcome {
  if (nameTaken) return refused(taken(rules.name));
  const impossible = whyNotRules(rules, directory, load);
  return impossible
    ? refused(impossible)
    : decided({ type: 'policy.created', data: { id, version: 1, rules: copy(rules) } });
}

/** The rules for a new version of a policy. */
export interface UpdateTerms {
  /** Whether an update without changes makes no new version (since rules 2). */
  readonly keepsSame?: boolean;
  /** The length of existing patterns; null under rules without a limit. */
  readonly load?: PatternLoad | null;
}

/**
 * Makes the next version of a policy. Open requests keep the version under which they were filed.
 */
export function updatePolicy(
  policy: PolicyState,
  basedOn: number,
  rules: PolicyRules,
  nameTaken: boolean,
  directory: Directory,
  { keepsSame = true, load = null }: UpdateTerms = {},
): Outcome {
  if (basedOn !== policy.version)
    return refused(
      refusal('STALE', t('refusals.policy.stale', { policy: policy.rules.name, version: policy.version, basedOn })),
    );
  if (nameTaken) return refused(taken(rules.name));
  if (keepsSame && sameRules(policy.rules, rules)) return decided();
  const impossible = whyNotRules(rules, directory, load);
  return impossible
    ? refused(impossible)
    : decided({ type: 'policy.updated', data: { id: policy.id, version: policy.version + 1, rules: copy(rules) } });
}

/** Takes a policy out of use; its open requests and grants go on. Archiving twice changes nothing. */
export function archivePolicy(policy: PolicyState): Outcome {
  return policy.status === 'archived' ? decided() : decided({ type: 'policy.archived', data: { id: policy.id } });
}

/** Puts a policy back into use, under the checks for a new one. */
export function restorePolicy(policy: PolicyState, directory: Directory, load: PatternLoad | null = null): Outcome {
  if (policy.status === 'active') return decided();
  const impossible = whyNotRules(policy.rules, directory, load && { ...load, own: 0, active: true }, 'id');
  return impossible ? refused(impossible) : decided({ type: 'policy.restored', data: { id: policy.id } });
}

// Compares the meaning: the order of fields, conditions and people is ignored.
function sameRules(one: PolicyRules, other: PolicyRules): boolean {
  return difference(one, other, (ref) => ref.id).length === 0;
}

// `field` is the input field that contains the patterns.
function whyNotRules(
  rules: PolicyRules,
  directory: Directory,
  load: PatternLoad | null,
  field = 'conditions',
): Refusal | null {
  const costly = whyTooCostly(rules.conditions, load);
  return costly === null ? whyNoQuorum(rules, directory) : invalid({ [field]: costly });
}

const taken = (name: string) => refusal('NAME_TAKEN', t('refusals.policy.nameTaken', { policy: name }));

// The contract's types are read-only, those of event data are not: copy once between the two.
function copy(rules: PolicyRules) {
  return {
    ...rules,
    conditions: rules.conditions.map((condition) => ({ ...condition })),
    duration: { ...rules.duration },
    steps: rules.steps.map((step) => ({ ...step, approvers: step.approvers.map((ref) => ({ ...ref })) })),
    bypass: rules.bypass && { bypassers: rules.bypass.bypassers.map((ref) => ({ ...ref })) },
  };
}
