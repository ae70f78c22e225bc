import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '#contract/policies.ts';
import { policyId } from '#contract/scalars.ts';
import type { Matchable } from '../../../src-main/engine/policy/contenders.ts';
import { indexedMatcher } from '../../../src-main/engine/policy/indexed.ts';
import { matchThen, scanMatcher } from '../../../src-main/engine/policy/match.ts';
import { propertyRuns } from '../../support/runs.ts';

const id = (number: number) => policyId.parse(`00000000-0000-7000-8000-${String(number).padStart(12, '0')}`);

// Few characters, for many matches; some fold, some are special to minimatch, one is outside the basic plane.
const letters = ['a', 'b', 'B', '-', '.', '/', '\\', 'σ', 'ς', 'é', 'e\u0301', '😀', '1', '2', ' ', '!', '#', '$'];
const letter = fc.constantFrom(...letters);
const plain = fc.array(letter, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const wildcard = fc.constantFrom('*', '?', '**', '[ab]', '[!a]', '[a-z]', '[*]', '[σ-ω]', '[z-a]');
// Too many alternatives to look up one by one.
const MANY = '{a,b,}{b,a*,-}{a,b,?}{1..9}';
const braces = fc.constantFrom('{a,b}', '{1..3}', '{a,}', '{a*,?b}', '{ab,{1,2}}', '{a}', MANY);
const broken = fc.constantFrom('[', 'a]', '{a,b', '}');
const pattern = fc
  .array(
    fc.oneof(
      { arbitrary: plain, weight: 6 },
      { arbitrary: wildcard, weight: 3 },
      { arbitrary: braces, weight: 2 },
      { arbitrary: broken, weight: 1 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));
// Some patterns repeat, so that policies overlap.
const often = fc.oneof(pattern, fc.constantFrom('*', 'a*', '*b', '*a*', 'ab', 'AB', 'a-b', '?', '{a,b}*'));
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ resource: often, account: often }),
  fc.record({ resource: often }),
  fc.record({ account: often }),
);
const policies: fc.Arbitrary<readonly Matchable[]> = fc
  .array(
    fc.record({
      conditions: fc.array(condition, { minLength: 1, maxLength: 4 }),
      precedence: fc.integer({ max: 1, min: -1 }),
    }),
    { maxLength: 25 },
  )
  .chain((made) =>
    fc.shuffledSubarray(
      made.map((policy, index) => ({
        ...policy,
        id: id(index),
        name: `policy ${index}`,
        version: 1,
        createdSequence: index,
      })),
      { minLength: made.length },
    ),
  );

/** A name that a pattern could match, with its wildcards filled in, or any name. */
const nameFor = (environment: string) =>
  fc.tuple(plain, fc.boolean()).map(([filling, any]) =>
    any
      ? filling
      : environment
          .replace(/\[[^\]]*\]?|\?/g, 'a')
          .replace(/\*+/g, filling)
          .replace(/\{([^,{}.]*)[^}]*\}?/g, '$1')
          .replace(/[\]}]/g, '') || filling,
  );

const cases = policies.chain((list) => {
  const written = (field: 'resource' | 'account') =>
    list.flatMap(({ conditions }) => conditions.flatMap((one) => one[field] ?? []));
  const name = (field: 'resource' | 'account') => fc.constantFrom('a', ...written(field)).chain(nameFor);
  const asked = fc.array(fc.tuple(name('resource'), name('account')), { minLength: 1, maxLength: 12 });
  return fc.tuple(fc.constant(list), asked);
});

const RUNS = propertyRuns(1_500);

describe('the indexed matcher', () => {
  it('answers like a scan of all policies: the winner, all others in order, and every reason', () => {
    let won = 0;
    let shadowed = 0;
    fc.assert(
      fc.property(cases, ([list, asked]) => {
        const [scan, indexed] = [scanMatcher(list), indexedMatcher(list)];
        for (const [resource, account] of asked) {
          const expected = scan.match(resource, account);
          expect(indexed.match(resource, account)).toStrictEqual(expected);
          expect(indexed.winner(resource, account)?.id).toBe(expected.winner?.policyId);
          expect(scan.winner(resource, account)?.id).toBe(expected.winner?.policyId);
          if (expected.winner) won += 1;
          shadowed += expected.shadowed.length;
        }
      }),
      { numRuns: RUNS },
    );
    // Without these the comparison could be of nothing with nothing.
    expect(won).toBeGreaterThan((RUNS * 4) / 3);
    expect(shadowed).toBeGreaterThan((RUNS * 4) / 3);
  });

  const policy = (index: number, ...conditions: Condition[]): Matchable => ({
    id: id(index),
    name: `policy ${index}`,
    version: 1,
    precedence: 0,
    conditions,
    createdSequence: index,
  });
  const winnerOf = (list: readonly Matchable[], resource: string, account: string) =>
    indexedMatcher(list).winner(resource, account)?.name ?? null;

  const ways: readonly (readonly [string, Condition, string, string, boolean])[] = [
    ['a name that it spells out', { resource: 'db', account: 'root' }, 'DB', 'Root', false],
    ['what a name begins with', { resource: `${'long-'.repeat(20)}*` }, `${'long-'.repeat(20)}9`, 'root', true],
    ['what a name ends with', { resource: `*${'-long'.repeat(20)}` }, `x${'-long'.repeat(20)}`, 'root', false],
    ['what a name holds', { resource: '*-production-*' }, 'eu-production-db', 'root', true],
    ['one of several alternatives', { account: '{root,*-admin,sa?}' }, 'x', 'sa1', false],
    ['nothing but wildcards', { resource: '?*' }, 'x', 'y', true],
  ];
  it.each(ways)('finds a policy by %s, and not if that is missing', (_, condition, resource, account, anyEnd) => {
    expect(winnerOf([policy(1, condition)], resource, account)).toBe('policy 1');
    expect(winnerOf([policy(1, condition)], `${resource}!`, `${account}!!`)).toBe(anyEnd ? 'policy 1' : null);
  });

  it('never answers a policy with an invalid pattern or without a condition', () => {
    expect(
      winnerOf([policy(1, { resource: '[' }), policy(2, { resource: 'a', account: '{' }), policy(3)], 'a', 'b'),
    ).toBe(null);
  });

  it('takes the condition that fits best, at any position', () => {
    const list = [policy(1, { resource: '*' }, { resource: 'a*' }, { resource: 'ab' }, { resource: '?b' })];
    expect(indexedMatcher(list).match('ab', 'x').winner?.condition).toEqual({ resource: 'ab' });
  });
});

describe('the policies that matched an account earlier', () => {
  const policy = (index: number, resource: string, precedence = 0): Matchable => ({
    id: id(index),
    name: `policy ${index}`,
    version: 1,
    precedence,
    conditions: [{ resource }],
    createdSequence: index,
  });
  const then = (now: readonly Matchable[], were: readonly Matchable[], changed: readonly number[]) =>
    matchThen('db', 'root', scanMatcher(now).contenders('db', 'root'), { were, changed: new Set(changed.map(id)) });

  it('are those of today without those that changed, and these as they were', () => {
    const now = [policy(1, 'd*'), policy(2, 'db'), policy(3, '*', 5)];
    const earlier = [policy(1, 'd*'), policy(2, '*b', -1)];
    expect(then(now, [policy(2, '*b', -1)], [2, 3])).toEqual(scanMatcher(earlier).match('db', 'root'));
    expect(then(now, [], [])).toEqual(scanMatcher(now).match('db', 'root'));
    expect(then(now, [], [1, 2, 3])).toEqual({ winner: null, shadowed: [] });
  });

  it('are in the order of then', () => {
    const { winner, shadowed } = then([policy(1, 'd*')], [policy(2, 'db'), policy(3, '*')], [2, 3]);
    expect([winner, ...shadowed].map((one) => one?.name)).toEqual(['policy 2', 'policy 1', 'policy 3']);
  });
});
