import type { Topic } from '../../src-preload/contract/names.ts';
import type { PersonId } from '../../src-preload/contract/scalars.ts';
import { type Matcher, scanMatcher } from '../engine/policy/match.ts';
import { openKey } from '../identity/keypair.ts';
import type { Signer } from '../ledger/keys.ts';
import type { ReadDb } from '../store/connection.ts';
import { loadPrivateKey, policySequence } from '../store/queries/desk.ts';
import { listActivePolicies } from '../store/queries/policies.ts';
import type { Store } from '../store/store.ts';
import { type Clock, makeClock } from './clock.ts';
import type { Source } from './source.ts';

/** What the use cases of one open workspace share. */
export interface Core {
  readonly store: Store;
  readonly source: Source;
  readonly clock: Clock;
  /** The matcher for the active policies of this state of the database. */
  matcher(db: ReadDb): Matcher;
  /** Signs for a person, or for the desk itself (null). */
  signer(db: ReadDb, personId: PersonId | null): Signer;
  /** Forgets what was cached; what was read in a turn that then failed may never have happened. */
  forget(): void;
  /** Tells every listener what may have changed. */
  announce(topics: ReadonlySet<Topic>): void;
  listen(listener: (topics: readonly Topic[]) => void): () => void;
}

export function makeCore(store: Store, source: Source): Core {
  const signers = new Map<string, Signer>();
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  let matching: { readonly sequence: number; readonly matcher: Matcher } | null = null;
  return {
    store,
    source,
    clock: makeClock(source),
    matcher(db) {
      const sequence = policySequence(db);
      if (matching?.sequence !== sequence) {
        const policies = listActivePolicies(db).map(({ rules, ...policy }) => ({
          ...policy,
          precedence: rules.precedence,
          conditions: rules.conditions,
        }));
        matching = { sequence, matcher: scanMatcher(policies) };
      }
      return matching.matcher;
    },
    signer(db, personId) {
      const stored = loadPrivateKey(db, personId);
      const known = stored && signers.get(stored.id);
      if (known) return known;
      const opened = stored && openKey(stored.private_key);
      if (!stored || opened?.key.id !== stored.id)
        throw new Error(`The key of ${personId ?? 'the desk'} is missing or is not the enrolled one.`);
      signers.set(stored.id, opened);
      return opened;
    },
    forget() {
      signers.clear();
      matching = null;
    },
    announce(topics) {
      if (topics.size > 0) for (const listener of listeners) listener([...topics]);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
