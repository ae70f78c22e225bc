import type { Matchable } from '../contenders.ts';
import { indexedMatcher } from '../indexed.ts';
import type { Matcher } from '../match.ts';
import type { Inventory } from './inventory.ts';
import { packFit, type Rank, rankOf } from './rank.ts';

/** The active policies that match each account of an inventory, best first. Computed once for all drafts. */
export interface PolicyRanking {
  readonly inventory: Inventory;
  readonly policies: readonly Matchable[];
  readonly matcher: Matcher;
  /** The contenders of an account stand at the places `starts[place]` to `starts[place + 1] - 1` of the other two. */
  readonly starts: Uint32Array;
  /** Which policy, by its place in `policies`. */
  readonly contenders: Uint32Array;
  readonly ranks: Uint32Array;
}

export function rankPolicies(inventory: Inventory, policies: readonly Matchable[]): PolicyRanking {
  const matcher = indexedMatcher(policies);
  const places = new Map(policies.map((policy, index) => [policy, index]));
  const starts = new Uint32Array(inventory.size + 1);
  const contenders: number[] = [];
  const ranks: Rank[] = [];
  for (let place = 0; place < inventory.size; place += 1) {
    const { resource, account } = inventory.at(place);
    for (const { policy, fit } of matcher.contenders(resource, account)) {
      contenders.push(places.get(policy) ?? 0);
      ranks.push(rankOf(packFit(fit)));
    }
    starts[place + 1] = contenders.length;
  }
  return {
    inventory,
    policies,
    matcher,
    starts,
    contenders: Uint32Array.from(contenders),
    ranks: Uint32Array.from(ranks),
  };
}
