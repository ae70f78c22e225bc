import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { type PlacedStep, type StepName, stepLabelFirst } from './state.ts';

/** A step that still needs approvals, and the people who could give them. */
export interface OpenPlaces {
  readonly step: PlacedStep;
  /** How many approvals are still missing. */
  readonly missing: number;
  readonly candidates: ReadonlySet<PersonId>;
}

/** A step that cannot be completed: it needs `missing` more approvals, and `lacking` of them cannot be found. */
export interface Shortage {
  readonly step: PlacedStep;
  readonly missing: number;
  readonly lacking: number;
}

/**
 * Looks for enough people for every step, by a matching of distinct people to approvals (docs/rules.md#approval). With `distinct` a
 * person counts once in all, otherwise once in each step. Returns null when they suffice, otherwise the first step that
 * lacks people when earlier steps are served first.
 */
export function findShortage(places: readonly OpenPlaces[], distinct: boolean): Shortage | null {
  // If each step could serve all approvals alone, no choice takes the last person from another step.
  const needed = places.reduce((sum, { missing }) => sum + missing, 0);
  if (places.every(({ missing, candidates }) => missing === 0 || candidates.size >= needed)) return null;
  const found = distinct
    ? matchDistinct(places)
    : places.map(({ missing, candidates }) => Math.min(missing, candidates.size));
  for (const [index, { step, missing }] of places.entries()) {
    const lacking = missing - (found[index] ?? 0);
    if (lacking > 0) return { step, missing, lacking };
  }
  return null;
}

/** A shortage as a sentence. */
export function describeShortage({
  step,
  missing,
  lacking,
}: Omit<Shortage, 'step'> & { readonly step: StepName }): string {
  const label = stepLabelFirst(step);
  return missing === lacking
    ? t('engine.shortage.nobody', { step: label, count: missing })
    : t('engine.shortage.few', {
        step: label,
        count: missing,
        found: t('engine.people', { count: missing - lacking }),
        lacking: t('engine.people', { count: lacking }),
      });
}

// People who can serve the same steps are interchangeable, so they are matched as a class with a size. A step that lacks people
// takes one from another step that has a replacement: augmenting paths, step by step.
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

// Finds one more person for `start` by the shortest chain of replacements. Returns false when there is none.
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
