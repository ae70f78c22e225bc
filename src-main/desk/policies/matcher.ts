import { type IndexedMatcher, indexedMatcher } from '../../engine/policy/indexed.ts';
import type { Matcher } from '../../engine/policy/match.ts';
import type { ReadDb } from '../../store/connection.ts';
import { policySequence } from '../../store/queries/desk.ts';
import { listActivePolicies } from '../../store/queries/policies.ts';

/** The matcher for the active policies, made anew only when an event has changed them (docs/rules.md#changes-announce-themselves). */
export interface KeptMatcher {
  /** For this state of the database. */
  of(db: ReadDb): Matcher;
  forget(): void;
}

export function keptMatcher(): KeptMatcher {
  let kept: { readonly sequence: number; readonly matcher: IndexedMatcher } | null = null;
  // Also after what was kept is forgotten: what a pattern means hangs on its text alone.
  let patterns: IndexedMatcher['patterns'] = new Map();
  return {
    of(db) {
      const sequence = policySequence(db);
      if (kept?.sequence !== sequence) {
        const policies = listActivePolicies(db).map(({ rules, ...policy }) => ({
          ...policy,
          precedence: rules.precedence,
          conditions: rules.conditions,
        }));
        const matcher = indexedMatcher(policies, patterns);
        kept = { sequence, matcher };
        patterns = matcher.patterns;
      }
      return kept.matcher;
    },
    forget() {
      kept = null;
    },
  };
}
