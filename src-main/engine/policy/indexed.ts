import type { Condition } from '#contract/policies.ts';
import { compareFits, prepareName } from '../pattern/compile.ts';
import { type CompiledCondition, compileCondition, fitOf, type ReadyPattern, readyPattern } from './conditions.ts';
import type { Matchable } from './contenders.ts';
import { type Contender, compareContenders, explain } from './contenders.ts';
import { forEachKey, keyIndex, rarest } from './keys.ts';
import type { Matcher } from './match.ts';

/** A condition of a policy. */
interface Entry {
  readonly policy: Matchable;
  readonly condition: Condition;
  readonly compiled: CompiledCondition;
}

export interface IndexedMatcher extends Matcher {
  /** Compiled patterns by their text, which the next matcher can reuse. */
  readonly patterns: ReadonlyMap<string, ReadyPattern>;
}

/**
 * Answers exactly what `scanMatcher` answers, without looking at every policy: each condition stands under what a name must be, begin with,
 * end with or hold for the condition to match it, and only those that a name leads to are tried. Every pattern is compiled here, but for
 * those that are `known`, so that an answer takes no time for it.
 */
export function indexedMatcher(
  policies: readonly Matchable[],
  known: ReadonlyMap<string, ReadyPattern> = new Map(),
): IndexedMatcher {
  const { entries, index, patterns } = indexOf(policies, known);
  const contendersFor = (resource: string, account: string): Contender[] => {
    const names = { resource: prepareName(resource), account: prepareName(account) };
    const places = new Set<number>(index.everywhere);
    for (const field of FIELDS) index[field].collect(names[field].folded, places);
    const contenders: Contender[] = [];
    // In the order of policies and conditions, as in `scanMatcher`.
    for (const place of [...places].sort((a, b) => a - b)) {
      const entry = entries[place];
      if (!entry) continue;
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
    patterns,
  };
}

const FIELDS = ['resource', 'account'] as const;

function indexOf(policies: readonly Matchable[], known: ReadonlyMap<string, ReadyPattern>) {
  const patterns = new Map<string, ReadyPattern>();
  const compile = (pattern: string): ReadyPattern => {
    const ready = patterns.get(pattern) ?? known.get(pattern) ?? readyPattern(pattern);
    patterns.set(pattern, ready);
    return ready;
  };
  const entries: Entry[] = [];
  const everywhere: number[] = [];
  const index = { resource: keyIndex(), account: keyIndex(), everywhere };
  for (const policy of policies)
    for (const condition of policy.conditions) {
      const compiled = compileCondition(condition, compile);
      entries.push({ policy, condition, compiled });
      for (const { field, needs } of compiled.fields) forEachKey(needs, (key) => index[field].count(key));
    }
  for (const [place, { compiled }] of entries.entries()) {
    // Index by the rarer field: `root` exists on every machine, `prod-orders-db` only once.
    const [chosen] = compiled.fields
      .flatMap(({ field, needs }) => {
        const found = rarest(needs, (key) => index[field].countOf(key));
        return found ? [{ field, ...found }] : [];
      })
      .sort((a, b) => a.crowd - b.crowd);
    if (!chosen) everywhere.push(place);
    else for (const key of chosen.keys) index[chosen.field].add(key, place);
  }
  return { entries, index, patterns };
}
