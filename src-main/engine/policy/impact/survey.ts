import type { PolicyId } from '#contract/scalars.ts';
import type { Matchable } from '../contenders.ts';
import type { Rank } from './rank.ts';
import type { PolicyRanking } from './ranking.ts';

/** How a draft affects the accounts, by their index in the inventory. Each list has at most `limit` entries. */
export interface AccountSurvey {
  readonly matched: AccountTally;
  readonly gated: number;
  readonly gains: AccountTally;
  readonly loses: AccountTally;
  readonly changes: AccountTally;
  /** By the place of the other policy among the active ones. */
  readonly overlaps: ReadonlyMap<number, Overlap>;
}

export interface AccountTally {
  count: number;
  readonly places: number[];
}

export interface Overlap {
  accounts: number;
  draftWins: number;
  otherWins: number;
  /** Where one is before the other by its age alone. */
  ties: number;
  /** An account of each kind. */
  draftWinsAt: number | null;
  otherWinsAt: number | null;
  elsewhereAt: number | null;
  tieAt: number | null;
}

const tally = (): AccountTally => ({ count: 0, places: [] });

/**
 * Compares for each account the policy that gates it now with the one that would if `draft` were in force in the place of `replaced`.
 * The order is that of `compareContenders`.
 */
export function surveyAccounts(
  { inventory, policies, starts, contenders, ranks }: PolicyRanking,
  draft: Matchable,
  replaced: PolicyId | null,
  limit: number,
): AccountSurvey {
  const found = { matched: tally(), gains: tally(), loses: tally(), changes: tally() };
  const overlaps = new Map<number, Overlap>();
  const old = replaced === null ? -1 : policies.findIndex(({ id }) => id === replaced);
  const draftRanks = inventory.ranks(draft.conditions);
  const note = (list: AccountTally, place: number): void => {
    list.count += 1;
    if (list.places.length < limit) list.places.push(place);
  };
  let gated = 0;
  for (let place = 0; place < inventory.size; place += 1) {
    const [start, end] = [starts[place] ?? 0, starts[place + 1] ?? 0];
    const rank = draftRanks[place] ?? 0;
    const before = start < end ? contenders[start] : undefined;
    const best = contenders[start] === old ? start + 1 : start;
    const other = best < end ? contenders[best] : undefined;
    const goesBefore = (at: number): boolean => precedes(draft, rank, policies[contenders[at] ?? -1], ranks[at] ?? 0);
    const wins = rank > 0 && (other === undefined || goesBefore(best));
    if (wins) gated += 1;
    if (wins || other !== before) {
      if (before === undefined) note(found.gains, place);
      else if (!wins && other === undefined) note(found.loses, place);
      else if (!(wins && before === old)) note(found.changes, place);
    }
    if (rank === 0) continue;
    note(found.matched, place);
    for (let at = start; at < end; at += 1) {
      const policy = contenders[at];
      if (policy === undefined || policy === old) continue;
      const overlap = overlaps.get(policy) ?? noOverlap();
      overlaps.set(policy, overlap);
      overlap.accounts += 1;
      if (wins) {
        overlap.draftWins += 1;
        overlap.draftWinsAt ??= place;
      } else if (at === best) {
        overlap.otherWins += 1;
        overlap.otherWinsAt ??= place;
      } else overlap.elsewhereAt ??= place;
      if (ranks[at] === rank && policies[policy]?.precedence === draft.precedence) {
        overlap.ties += 1;
        overlap.tieAt ??= place;
      }
    }
  }
  return { ...found, gated, overlaps };
}

// The order of compareContenders, with ranks instead of fits.
function precedes(draft: Matchable, rank: Rank, other: Matchable | undefined, otherRank: Rank): boolean {
  if (!other) return true;
  const order =
    other.precedence - draft.precedence || otherRank - rank || draft.createdSequence - other.createdSequence;
  return order < 0;
}

function noOverlap(): Overlap {
  return {
    accounts: 0,
    draftWins: 0,
    otherWins: 0,
    ties: 0,
    draftWinsAt: null,
    otherWinsAt: null,
    elsewhereAt: null,
    tieAt: null,
  };
}
