import type { PolicyStep, Ref } from '#contract/policies.ts';
import { fold } from '../text/fold.ts';

/** A step of one version and the step of another that it became; null where it was removed or added. Places count from 0. */
export interface StepPair {
  readonly before: number | null;
  readonly after: number | null;
  /** Whether its place among those that are in both versions is another one. */
  readonly moved: boolean;
}

// A step that is removed and one that is added cost this much together; steps that are less alike than that are two.
const STRANGERS = 2;

/**
 * Which step of a later version is which of an earlier one: removed ones first, then in the order of the later version. Of all ways that
 * keep the order, the one that leaves the least to say; whatever is alike among the rest was moved.
 */
export function alignSteps(before: readonly PolicyStep[], after: readonly PolicyStep[]): readonly StepPair[] {
  const pairs = new Map(
    inOrder(before, after).map(([one, other]): [number, StepPair] => [
      other,
      { before: one, after: other, moved: false },
    ]),
  );
  const lost = new Set(before.keys());
  for (const pair of pairs.values()) if (pair.before !== null) lost.delete(pair.before);
  for (const [place, step] of after.entries()) {
    if (pairs.has(place)) continue;
    // A step that passed others and has the number that it had cannot be said to have moved in a way that anybody understands.
    const found = [...lost].find((one) => one !== place && alike(before[one], step));
    if (found !== undefined) lost.delete(found);
    pairs.set(place, { before: found ?? null, after: place, moved: found !== undefined });
  }
  const removed = [...lost].map((place): StepPair => ({ before: place, after: null, moved: false }));
  return [...removed, ...after.flatMap((_, place) => pairs.get(place) ?? [])];
}

// The cheapest alignment by dynamic programming; a policy has at most 20 steps.
function inOrder(before: readonly PolicyStep[], after: readonly PolicyStep[]): readonly (readonly [number, number])[] {
  const cost = before.map(() => after.map(() => 0));
  const costAt = (one: number, other: number): number =>
    one < before.length && other < after.length
      ? (cost[one]?.[other] ?? 0)
      : ((before.length - one + (after.length - other)) * STRANGERS) / 2;
  const ways = (one: number, other: number) => {
    const [step, later] = [before[one], after[other]];
    const together = step && later ? unlikeness(step, later) : STRANGERS;
    return {
      pair: together < STRANGERS ? together + costAt(one + 1, other + 1) : Number.POSITIVE_INFINITY,
      remove: STRANGERS / 2 + costAt(one + 1, other),
      add: STRANGERS / 2 + costAt(one, other + 1),
    };
  };
  for (let one = before.length - 1; one >= 0; one -= 1)
    for (let other = after.length - 1; other >= 0; other -= 1) {
      const { pair, remove, add } = ways(one, other);
      const row = cost[one];
      if (row) row[other] = Math.min(pair, remove, add);
    }
  const pairs: (readonly [number, number])[] = [];
  for (let one = 0, other = 0; one < before.length && other < after.length; ) {
    const { pair, remove, add } = ways(one, other);
    if (pair <= remove && pair <= add) pairs.push([one++, other++]);
    else if (remove <= add) one += 1;
    else other += 1;
  }
  return pairs;
}

/** How much two steps differ: 0 says the same. Two with different names and nobody in common have nothing to do with each other. */
function unlikeness(step: PolicyStep, other: PolicyStep): number {
  const people = new Set(step.approvers.map(refKey));
  const others = new Set(other.approvers.map(refKey));
  const common = [...people].filter((key) => others.has(key)).length;
  const strange = 1 - common / (people.size + others.size - common);
  const required = step.required === other.required ? 0 : 0.25;
  return nameDistance(step.name, other.name) + strange + required;
}

function nameDistance(name: string | null, other: string | null): number {
  if (name === other) return 0;
  if (name === null || other === null) return 0.5;
  return fold(name) === fold(other) ? 0.1 : 1;
}

// Whatever was moved is the same step as before, or at least still has its name.
function alike(step: PolicyStep | undefined, other: PolicyStep): boolean {
  if (step === undefined) return false;
  return (step.name !== null && step.name === other.name) || unlikeness(step, other) === 0;
}

/** Tells one reference from another. */
export function refKey({ kind, id }: Ref): string {
  return `${kind} ${id}`;
}
