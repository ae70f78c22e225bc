import { setImmediate as pause } from 'node:timers/promises';
import type { Matcher } from '../../engine/policy/match.ts';
import type { ReadConnection, ReadDb } from '../../store/connection.ts';
import { accountSequence, BEFORE_ALL, readNames } from '../../store/queries/accounts.ts';
import { policySequence } from '../../store/queries/desk.ts';

/** Which accounts an active policy gates, in one state of the workspace. */
export interface Coverage {
  /** The numbers of all accounts, in the order of the inventory. */
  readonly order: Float64Array;
  /** 1 for each of them that a policy gates. */
  readonly gated: Uint8Array;
}

/** Coverage as it was worked out last, for as long as neither policies nor inventory change. */
export interface CachedCoverage {
  /** Reads something together with the coverage of that very state, after working it out where that is needed. */
  with<T>(read: (db: ReadDb, coverage: Coverage) => T): Promise<T>;
}

/** How many accounts are matched before others have their turn. */
const PIECE = 1_000;
/** How often to begin anew because something changed meanwhile, before all else has to wait for it. */
const TRIES = 4;

interface Kept extends Coverage {
  readonly policies: number;
  readonly accounts: number;
}

/**
 * Works out coverage account by account, letting everything else go on meanwhile: for 100,000 accounts it takes as long as a person notices. `matcher`
 * answers for the state of the database that it is given.
 */
export function cachedCoverage(reader: ReadConnection, matcher: (db: ReadDb) => Matcher): CachedCoverage {
  let kept: Kept | null = null;
  let working: Promise<void> | null = null;
  const current = (): Kept | null =>
    kept?.policies === policySequence(reader) && kept.accounts === accountSequence(reader) ? kept : null;

  const work = async (): Promise<void> => {
    const making = reader.snapshot(() => begin(reader, matcher));
    while (!making.done) {
      if (!reader.snapshot(() => making.goOn(PIECE))) return;
      await pause();
    }
    kept = making.end();
  };

  return {
    async with(read) {
      for (let tries = 0; ; tries += 1) {
        const answer = reader.snapshot(() => {
          if (tries === TRIES && !current()) {
            const making = begin(reader, matcher);
            while (!making.done) making.goOn(PIECE);
            kept = making.end();
          }
          const coverage = current();
          return coverage && { value: read(reader, coverage) };
        });
        if (answer) return answer.value;
        working ??= work().finally(() => {
          working = null;
        });
        await working;
      }
    },
  };
}

// Within a snapshot, as is each `goOn`, which answers false when policies or inventory are no longer those that it began with.
function begin(db: ReadDb, matcher: (db: ReadDb) => Matcher) {
  const [policies, accounts] = [policySequence(db), accountSequence(db)];
  const { winner } = matcher(db);
  const order: number[] = [];
  const gated: number[] = [];
  let after = BEFORE_ALL;
  return {
    done: false,
    goOn(count: number): boolean {
      if (policySequence(db) !== policies || accountSequence(db) !== accounts) return false;
      const rows = readNames(db, after, count);
      for (const { number, resource, account } of rows) {
        order.push(number);
        gated.push(winner(resource, account) ? 1 : 0);
      }
      after = rows.at(-1) ?? after;
      this.done = rows.length < count;
      return true;
    },
    end: (): Kept => ({ policies, accounts, order: Float64Array.from(order), gated: Uint8Array.from(gated) }),
  };
}
