/** Places to fill in one step: how many, and by whom. */
export interface Places {
  readonly missing: number;
  readonly candidates: ReadonlySet<string>;
}

/** Whether distinct people can fill all places, found by trying every choice. */
export function canFill(steps: readonly Places[], distinct: boolean, taken: ReadonlySet<string> = new Set()): boolean {
  const [first, ...rest] = steps;
  if (!first) return true;
  const free = [...first.candidates].filter((person) => !taken.has(person));
  return choices(free, first.missing).some((chosen) =>
    canFill(rest, distinct, distinct ? new Set([...taken, ...chosen]) : taken),
  );
}

function choices(people: readonly string[], count: number): string[][] {
  if (count <= 0) return [[]];
  return people.flatMap((person, index) =>
    choices(people.slice(index + 1), count - 1).map((others) => [person, ...others]),
  );
}
