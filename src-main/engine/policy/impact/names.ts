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

/** The names of references in a sentence. `groupName` returns nothing for a group that no longer exists. */
export function refNames(
  refs: readonly Ref[],
  directory: Directory,
  groupName: (ref: Extract<Ref, { kind: 'group' }>) => string | undefined,
): string {
  return listed(
    fewOf(refs.map((ref) => (ref.kind === 'person' ? personIn(directory, ref.id) : groupText(groupName(ref))))),
    'or',
  );
}

function fewOf(names: readonly string[]): readonly string[] {
  const count = names.length - MAX_NAMED;
  return count > 0 ? [...names.slice(0, MAX_NAMED), t('engine.others', { count })] : names;
}

const groupText = (name: string | undefined): string =>
  name === undefined ? t('engine.groupGone') : t('engine.group', { name });

function personIn(directory: Directory, id: PersonId): string {
  const person = directory.people.get(id);
  return person ? shownName(person) : t('engine.personGone');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
