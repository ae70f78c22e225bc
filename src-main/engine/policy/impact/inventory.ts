import type { Condition } from '#contract/policies.ts';
import { compileParts, PreparedName } from '../../pattern/compile.ts';
import { type Glob, readAsGlob } from '../../pattern/globs.ts';
import { parsePattern } from '../../pattern/parse.ts';
import { fold } from '../../text/fold.ts';
import { keyIndex, type Need, needsOf, rarest } from '../keys.ts';
import { addFits, packFit, rankOf } from './rank.ts';

/** An account by its names as written. */
export interface AccountNames {
  readonly resource: string;
  readonly account: string;
}

/** Accounts prepared for previewing many drafts: names are folded once, and the fits of recent patterns are cached. */
export interface Inventory {
  readonly size: number;
  at(place: number): AccountNames;
  /** The rank of the best condition for each account; 0 where none matches. Invalid patterns match nothing. */
  ranks(conditions: readonly Condition[]): Uint32Array;
  /** Whether a field of each account matches a pattern read as an extended glob; null when that would take too long. */
  globbed(field: Field, pattern: string): ((place: number) => boolean) | null;
}

type Field = 'resource' | 'account';

/** How many patterns of each field are cached. A person who edits a draft switches between few. */
const KEPT_PATTERNS = 24;
/** The limit for an extended glob: its cost times the characters of all names. It takes less than a second. */
const MOST_GLOB_COST = 30_000_000;

export function inventoryOf(accounts: Iterable<AccountNames>): Inventory {
  const all: AccountNames[] = [];
  for (const account of accounts) all.push(account);
  const columns = { resource: column(all, 'resource'), account: column(all, 'account') };
  return {
    size: all.length,
    at(place) {
      const account = all[place];
      if (!account) throw new RangeError(`There is no account ${place} among ${all.length}.`);
      return account;
    },
    ranks(conditions) {
      const best = new Uint32Array(all.length);
      for (const { resource, account } of conditions) {
        if (resource === undefined && account === undefined) continue;
        const [first, second] = [
          resource === undefined ? null : columns.resource.fits(resource),
          account === undefined ? null : columns.account.fits(account),
        ];
        for (let place = 0; place < best.length; place += 1) {
          const rank = rankOf(addFits(first === null ? 1 : first(place), second === null ? 1 : second(place)));
          if (rank > (best[place] ?? 0)) best[place] = rank;
        }
      }
      return best;
    },
    globbed: (field, pattern) => columns[field].globbed(pattern),
  };
}

interface Column {
  globbed(pattern: string): ((place: number) => boolean) | null;
  /** The packed fit of a pattern by place. */
  fits(pattern: string): (place: number) => number;
}

function column(accounts: readonly AccountNames[], field: Field): Column {
  const places = new Uint32Array(accounts.length);
  const distinct = new Map<string, number>();
  const names: string[] = [];
  for (const [place, account] of accounts.entries()) {
    const folded = fold(account[field]);
    let index = distinct.get(folded);
    if (index === undefined) {
      index = names.push(folded) - 1;
      distinct.set(folded, index);
    }
    places[place] = index;
  }
  const characters = names.reduce((sum, name) => sum + name.length, 0);
  const kept = new Map<string, Uint32Array>();
  const keep = (key: string, make: () => Uint32Array): ((place: number) => number) => {
    const made = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_PATTERNS && oldest !== undefined) kept.delete(oldest);
    return (place) => made[places[place] ?? 0] ?? 0;
  };
  return {
    fits: (pattern) => keep(`here ${pattern}`, () => fitsOf(pattern, names)),
    globbed(pattern) {
      const glob = readAsGlob(pattern);
      if (glob === null || glob.cost * characters > MOST_GLOB_COST) return null;
      const found = keep(`glob ${pattern}`, () => globbedOf(glob, names));
      return (place) => found(place) !== 0;
    },
  };
}

function globbedOf(glob: Glob, names: readonly string[]): Uint32Array {
  return Uint32Array.from(names, (name) => Number(glob.matches(name)));
}

function fitsOf(pattern: string, names: readonly string[]): Uint32Array {
  const fits = new Uint32Array(names.length);
  const parsed = parsePattern(pattern);
  if (!parsed.ok) return fits;
  const compiled = compileParts(parsed.parts);
  const mayMatch = prefilter(needsOf(parsed.parts));
  for (const [index, name] of names.entries()) {
    const fit = mayMatch(name) ? compiled.match(new PreparedName(name)) : null;
    if (fit) fits[index] = packFit(fit);
  }
  return fits;
}

// A cheap test by index keys before the pattern is matched. The longer a key, the fewer names have it.
function prefilter(needs: readonly Need[]): (folded: string) => boolean {
  const chosen = rarest(needs, ({ text }) => 2 ** -text.length);
  if (!chosen) return () => true;
  const index = keyIndex();
  for (const key of chosen.keys) index.add(key, 0);
  const found = new Set<number>();
  return (folded) => {
    found.clear();
    index.collect(folded, found);
    return found.size > 0;
  };
}
