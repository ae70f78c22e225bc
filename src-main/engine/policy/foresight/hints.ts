import type { HintedAccounts, PatternHint } from '../../../../src-preload/contract/foresight.ts';
import type { Condition } from '../../../../src-preload/contract/policies.ts';
import { dialectHints } from '../../pattern/dialects.ts';
import type { Inventory } from './inventory.ts';
import { counted } from './names.ts';

/** Most accounts that a hint names for each reading. */
const MOST_EXAMPLES = 5;
const FIELDS = ['resource', 'account'] as const;

/** Whether a condition has something in it that other dialects write. */
export function isForeign(condition: Condition): boolean {
  return FIELDS.some((field) => dialectHints(condition[field] ?? '').length > 0);
}

/** What conditions have in them that other dialects write, and which known accounts each reading matches. */
export function hintsOf(conditions: readonly Condition[], inventory: Inventory): PatternHint[] {
  return conditions.flatMap((condition, index) =>
    FIELDS.flatMap((field) => {
      const pattern = condition[field];
      if (pattern === undefined) return [];
      return dialectHints(pattern).map(
        (hint): PatternHint => ({
          path: `conditions.${index}.${field}`,
          ...hint,
          here: accountsOf({ [field]: pattern }, inventory),
          meant: hint.translation === null ? null : accountsOf({ [field]: hint.translation }, inventory),
        }),
      );
    }),
  );
}

function accountsOf(condition: Condition, inventory: Inventory): HintedAccounts {
  let count = 0;
  const examples: { resource: string; account: string }[] = [];
  for (const [place, rank] of inventory.ranks([condition]).entries()) {
    if (rank === 0) continue;
    count += 1;
    const { resource, account } = inventory.at(place);
    if (examples.length < MOST_EXAMPLES) examples.push({ resource, account });
  }
  return { count, examples };
}

/** A hint in one sentence after another. */
export function hintSentence({ found, meansHere, probablyMeant, translation, here, meant }: PatternHint): string {
  const readings =
    translation === null || meant === null
      ? `As it stands it matches ${known(here.count)}.`
      : `As it stands it matches ${known(here.count)}, and ${known(meant.count)} as ${translation}.`;
  return `“${found}” is how another dialect writes. ${meansHere} Probably meant: ${probablyMeant} ${readings}`;
}

const known = (count: number): string => (count === 0 ? 'no known account' : counted(count, 'known account'));
