import type { PolicyRules } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import { type Directory, NOW, resolveRefs, standsAt } from '../../people/directory.ts';
import { findShortage } from '../../request/feasibility.ts';
import { placedSteps } from '../../request/state.ts';

/** The part of a policy that decides who can pass it. */
export type PassRules = Pick<PolicyRules, 'steps' | 'distinctApprovers' | 'bypass'>;

/** Those of the people behind a policy whose own request could never be completed, if they filed it now. */
export interface BarredRequesters {
  /** Their request would be refused with QUORUM_IMPOSSIBLE. */
  readonly refused: readonly PersonId[];
  /** They may file nevertheless, because they may break the glass; without that the request would stay stuck. */
  readonly onlyByBypass: readonly PersonId[];
}

/** Who could approve each step now, in the order of the steps: whoever files is left out only then. */
export function candidatesOf({ steps }: Pick<PolicyRules, 'steps'>, directory: Directory): ReadonlySet<PersonId>[] {
  return steps.map(
    ({ approvers }) =>
      new Set([...resolveRefs(approvers, directory, NOW, NOW)].filter((id) => standsAt(id, directory, NOW))),
  );
}

/**
 * Which of the people behind a policy could not pass it: exactly those whom filing for themselves now is refused or leaves stuck. People who
 * can serve the same steps are in the same case, so each such class is matched once. Everybody who is behind no step is in the case that
 * `whyNoQuorum` decides.
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

/** Who could give all approvals of a request alone. Nobody where each person counts once, and nobody where there is one step only. */
export function passAlone(rules: PassRules, directory: Directory): PersonId[] {
  if (rules.distinctApprovers || rules.steps.length < 2 || rules.steps.some(({ required }) => required > 1)) return [];
  const [first = new Set<PersonId>(), ...others] = candidatesOf(rules, directory);
  return [...first].filter((id) => others.every((people) => people.has(id)));
}
