import type { Condition, PolicyRules, Ref } from '#contract/policies.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { refusal } from '../outcome.ts';
import { parsePattern } from '../pattern/parse.ts';
import { type Directory, NOW, resolveRefs, standsAt } from '../people/directory.ts';
import { describeShortage, findShortage } from '../request/feasibility.ts';
import { placedSteps } from '../request/state.ts';

/** The patterns that are not valid, by path (`conditions.0.resource`), with a sentence about each. */
export function invalidPatterns(conditions: readonly Condition[]): Record<string, string> {
  return Object.assign(
    {},
    ...conditions.flatMap(({ resource, account }, index) => [
      invalidPattern(`conditions.${index}.resource`, resource),
      invalidPattern(`conditions.${index}.account`, account),
    ]),
  );
}

/** The same for one pattern that may be there, at its path. */
export function invalidPattern(path: string, pattern: string | undefined): Record<string, string> {
  const parsed = pattern === undefined ? null : parsePattern(pattern);
  return parsed && !parsed.ok ? { [path]: parsed.message } : {};
}

/** Everyone and every group that a policy names: approvers and bypassers, each once. */
export function refsOf(rules: Pick<PolicyRules, 'steps' | 'bypass'>): Ref[] {
  const all = [...rules.steps.flatMap((step) => step.approvers), ...(rules.bypass?.bypassers ?? [])];
  return [...new Map(all.map((ref) => [`${ref.kind} ${ref.id}`, ref])).values()];
}

/**
 * Refuses a policy that no requester could ever pass: even if the requester is none of its approvers, the people who could
 * approve now are too few (docs/rules.md#approval).
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
  const hint = rules.distinctApprovers ? ' Each person counts once in a whole request.' : '';
  return refusal('QUORUM_IMPOSSIBLE', `No request could ever pass this policy. ${describeShortage(shortage)}${hint}`);
}
