import { describe, expect, it } from 'vitest';
import type { Condition, MatchResult } from '#contract/policies.ts';
import type { Matchable } from '../../../src-main/engine/policy/contenders.ts';
import { scanMatcher } from '../../../src-main/engine/policy/match.ts';
import { policyOf } from '../support/ids.ts';

/** Policies by name, the oldest first. */
function match(
  policies: Record<string, Partial<Matchable> & { conditions: readonly Condition[] }>,
  resource: string,
  account: string,
): MatchResult {
  const matchables = Object.entries(policies).map(
    ([name, policy], index): Matchable => ({
      id: policyOf(name),
      name,
      version: 1,
      precedence: 0,
      createdSequence: index + 10,
      ...policy,
    }),
  );
  const answers = [matchables, [...matchables].reverse()].map((order) => scanMatcher(order).match(resource, account));
  expect(answers[1]).toEqual(answers[0]);
  return scanMatcher(matchables).match(resource, account);
}

const order = ({ winner, shadowed }: MatchResult): string[] =>
  [...(winner ? [winner] : []), ...shadowed].map(({ name }) => name);
const reasons = ({ winner, shadowed }: MatchResult): string[] =>
  [...(winner ? [winner] : []), ...shadowed].map(({ because }) => because);

describe('which policy', () => {
  it('wins by higher precedence, however loosely it fits', () => {
    const found = match(
      {
        exact: { conditions: [{ resource: 'prod-db', account: 'root' }] },
        loose: { conditions: [{ resource: '*' }], precedence: 1 },
        low: { conditions: [{ resource: 'prod-db', account: 'root' }], precedence: -5 },
      },
      'prod-db',
      'root',
    );
    expect(order(found)).toEqual(['loose', 'exact', 'low']);
    expect(reasons(found)).toEqual([
      'Its condition (resource *) matches; it goes before “exact” because its precedence is higher (1 against 0).',
      'Its condition (resource prod-db and account root) matches, but “loose” goes before it because its precedence is higher (1 against 0).',
      'Its condition (resource prod-db and account root) matches, but “loose” goes before it because its precedence is higher (1 against -5).',
    ]);
  });

  it('wins by more fields matched without wildcards', () => {
    const found = match(
      {
        neither: { conditions: [{ resource: 'production-database-*', account: 'administrato?' }] },
        one: { conditions: [{ account: 'administrator' }] },
        both: { conditions: [{ resource: 'production-database-1', account: 'administrator' }] },
      },
      'production-database-1',
      'administrator',
    );
    expect(order(found)).toEqual(['both', 'one', 'neither']);
    expect(found.winner?.because).toContain('it names more of resource and account without wildcards (2 against 1)');
    expect(found.shadowed[1]?.because).toContain('without wildcards (2 against 0)');
  });

  it('wins by more literal characters if equally many fields have no wildcards', () => {
    const found = match(
      {
        short: { conditions: [{ resource: 'prod-*' }] },
        long: { conditions: [{ resource: 'prod-d*' }] },
        longest: { conditions: [{ resource: 'prod-*', account: 'ro*' }] },
      },
      'prod-db',
      'root',
    );
    expect(order(found)).toEqual(['longest', 'long', 'short']);
    expect(found.winner?.because).toContain('it spells out more characters (7 against 6)');
  });

  it('wins by fewer wildcards if equally many characters are literal', () => {
    const found = match(
      {
        three: { conditions: [{ resource: 'db??-*' }] },
        two: { conditions: [{ resource: 'db[0-9]*-' }] },
        one: { conditions: [{ resource: 'db***-' }] },
      },
      'db12-',
      'root',
    );
    expect(order(found)).toEqual(['one', 'two', 'three']);
    expect(found.winner?.because).toContain('it has fewer wildcards (1 against 2)');
  });

  it('wins by its age if all else is equal', () => {
    const found = match(
      {
        older: { conditions: [{ resource: '*-db' }] },
        newer: { conditions: [{ resource: 'prod*' }], precedence: 0 },
        newest: { conditions: [{ resource: '*-db' }] },
      },
      'prod-db',
      'root',
    );
    expect(order(found)).toEqual(['newer', 'older', 'newest']);
    const alike = match({ b: { conditions: [{ resource: 'x' }] }, a: { conditions: [{ resource: 'X' }] } }, 'x', 'y');
    expect(order(alike)).toEqual(['b', 'a']);
    expect(alike.winner?.because).toContain(
      '“a” because their precedence is the same, their patterns are equally exact, and it is the older policy',
    );
    expect(alike.shadowed[0]?.because).toContain(
      '“b” goes before it because their precedence is the same, their patterns are equally exact, and it is the older policy',
    );
  });

  it('counts by its best matching condition, at any position', () => {
    const found = match(
      {
        several: { conditions: [{ resource: '*' }, { resource: 'prod-db', account: 'root' }, { account: 'r*' }] },
        single: { conditions: [{ resource: 'prod-db' }] },
        bluffing: { conditions: [{ resource: '*' }, { resource: 'prod-db', account: 'postgres' }] },
      },
      'prod-db',
      'root',
    );
    expect(order(found)).toEqual(['several', 'single', 'bluffing']);
    expect([found.winner, ...found.shadowed].map((match) => match?.condition)).toEqual([
      { resource: 'prod-db', account: 'root' },
      { resource: 'prod-db' },
      { resource: '*' },
    ]);
  });

  it('counts brace alternatives one by one', () => {
    const policies = {
      braces: { conditions: [{ resource: '{prod-db,test-*}' }] },
      plain: { conditions: [{ resource: 'test-d*' }] },
    };
    expect(order(match(policies, 'prod-db', 'root'))).toEqual(['braces']);
    expect(order(match(policies, 'test-db', 'root'))).toEqual(['plain', 'braces']);
    expect(
      order(match({ ...policies, ranged: { conditions: [{ resource: 'test-d{a..c}' }] } }, 'test-db', 'root')),
    ).toEqual(['ranged', 'plain', 'braces']);
  });

  it('matches if both of its patterns do', () => {
    const policies = { both: { conditions: [{ resource: 'prod-*', account: '*-admin' }] } };
    expect(match(policies, 'prod-db', 'db-admin').winner?.name).toBe('both');
    expect(match(policies, 'prod-db', 'db-user')).toEqual({ winner: null, shadowed: [] });
    expect(match(policies, 'test-db', 'db-admin')).toEqual({ winner: null, shadowed: [] });
  });

  it('matches by one of its conditions although another is invalid', () => {
    const found = match({ ors: { conditions: [{ account: 'nobody' }, { resource: 'PROD-DB' }] } }, 'prod-db', 'root');
    expect(found.winner).toMatchObject({ name: 'ors', condition: { resource: 'PROD-DB' } });
    expect(found.winner?.because).toBe('Its condition (resource PROD-DB) matches, and no other active policy does.');
  });

  it('never matches by a condition that names neither resource nor account, or whose pattern is invalid', () => {
    expect(
      match({ empty: { conditions: [{}] }, broken: { conditions: [{ resource: '[', account: '*' }] } }, '[', 'x'),
    ).toEqual({
      winner: null,
      shadowed: [],
    });
  });

  it('is named by id, version and condition, even if two policies look alike', () => {
    const found = match(
      {
        first: { name: 'same', version: 3, conditions: [{ resource: 'a' }] },
        second: { name: 'same', conditions: [{ account: 'b*' }] },
      },
      'a',
      'b',
    );
    expect(found.winner).toMatchObject({ policyId: policyOf('first'), version: 3, condition: { resource: 'a' } });
    expect(found.shadowed).toMatchObject([{ policyId: policyOf('second'), version: 1, condition: { account: 'b*' } }]);
  });

  it('is none if none matches or none exists', () => {
    expect(match({}, 'a', 'b')).toEqual({ winner: null, shadowed: [] });
    expect(match({ other: { conditions: [{ resource: 'prod-*' }] } }, 'test', 'b')).toEqual({
      winner: null,
      shadowed: [],
    });
  });
});
