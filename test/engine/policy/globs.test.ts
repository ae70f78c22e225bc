import { expect, it } from 'vitest';
import { readAsGlob } from '../../../src-main/engine/pattern/globs.ts';
import { inventoryOf } from '../../../src-main/engine/policy/impact/inventory.ts';

it.each([
  ['!(a)', ['b', '(a)', 'ab'], ['a']],
  ['!a*', ['b'], ['a', 'ab']],
  ['prod-!(db)-1', ['prod-x-1', 'prod-db2-1'], ['prod-db-1']],
  ['+(a|b)', ['abba'], ['', 'abc']],
  ['A/**/B', ['a/b', 'a/x/y/b'], ['a/c']],
  ['a{1..3,7}', ['a1..3', 'a7'], ['a2']],
])('%s is read as bash reads it', (pattern, those, others) => {
  const glob = readAsGlob(pattern);
  expect(those.map((name) => [name, glob?.matches(name)])).toEqual(those.map((name) => [name, true]));
  expect(others.map((name) => [name, glob?.matches(name)])).toEqual(others.map((name) => [name, false]));
});

it('a glob that would take long with so many names is not tried', () => {
  const names = (count: number) =>
    inventoryOf(
      Array.from({ length: count }, (_, index) => ({
        resource: `prod-db-${index}-${'x'.repeat(100)}`,
        account: 'root',
      })),
    );
  const pattern = `!(${'a|'.repeat(25)}b)`;
  expect(names(100).globbed('resource', pattern)?.(5)).toBe(true);
  expect(names(20_000).globbed('resource', pattern)).toBeNull();
  expect(names(20_000).globbed('account', pattern)?.(5)).toBe(true);
});

it('a pattern of more than 64 characters, or with more than 16 alternatives, is not read as a glob', () => {
  expect(readAsGlob('a'.repeat(64))?.cost).toBe(64);
  expect(readAsGlob('a'.repeat(65))).toBeNull();
  expect(readAsGlob('{1..16}')?.cost).toBe(7 * 16);
  expect(readAsGlob('{1..17}')).toBeNull();
});

it('a glob reads a # and a leading dot like any other character', () => {
  expect(readAsGlob('#a')?.matches('#a')).toBe(true);
  expect(readAsGlob('*a')?.matches('.a')).toBe(true);
  expect(readAsGlob('!A')?.matches('a')).toBe(false);
});

it('an inventory has no account beyond its last', () => {
  const inventory = inventoryOf([{ resource: 'a', account: 'b' }]);
  expect(inventory.at(0)).toEqual({ resource: 'a', account: 'b' });
  expect(() => inventory.at(1)).toThrow(new RangeError('There is no account 1 among 1.'));
});

it('an inventory ranks an account by the better of two conditions, and 0 without a match', () => {
  const inventory = inventoryOf([
    { resource: 'Prod-1', account: 'root' },
    { resource: 'prod-2', account: 'app' },
    { resource: 'test', account: 'root' },
  ]);
  const ranks = (...conditions: Parameters<typeof inventory.ranks>[0]) => [...inventory.ranks(conditions)];
  const one = (...conditions: Parameters<typeof inventory.ranks>[0]) => ranks(...conditions).map(Math.sign);
  expect(one({ resource: 'prod-*' })).toEqual([1, 1, 0]);
  expect(one({ account: 'ROOT' })).toEqual([1, 0, 1]);
  expect(one({ resource: 'prod-*', account: 'root' })).toEqual([1, 0, 0]);
  expect(one({ resource: '[' }, {})).toEqual([0, 0, 0]);
  const [loose, close] = [{ resource: '*' }, { resource: 'prod-1' }];
  expect(ranks(loose, close)).toEqual(ranks(close, loose));
  expect(ranks(loose, close)[0]).toBe(ranks(close)[0]);
  expect(ranks(loose, close).slice(1)).toEqual(ranks(loose).slice(1));
  expect(ranks(close)[0]).toBeGreaterThan(ranks(loose)[0] ?? 0);
});
