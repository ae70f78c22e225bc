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
