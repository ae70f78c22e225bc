import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';

/** Most people that a sentence names. */
const MOST_NAMES = 3;

/** The names of people for a sentence: the first three, and how many others there are. */
export function someNames(ids: readonly PersonId[], nameOf: (id: PersonId) => string): string {
  const names = ids.slice(0, MOST_NAMES).map(nameOf);
  const count = ids.length - names.length;
  return listed(count > 0 ? [...names, t('engine.others', { count })] : names);
}
