import { type IndexedMatcher, indexedMatcher } from '../../engine/policy/indexed.ts';
import type { Matcher } from '../../engine/policy/match.ts';
import type { ReadConnection, ReadDb } from '../../store/connection.ts';
import { policySequence } from '../../store/queries/desk.ts';
import { listActivePolicies } from '../../store/queries/policies.ts';
import { type CachedCoverage, cachedCoverage } from './coverage.ts';

/** What one open workspace keeps in memory instead of reading it for each call. */
export interface Caches {
  /** The matcher for the active policies in this state of the database. */
  matcher(db: ReadDb): Matcher;
  /** Which accounts an active policy gates. */
  readonly coverage: CachedCoverage;
  /** Drops what was cached inside a transaction that was rolled back. */
  drop(): void;
}

export function makeCaches(reader: ReadConnection): Caches {
  const matcher = cachedMatcher();
  return {
    matcher: (db) => matcher.of(db),
    coverage: cachedCoverage(reader, (db) => matcher.of(db)),
    drop: () => matcher.drop(),
  };
}

/** The matcher for the active policies, rebuilt only after an event has changed them (docs/rules.md#changes-announce-themselves). */
export interface CachedMatcher {
  /** The matcher for this state of the database. `sequence`: the newest event about a policy, if the caller knows it. */
  of(db: ReadDb, sequence?: number): Matcher;
  drop(): void;
}

export function cachedMatcher(): CachedMatcher {
  let cached: { readonly sequence: number; readonly matcher: IndexedMatcher } | null = null;
  // Not dropped with the matcher: the meaning of a pattern depends on its text alone.
  let patterns: IndexedMatcher['patterns'] = new Map();
  return {
    of(db, sequence = policySequence(db)) {
      if (cached?.sequence !== sequence) {
        const policies = listActivePolicies(db).map(({ rules, ...policy }) => ({
          ...policy,
          precedence: rules.precedence,
          conditions: rules.conditions,
        }));
        const matcher = indexedMatcher(policies, patterns);
        cached = { sequence, matcher };
        patterns = matcher.patterns;
      }
      return cached.matcher;
    },
    drop() {
      cached = null;
    },
  };
}
