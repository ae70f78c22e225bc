import type { PolicyStep, Ref } from '#contract/policies.ts';
import { fold } from '../text/fold.ts';

/** A step in an earlier and a later version, by index from 0; null where it was added or removed. */
export interface StepPair {
  readonly before: number | null;
  readonly after: number | null;
  /** Whether its order among the steps of both versions changed. */
  readonly moved: boolean;
}

// The cost of one removed and one added step; two steps that differ by this much or more are not paired.
const UNRELATED = 2;

/**
 * Pairs the steps of two versions: removed ones first, then in the order of the later version. It takes the cheapest alignment that
 * keeps the order; steps left over that are alike count as moved.
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
    // A step that kept its number is not reported as moved: the sentence would make no sense.
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
      : ((before.length - one + (after.length - other)) * UNRELATED) / 2;
  const ways = (one: number, other: number) => {
    const [step, later] = [before[one], after[other]];
    const together = step && later ? stepDistance(step, later) : UNRELATED;
    return {
      pair: together < UNRELATED ? together + costAt(one + 1, other + 1) : Number.POSITIVE_INFINITY,
      remove: UNRELATED / 2 + costAt(one + 1, other),
      add: UNRELATED / 2 + costAt(one, other + 1),
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

/** How much two steps differ: 0 when equal, at least `UNRELATED` with different names and no approver in common. */
function stepDistance(step: PolicyStep, other: PolicyStep): number {
  const people = new Set(step.approvers.map(refKey));
  const others = new Set(other.approvers.map(refKey));
  const common = [...people].filter((key) => others.has(key)).length;
  const approvers = 1 - common / (people.size + others.size - common);
  const required = step.required === other.required ? 0 : 0.25;
  return nameDistance(step.name, other.name) + approvers + required;
}

function nameDistance(name: string | null, other: string | null): number {
  if (name === other) return 0;
  if (name === null || other === null) return 0.5;
  return fold(name) === fold(other) ? 0.1 : 1;
}

// A moved step is equal to the earlier one, or has the same name.
function alike(step: PolicyStep | undefined, other: PolicyStep): boolean {
  if (step === undefined) return false;
  return (step.name !== null && step.name === other.name) || stepDistance(step, other) === 0;
}

/** A unique key of a reference. */
export function refKey({ kind, id }: Ref): string {
  return `${kind} ${id}`;
}
