import type { Condition } from '#contract/policies.ts';
import type { HintedAccounts, PatternHint } from '#contract/policyImpact.ts';
import { t } from '#texts/texts.ts';
import { type DialectHint, dialectHints } from '../../pattern/dialects.ts';
import type { Inventory } from './inventory.ts';

/** Most accounts that a hint names for each reading. */
const MOST_EXAMPLES = 5;
const FIELDS = ['resource', 'account'] as const;

/** Whether a condition contains syntax of another dialect. */
export function isForeign(condition: Condition): boolean {
  return FIELDS.some((field) => dialectHints(condition[field] ?? '').length > 0);
}

/** Syntax of other dialects in conditions, each with the path of its pattern. */
function found(conditions: readonly Condition[]) {
  return conditions.flatMap((condition, index) =>
    FIELDS.flatMap((field) => {
      const pattern = condition[field];
      if (pattern === undefined) return [];
      return dialectHints(pattern).map((hint) => ({ path: `conditions.${index}.${field}`, field, pattern, hint }));
    }),
  );
}

/** Syntax of other dialects in conditions, with the known accounts that each reading matches. */
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

/** The hints about conditions in words, without the accounts. */
export function hintWords(conditions: readonly Condition[]): { readonly path: string; readonly sentence: string }[] {
  return found(conditions).map(({ path, hint }) => ({ path, sentence: wordsOf(hint) }));
}

/** A hint as sentences. */
export function hintSentence(hint: PatternHint): string {
  const values = { hint: wordsOf(hint), here: known(hint.here.count) };
  if (hint.meant === null) return t('impact.hints.here', values);
  const meant = known(hint.meant.count);
  return hint.translation === null
    ? t('impact.hints.hereAndOther', { ...values, meant })
    : t('impact.hints.hereAndTranslated', { ...values, meant, translation: hint.translation });
}

function wordsOf(hint: Pick<DialectHint, 'found' | 'meansHere' | 'probablyMeant'>): string {
  const { found, meansHere, probablyMeant } = hint;
  return t('impact.hints.text', { found, meansHere, probablyMeant });
}

const known = (count: number): string =>
  count === 0 ? t('impact.hints.noAccount') : t('impact.hints.accounts', { count });
