import type { Ref } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { Directory } from '../../people/directory.ts';
import { shownName } from '../../people/directory.ts';

/** Most people that one sentence names. */
const MAX_NAMED = 5;

/** People as a sentence names them, and no more than a few. */
export function namesOf(ids: readonly PersonId[], directory: Directory): string {
  const people = ids.flatMap((id) => directory.people.get(id) ?? []).sort((a, b) => compare(a.name, b.name));
  const names = people.map(shownName);
  return listed(
    names.length <= MAX_NAMED ? names : [...names.slice(0, MAX_NAMED), `${names.length - MAX_NAMED} others`],
  );
}

/** References as a sentence names them. `groupName` is asked about groups; who or what is gone has no name. */
export function refNames(
  refs: readonly Ref[],
  directory: Directory,
  groupName: (ref: Extract<Ref, { kind: 'group' }>) => string | undefined,
): string {
  const names = refs.map((ref) =>
    ref.kind === 'person' ? personIn(directory, ref.id) : `the group ${groupName(ref) ?? 'that is gone'}`,
  );
  return listed(
    names.length <= MAX_NAMED ? names : [...names.slice(0, MAX_NAMED), `${names.length - MAX_NAMED} others`],
    'or',
  );
}

function personIn(directory: Directory, id: PersonId): string {
  const person = directory.people.get(id);
  return person ? shownName(person) : 'somebody who is gone';
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], joint: 'and' | 'or' = 'and'): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** `1 account`, `3 accounts`, `12,000 accounts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** A whole number with its thousands set apart. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
