import type { Condition } from '#contract/policies.ts';
import type { HintedAccounts, PatternHint } from '#contract/policyImpact.ts';
import { type DialectHint, dialectHints } from '../../pattern/dialects.ts';
import type { Inventory } from './inventory.ts';
import { counted } from './names.ts';

/** Most accounts that a hint names for each reading. */
const MOST_EXAMPLES = 5;
const FIELDS = ['resource', 'account'] as const;

/** Whether a condition has something in it that other dialects write. */
export function isForeign(condition: Condition): boolean {
  return FIELDS.some((field) => dialectHints(condition[field] ?? '').length > 0);
}

/** What conditions have in them that other dialects write, each with the path of its pattern. */
function found(conditions: readonly Condition[]) {
  return conditions.flatMap((condition, index) =>
    FIELDS.flatMap((field) => {
      const pattern = condition[field];
      if (pattern === undefined) return [];
      return dialectHints(pattern).map((hint) => ({ path: `conditions.${index}.${field}`, field, pattern, hint }));
    }),
  );
}

/** What conditions have in them that other dialects write, and which known accounts each reading matches. */
export function hintsOf(conditions: readonly Condition[], inventory: Inventory): PatternHint[] {
  return found(conditions).map(({ path, field, pattern, hint: { isGlob, ...hint } }) => {
    const by = (written: string) => {
      const ranks = inventory.ranks([{ [field]: written }]);
      return accountsOf((place) => ranks[place] !== 0, inventory);
    };
    const glob = hint.translation === null && isGlob ? inventory.globbed(field, pattern) : null;
    const meant = glob === null ? null : accountsOf(glob, inventory);
    return { path, ...hint, here: by(pattern), meant: hint.translation === null ? meant : by(hint.translation) };
  });
}

function accountsOf(matches: (place: number) => boolean, inventory: Inventory): HintedAccounts {
  let count = 0;
  const examples: { resource: string; account: string }[] = [];
  for (let place = 0; place < inventory.size; place += 1) {
    if (!matches(place)) continue;
    count += 1;
    const { resource, account } = inventory.at(place);
    if (examples.length < MOST_EXAMPLES) examples.push({ resource, account });
  }
  return { count, examples };
}

/** The hints about conditions in words, with the path of each, where the accounts are not looked through. */
export function hintWords(conditions: readonly Condition[]): { readonly path: string; readonly sentence: string }[] {
  return found(conditions).map(({ path, hint }) => ({ path, sentence: wordsOf(hint) }));
}

/** A hint in one sentence after another. */
export function hintSentence(hint: PatternHint): string {
  const { translation, here, meant } = hint;
  const other = translation === null ? 'in the other dialect' : `as ${translation}`;
  const also = meant === null ? '' : `, and ${known(meant.count)} ${other}`;
  return `${wordsOf(hint)} As it stands it matches ${known(here.count)}${also}.`;
}

function wordsOf({
  found,
  meansHere,
  probablyMeant,
}: Pick<DialectHint, 'found' | 'meansHere' | 'probablyMeant'>): string {
  return `“${found}” is how another dialect writes. ${meansHere} Probably meant: ${probablyMeant}`;
}

const known = (count: number): string => (count === 0 ? 'no known account' : counted(count, 'known account'));
