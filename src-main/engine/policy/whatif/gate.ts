import type { PolicyId } from '#contract/scalars.ts';
import type { Matchable } from '../contenders.ts';
import { compareContenders } from '../contenders.ts';
import { indexedMatcher } from '../indexed.ts';

/** The policy that would gate an account if a draft were in force. */
export interface Gate {
  /** The draft itself, another policy, or null for none. */
  readonly winner: Matchable | null;
  /** Whether the draft changes this: it wins, or another policy wins because of it. */
  readonly touched: boolean;
}

/**
 * Adds a draft to the active policies, in the place of the one that it replaces. `unchanged`: the draft has the same rules as that
 * one, so requests that both gate are not affected.
 */
export function gateWith(
  active: readonly Matchable[],
  draft: Matchable,
  replaced: PolicyId | null,
  unchanged: boolean,
): (resource: string, account: string) => Gate {
  const present = indexedMatcher(active);
  const own = indexedMatcher([draft]);
  return (resource, account) => {
    const now = present.contenders(resource, account);
    const then = [...now.filter(({ policy }) => policy.id !== replaced), ...own.contenders(resource, account)].sort(
      compareContenders,
    );
    const [before, after] = [now[0]?.policy ?? null, then[0]?.policy ?? null];
    const wins = after === draft;
    const stays = wins ? unchanged && before !== null && before.id === replaced : before === after;
    return { winner: after, touched: !stays };
  };
}
