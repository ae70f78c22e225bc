import type { Condition } from '../../../src-preload/contract/policies.ts';
import { compareFits, prepareName } from '../pattern/compile.ts';
import { expand, parsePattern } from '../pattern/parse.ts';
import {
  type CompiledCondition,
  type Contender,
  compareContenders,
  compileCondition,
  explain,
  type Field,
  fitOf,
} from './contenders.ts';
import { type Key, keyIndex, keysOf } from './keys.ts';
import type { Matchable, Matcher } from './match.ts';

/** A condition of a policy. */
interface Entry {
  readonly policy: Matchable;
  readonly condition: Condition;
  /** Where it stands among all conditions of all policies. */
  readonly place: number;
  /** Compiled when it is first a candidate: most conditions are none, for most of the time between two changes of policies. */
  compiled: CompiledCondition | null;
}

/**
 * Answers exactly what `scanMatcher` answers, without looking at every policy: each condition stands under what a name must be, begin with,
 * end with or hold for the condition to match it, and only those that a name leads to are tried.
 */
export function indexedMatcher(policies: readonly Matchable[]): Matcher {
  const { entries, index } = indexOf(policies);
  const contendersFor = (resource: string, account: string): Contender[] => {
    const names = { resource: prepareName(resource), account: prepareName(account) };
    const places = new Set<number>(index.everywhere);
    for (const field of FIELDS) index[field].collect(names[field].folded, places);
    const contenders: Contender[] = [];
    // In the order of the policies and their conditions, as a scan meets them.
    for (const place of [...places].sort((a, b) => a - b)) {
      const entry = entries[place];
      if (!entry) continue;
      entry.compiled ??= compileCondition(entry.condition);
      const fit = fitOf(entry.compiled, names);
      if (!fit) continue;
      const best = contenders.at(-1);
      if (best?.policy === entry.policy) {
        if (compareFits(fit, best.fit) >= 0) continue;
        contenders.pop();
      }
      contenders.push({ policy: entry.policy, condition: entry.condition, fit });
    }
    return contenders.sort(compareContenders);
  };
  return {
    match: (resource, account) => explain(contendersFor(resource, account)),
    winner: (resource, account) => contendersFor(resource, account)[0]?.policy ?? null,
    contenders: contendersFor,
  };
}

const FIELDS = ['resource', 'account'] as const;

/** For each alternative of a pattern, the keys under which it could stand; none for one that any name might match. */
type Ways = readonly (readonly Key[])[];

function indexOf(policies: readonly Matchable[]) {
  const entries: Entry[] = [];
  const ways: Readonly<Record<Field, Ways | null>>[] = [];
  const everywhere: number[] = [];
  const index = { resource: keyIndex(), account: keyIndex(), everywhere };
  for (const policy of policies)
    for (const condition of policy.conditions) {
      const own = { resource: waysOf(condition.resource), account: waysOf(condition.account) };
      ways.push(own);
      entries.push({ policy, condition, place: entries.length, compiled: null });
      for (const field of FIELDS) for (const keys of own[field] ?? []) for (const key of keys) index[field].count(key);
    }
  for (const [place, own] of ways.entries()) {
    // Under the field that leads to the fewest others: `root` is on every machine, and `prod-orders-db` is one.
    const [first, second] = FIELDS.map((field) => ({ field, ...rarest(index[field], own[field]) })).sort(
      (a, b) => a.crowd - b.crowd,
    );
    const chosen = first?.keys ? first : second;
    if (!chosen?.keys) everywhere.push(place);
    else for (const key of chosen.keys) index[chosen.field].add(key, place);
  }
  return { entries, index };
}

/** The rarest key of each alternative, and how many conditions could stand under those; no keys when some alternative has none. */
function rarest(
  index: ReturnType<typeof keyIndex>,
  ways: Ways | null,
): { readonly keys: readonly Key[] | null; readonly crowd: number } {
  if (ways === null) return { keys: null, crowd: Number.POSITIVE_INFINITY };
  const keys: Key[] = [];
  let crowd = 0;
  for (const way of ways) {
    let fewest = Number.POSITIVE_INFINITY;
    let best: Key | undefined;
    for (const key of way) {
      const count = index.countOf(key);
      if (count < fewest) [fewest, best] = [count, key];
    }
    if (best === undefined) return { keys: null, crowd: Number.POSITIVE_INFINITY };
    keys.push(best);
    crowd += fewest;
  }
  return { keys, crowd };
}

// Null when the pattern says nothing to look a name up by: it is not there, or it matches nothing, which compiling it then finds.
function waysOf(pattern: string | undefined): Ways | null {
  if (pattern === undefined) return null;
  const parsed = parsePattern(pattern);
  return parsed.ok ? expand(parsed.parts).map(keysOf) : null;
}
