import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, PolicyRules } from '#contract/policies.ts';
import type { PolicyImpact } from '#contract/policyImpact.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { compareFits } from '../../../src-main/engine/pattern/compile.ts';
import { createPolicy, updatePolicy } from '../../../src-main/engine/policy/commands.ts';
import type { Matchable } from '../../../src-main/engine/policy/contenders.ts';
import { type AccountNames, inventoryOf } from '../../../src-main/engine/policy/impact/inventory.ts';
import { type Draft, previewPolicy } from '../../../src-main/engine/policy/impact/preview.ts';
import { addFits, packFit, rankOf } from '../../../src-main/engine/policy/impact/rank.ts';
import { rankPolicies } from '../../../src-main/engine/policy/impact/ranking.ts';
import { scanMatcher } from '../../../src-main/engine/policy/match.ts';
import { propertyRuns } from '../../support/runs.ts';
import { policyOf } from '../support/ids.ts';
import { Office, rulesOf } from '../support/office.ts';

const office = new Office('bob');
const rules = (name: string, precedence: number, conditions: readonly Condition[]): PolicyRules =>
  rulesOf({ steps: [{ by: ['bob'] }], rules: { name, precedence, conditions } });

interface Stored {
  readonly id: PolicyId;
  readonly version: number;
  readonly rules: PolicyRules;
  readonly createdSequence: number;
}

const matchable = ({ id, version, rules: { name, precedence, conditions }, createdSequence }: Stored): Matchable => ({
  id,
  name,
  version,
  precedence,
  conditions,
  createdSequence,
});

/** The policies after the engine has accepted the draft. */
function applied(stored: readonly Stored[], draft: PolicyRules, replaced: Stored | null): Stored[] {
  const directory = office.state.directory();
  const outcome = replaced
    ? updatePolicy({ ...replaced, status: 'active' }, replaced.version, draft, false, directory)
    : createPolicy(policyOf('the draft'), draft, false, directory);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  const [fact] = outcome.facts;
  // The draft is the same as the current version.
  if (replaced && fact === undefined) return [...stored];
  if (fact?.type === 'policy.created')
    return [...stored, { ...fact.data, rules: draft, id: policyOf('the draft'), createdSequence: stored.length + 1 }];
  if (fact?.type !== 'policy.updated' || !replaced) throw new Error('The draft became no version.');
  return stored.map((one) => (one === replaced ? { ...one, version: fact.data.version, rules: draft } : one));
}

function impact(
  accounts: readonly AccountNames[],
  stored: readonly Stored[],
  draft: PolicyRules,
  replaced: Stored | null,
): Omit<PolicyImpact, 'fields' | 'differences'> {
  const policy = matchable({
    id: replaced?.id ?? policyOf('the draft'),
    version: (replaced?.version ?? 0) + 1,
    rules: draft,
    createdSequence: replaced?.createdSequence ?? Number.POSITIVE_INFINITY,
  });
  const right: Pick<Draft, 'conditionsAreRight' | 'isRight'> = { conditionsAreRight: true, isRight: true };
  return previewPolicy(
    rankPolicies(inventoryOf(accounts), stored.map(matchable)),
    { policy, replaces: replaced && { id: replaced.id, status: 'active' }, ...right },
    { rules: draft, directory: office.state.directory(), bystanders: 1 },
    () => undefined,
    1_000,
  );
}

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-', '/'), minLength: 1, maxLength: 4 });
const pattern = fc.oneof(
  name,
  fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '[ab]', '{a,b}', '{a,ab*}', '-'), minLength: 1, maxLength: 3 }),
);
const condition = fc.oneof(
  fc.record({ resource: pattern, account: pattern }),
  fc.record({ resource: pattern }),
  fc.record({ account: pattern }),
);
const terms = fc.record({
  precedence: fc.constantFrom(0, 0, 0, 1, -1),
  conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
});
const world = fc.record({
  accounts: fc.uniqueArray(fc.record({ resource: name, account: name }), {
    maxLength: 30,
    selector: ({ resource, account }) => `${resource} ${account}`.toLowerCase(),
  }),
  policies: fc.array(terms, { maxLength: 8 }),
  draft: terms,
  replaces: fc.option(fc.nat({ max: 7 })),
});

const nameOf = (policy: { readonly name: string } | null): string | null => policy?.name ?? null;

describe('the impact of a draft', () => {
  it('is the answer of the matcher for each account after the draft is saved', () => {
    fc.assert(
      fc.property(world, ({ accounts, policies, draft, replaces }) => {
        const stored = policies.map(
          ({ precedence, conditions }, index): Stored => ({
            id: policyOf(`p${index}`),
            version: 1,
            rules: rules(`p${index}`, precedence, conditions),
            createdSequence: index + 1,
          }),
        );
        const replaced = (replaces === null ? undefined : stored[replaces]) ?? null;
        const own = replaced?.rules.name ?? 'the draft';
        const saved = rules(own, draft.precedence, draft.conditions);
        const seen = impact(accounts, stored, saved, replaced);
        const before = scanMatcher(stored.map(matchable));
        const after = scanMatcher(applied(stored, saved, replaced).map(matchable));
        const truth = accounts.map(({ resource, account }) => {
          const [was, will] = [before.match(resource, account), after.match(resource, account)];
          const all = [...(will.winner ? [will.winner] : []), ...will.shadowed];
          return { resource, account, was, will, names: all.map((one) => one.name) };
        });

        const matched = truth.filter(({ names }) => names.includes(own));
        expect(seen.accounts).toBe(accounts.length);
        expect(seen.matched).toBe(matched.length);
        expect(seen.gated).toBe(truth.filter(({ will }) => will.winner?.name === own).length);
        expect(seen.examples).toHaveLength(matched.length);

        const changed = truth.filter(({ was, will }) => nameOf(was.winner) !== nameOf(will.winner));
        const { gains, loses, changes } = seen.changes;
        const listed = [...gains.examples, ...loses.examples, ...changes.examples];
        expect(gains.count + loses.count + changes.count).toBe(changed.length);
        expect(listed).toHaveLength(changed.length);
        expect(gains.examples.every(({ effect, from }) => effect === 'gains' && from === null)).toBe(true);
        expect(loses.examples.every(({ effect, to }) => effect === 'loses' && to === null)).toBe(true);
        expect(changes.examples.every(({ effect }) => effect === 'changes')).toBe(true);
        for (const one of [...listed, ...seen.examples]) {
          const real = truth.find(({ resource, account }) => resource === one.resource && account === one.account);
          expect([nameOf(one.from), nameOf(one.to)]).toEqual([
            nameOf(real?.was.winner ?? null),
            nameOf(real?.will.winner ?? null),
          ]);
          expect(one.to === null ? null : one.because).toBe(real?.will.winner?.because ?? null);
        }

        const others = new Set(matched.flatMap(({ names }) => names.filter((other) => other !== own)));
        expect(seen.overlapCount).toBe(others.size);
        for (const overlap of seen.overlaps) {
          const both = matched.filter(({ names }) => names.includes(overlap.name));
          expect(overlap.accounts).toBe(both.length);
          expect(overlap.draftWins).toBe(both.filter(({ will }) => will.winner?.name === own).length);
          expect(overlap.otherWins).toBe(both.filter(({ will }) => will.winner?.name === overlap.name).length);
        }
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('says that only age decides exactly if the matcher says so', () => {
    fc.assert(
      fc.property(world, ({ accounts, policies: [other], draft }) => {
        if (!other) return;
        const stored: Stored[] = [
          {
            id: policyOf('p0'),
            version: 1,
            rules: rules('p0', other.precedence, other.conditions),
            createdSequence: 1,
          },
        ];
        const saved = rules('the draft', draft.precedence, draft.conditions);
        const { risks } = impact(accounts, stored, saved, null);
        const after = scanMatcher(applied(stored, saved, null).map(matchable));
        const older = accounts.filter(({ resource, account }) =>
          after.match(resource, account).winner?.because.endsWith('it is the older policy.'),
        );
        expect(risks.filter(({ code }) => code === 'AGE_DECIDES')).toHaveLength(older.length > 0 ? 1 : 0);
      }),
    );
  });

  it('ranks fits like the matcher, for one field and for two', () => {
    const fit = fc.record({
      exact: fc.nat({ max: 1 }),
      literals: fc.nat({ max: 256 }),
      wildcards: fc.nat({ max: 256 }),
    });
    const add = (a: { exact: number; literals: number; wildcards: number }, b: typeof a) => ({
      exact: a.exact + b.exact,
      literals: a.literals + b.literals,
      wildcards: a.wildcards + b.wildcards,
    });
    fc.assert(
      fc.property(fit, fit, fit, fit, (a, b, c, d) => {
        const [one, other] = [rankOf(addFits(packFit(a), packFit(b))), rankOf(addFits(packFit(c), packFit(d)))];
        expect(Math.sign(other - one)).toBe(Math.sign(compareFits(add(a, b), add(c, d))));
        expect(one).toBeGreaterThan(0);
        expect(addFits(packFit(a), 0)).toBe(0);
        expect(rankOf(0)).toBe(0);
      }),
    );
  });

  it('matches nothing by an invalid pattern', () => {
    const seen = impact([{ resource: 'a', account: 'b' }], [], rules('x', 0, [{ resource: '[' }]), null);
    expect(seen).toMatchObject({ matched: 0, gated: 0 });
  });

  it('finds each name of many alternatives', () => {
    const many = `{${Array.from({ length: 200 }, (_, index) => `host-${index}`).join(',')}}`.slice(0, 250);
    const accounts = Array.from({ length: 300 }, (_, index) => ({ resource: `host-${index}`, account: 'root' }));
    const conditions = [{ resource: `${many.slice(0, many.lastIndexOf(','))}}` }];
    const matcher = scanMatcher([
      matchable({ id: policyOf('m'), version: 1, rules: rules('m', 0, conditions), createdSequence: 1 }),
    ]);
    const truth = accounts.filter(({ resource, account }) => matcher.match(resource, account).winner !== null);
    expect(truth.length).toBeGreaterThan(10);
    expect(impact(accounts, [], rules('m', 0, conditions), null).matched).toBe(truth.length);
  });
});
