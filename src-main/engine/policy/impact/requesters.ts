import type { PolicyRules } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import { type Directory, NOW, resolveRefs, standsAt } from '../../people/directory.ts';
import { findShortage } from '../../request/feasibility.ts';
import { placedSteps } from '../../request/state.ts';

/** The rules of a policy that decide whose requests can be completed. */
export type PassRules = Pick<PolicyRules, 'steps' | 'distinctApprovers' | 'bypass'>;

/** Approvers of a policy whose own request could not be completed if they filed it now. */
export interface BarredRequesters {
  /** Their request would be refused with QUORUM_IMPOSSIBLE. */
  readonly refused: readonly PersonId[];
  /** They may file nevertheless, because they may break the glass; without that the request would stay stuck. */
  readonly onlyByBypass: readonly PersonId[];
}

/** Who could approve each step now, in the order of the steps. The requester is not excluded yet. */
export function candidatesOf({ steps }: Pick<PolicyRules, 'steps'>, directory: Directory): ReadonlySet<PersonId>[] {
  return steps.map(
    ({ approvers }) =>
      new Set([...resolveRefs(approvers, directory, NOW, NOW)].filter((id) => standsAt(id, directory, NOW))),
  );
}

/**
 * The approvers of a policy whose own request would be refused or stuck if they filed it now. People who can approve the same steps
 * form a class, which is checked once. `whyNoQuorum` covers everyone who approves no step.
 */
export function barredRequesters(rules: PassRules, directory: Directory): BarredRequesters {
  const candidates = candidatesOf(rules, directory);
  const bypassers = resolveRefs(rules.bypass?.bypassers ?? [], directory, NOW, NOW);
  const classes = new Map<string, PersonId[]>();
  for (const id of new Set(candidates.flatMap((people) => [...people]))) {
    const key = candidates.map((people) => (people.has(id) ? '1' : '0')).join('');
    const known = classes.get(key);
    if (known) known.push(id);
    else classes.set(key, [id]);
  }
  const barred = [...classes.values()]
    .filter(([one]) => one !== undefined && isShortWithout(one, rules, candidates))
    .flat();
  return {
    refused: barred.filter((id) => !bypassers.has(id)),
    onlyByBypass: barred.filter((id) => bypassers.has(id)),
  };
}

function isShortWithout(id: PersonId, rules: PassRules, candidates: readonly ReadonlySet<PersonId>[]): boolean {
  const shortage = findShortage(
    placedSteps(rules.steps).map((step, index) => ({
      step,
      missing: step.required,
      candidates: new Set([...(candidates[index] ?? [])].filter((one) => one !== id)),
    })),
    rules.distinctApprovers,
  );
  return shortage !== null;
}

/** People who could give all approvals of a request alone: none when each person counts once, or with one step only. */
export function passAlone(rules: PassRules, directory: Directory): PersonId[] {
  if (rules.distinctApprovers || rules.steps.length < 2 || rules.steps.some(({ required }) => required > 1)) return [];
  const [first = new Set<PersonId>(), ...others] = candidatesOf(rules, directory);
  return [...first].filter((id) => others.every((people) => people.has(id)));
}
