import type { PersonId } from '#contract/scalars.ts';
import { type PlacedStep, type StepName, stepLabel } from './state.ts';

/** A step that still needs approvals, and who could give them. */
export interface OpenPlaces {
  readonly step: PlacedStep;
  /** How many approvals are still missing. */
  readonly missing: number;
  readonly candidates: ReadonlySet<PersonId>;
}

/** A step that cannot be completed: how many people it lacks beyond those that could be found for it. */
export interface Shortage {
  readonly step: PlacedStep;
  readonly missing: number;
  readonly lacking: number;
}

/**
 * Whether enough people can be found for every step: a matching of distinct people to places, not a count
 * (docs/rules.md#approval). With `distinct`, a person fills one place in all; without, one place in each step. Answers null when they
 * can, else the first step that comes out short when earlier steps are served first.
 */
export function findShortage(places: readonly OpenPlaces[], distinct: boolean): Shortage | null {
  const found = distinct
    ? matchDistinct(places)
    : places.map(({ missing, candidates }) => Math.min(missing, candidates.size));
  for (const [index, { step, missing }] of places.entries()) {
    const lacking = missing - (found[index] ?? 0);
    if (lacking > 0) return { step, missing, lacking };
  }
  return null;
}

/** A shortage as a sentence: which step, and what it lacks. */
export function describeShortage({
  step,
  missing,
  lacking,
}: Omit<Shortage, 'step'> & { readonly step: StepName }): string {
  const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);
  const needs = `${capitalise(stepLabel(step))} needs ${missing} more ${missing === 1 ? 'approval' : 'approvals'}`;
  return missing === lacking
    ? `${needs}, and nobody who is free to give ${missing === 1 ? 'it' : 'them'} is left.`
    : `${needs}, and only ${people(missing - lacking)} can be found for ${missing === 1 ? 'it' : 'them'}: it lacks ${people(lacking)}.`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// People who can serve the same steps are interchangeable, so they are matched as one class with a size. A step that is
// short takes a person of a class from another step if that one can be served otherwise: augmenting paths, step by step.
function matchDistinct(places: readonly OpenPlaces[]): number[] {
  const classes = classesOf(places);
  const free = classes.map(({ size }) => size);
  // taken[class][step]: how many of the class serve the step.
  const taken = classes.map(() => places.map(() => 0));
  return places.map(({ missing }, index) => {
    let filled = 0;
    while (filled < missing && serve(index, classes, free, taken)) filled += 1;
    return filled;
  });
}

interface ApproverClass {
  readonly size: number;
  readonly serves: readonly number[];
}

function classesOf(places: readonly OpenPlaces[]): ApproverClass[] {
  const serves = new Map<PersonId, number[]>();
  for (const [index, { candidates }] of places.entries())
    for (const personId of candidates) serves.set(personId, [...(serves.get(personId) ?? []), index]);
  const bySteps = new Map<string, { size: number; serves: readonly number[] }>();
  for (const steps of serves.values()) {
    const key = steps.join(' ');
    const known = bySteps.get(key);
    if (known) known.size += 1;
    else bySteps.set(key, { size: 1, serves: steps });
  }
  return [...bySteps.values()];
}

// One more person for `start`, by the shortest chain of replacements. Answers false when there is none.
function serve(start: number, classes: readonly ApproverClass[], free: number[], taken: readonly number[][]): boolean {
  const reachedBy = new Map<number, { step: number; via: number } | null>([[start, null]]);
  const queue = [start];
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    for (const [index, { serves }] of classes.entries()) {
      if (!serves.includes(step)) continue;
      if ((free[index] ?? 0) > 0) {
        free[index] = (free[index] ?? 0) - 1;
        shift(taken, index, step, 1);
        for (let link = reachedBy.get(step); link; link = reachedBy.get(link.step)) {
          shift(taken, link.via, step, -1);
          shift(taken, link.via, link.step, 1);
          step = link.step;
        }
        return true;
      }
      for (const other of serves) {
        if (reachedBy.has(other) || (taken[index]?.[other] ?? 0) === 0) continue;
        reachedBy.set(other, { step, via: index });
        queue.push(other);
      }
    }
  }
  return false;
}

function shift(taken: readonly number[][], index: number, step: number, by: number): void {
  const row = taken[index];
  if (row) row[step] = (row[step] ?? 0) + by;
}
