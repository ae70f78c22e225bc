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

/** Coverage, computed again only after policies or inventory have changed. */
export interface CachedCoverage {
  /** Reads a state of the database together with its coverage, which is computed first if needed. */
  with<T>(read: (db: ReadDb, coverage: Coverage) => T): Promise<T>;
}

/** How many accounts to match before yielding to other work. */
const PIECE = 1_000;
/** How often to start again after a change before computing without yielding. */
const TRIES = 4;

interface Kept extends Coverage {
  readonly policies: number;
  readonly accounts: number;
}

/** Computes coverage in pieces, yielding between them: 100,000 accounts take long enough for a person to notice. */
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

// Call it and each `goOn` inside a snapshot. `goOn` answers false once policies or inventory have changed.
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
