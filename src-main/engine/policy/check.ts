import type { Condition, PolicyRules, Ref } from '#contract/policies.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../outcome.ts';
import { parsePattern } from '../pattern/parse.ts';
import { type Directory, NOW, resolveRefs, standsAt } from '../people/directory.ts';
import { describeShortage, findShortage } from '../request/feasibility.ts';
import { placedSteps } from '../request/state.ts';

/** A sentence about each invalid pattern, by path (`conditions.0.resource`). */
export function invalidPatterns(conditions: readonly Condition[]): Record<string, string> {
  return Object.assign(
    {},
    ...conditions.flatMap(({ resource, account }, index) => [
      invalidPattern(`conditions.${index}.resource`, resource),
      invalidPattern(`conditions.${index}.account`, account),
    ]),
  );
}

/** The same for one optional pattern at a path. */
export function invalidPattern(path: string, pattern: string | undefined): Record<string, string> {
  const parsed = pattern === undefined ? null : parsePattern(pattern);
  return parsed && !parsed.ok ? { [path]: parsed.message } : {};
}

/** Every person and group that a policy names as approver or bypasser, each once. */
export function refsOf(rules: Pick<PolicyRules, 'steps' | 'bypass'>): Ref[] {
  const all = [...rules.steps.flatMap((step) => step.approvers), ...(rules.bypass?.bypassers ?? [])];
  return [...new Map(all.map((ref) => [`${ref.kind} ${ref.id}`, ref])).values()];
}

/**
 * Refuses a policy under which no request could be completed: even when the requester is no approver, too few people can approve now
 * (docs/rules.md#approval).
 */
export function whyNoQuorum(rules: PolicyRules, directory: Directory): Refusal | null {
  const candidates = (refs: readonly Ref[]): Set<PersonId> =>
    new Set([...resolveRefs(refs, directory, NOW, NOW)].filter((id) => standsAt(id, directory, NOW)));
  const shortage = findShortage(
    placedSteps(rules.steps).map((step) => ({
      step,
      missing: step.required,
      candidates: candidates(step.approvers),
    })),
    rules.distinctApprovers,
  );
  if (!shortage) return null;
  const key = rules.distinctApprovers ? 'quorumDistinct' : 'quorum';
  return refusal('QUORUM_IMPOSSIBLE', t(`refusals.policy.${key}`, { shortage: describeShortage(shortage) }));
}
