import type { Ref } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import type { Directory } from '../../people/directory.ts';
import { shownName } from '../../people/directory.ts';

/** Most people that one sentence names. */
const MAX_NAMED = 5;

/** The names of people in a sentence, at most a few of them. */
export function namesOf(ids: readonly PersonId[], directory: Directory): string {
  const people = ids.flatMap((id) => directory.people.get(id) ?? []).sort((a, b) => compare(a.name, b.name));
  return listed(fewOf(people.map(shownName)));
}

/** The names of references within a sentence, or at its beginning (`first`). `groupName` returns nothing for a group that no longer exists. */
export function refNames(
  refs: readonly Ref[],
  directory: Directory,
  groupName: (ref: Extract<Ref, { kind: 'group' }>) => string | undefined,
  place: 'first' | 'within' = 'within',
): string {
  const names = refs.map((ref, index) => {
    const first = index === 0 && place === 'first';
    return ref.kind === 'person' ? personIn(directory, ref.id, first) : groupText(groupName(ref), first);
  });
  return listed(fewOf(names), 'or');
}

function fewOf(names: readonly string[]): readonly string[] {
  const count = names.length - MAX_NAMED;
  return count > 0 ? [...names.slice(0, MAX_NAMED), t('engine.others', { count })] : names;
}

function groupText(name: string | undefined, first: boolean): string {
  if (name === undefined) return first ? t('engine.groupGoneFirst') : t('engine.groupGone');
  return first ? t('engine.groupFirst', { name }) : t('engine.group', { name });
}

function personIn(directory: Directory, id: PersonId, first: boolean): string {
  const person = directory.people.get(id);
  if (person) return shownName(person);
  return first ? t('engine.personGoneFirst') : t('engine.personGone');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
