import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '#contract/accounts.ts';
import { importId } from '#contract/scalars.ts';
import { accountKey, importFacts, patternWarnings, planAccount } from '../../src-main/engine/account/import.ts';
import { patternFor } from '../../src-main/engine/pattern/dialects.ts';

const detail = fc.option(fc.constantFrom('a', 'b'), { nil: null });
const names = { resource: fc.constantFrom('db', 'DB'), account: fc.constantFrom('root', 'Root') };
const known: fc.Arbitrary<Account> = fc.record({ ...names, kind: detail, owner: detail });
const row = fc.record(
  { ...names, kind: fc.option(detail, { nil: undefined }), owner: fc.option(detail, { nil: undefined }) },
  { requiredKeys: ['resource', 'account'] },
);

describe('planning an account', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(row, fc.option(known, { nil: undefined }), (said, before) => {
        const { account, action } = planAccount(said, before);
        expect(planAccount(said, account)).toEqual({ action: 'unchanged', account, changes: [] });
        expect(action === 'unchanged').toBe(isDeepStrictEqual({ ...account }, { ...before }));
        expect(action === 'add').toBe(before === undefined);
        expect(accountKey(account)).toBe(accountKey(said));
      }),
    );
  });

  it('says each change in words', () => {
    expect(planAccount({ resource: 'db', account: 'root', kind: null }, undefined).changes).toEqual([]);
    const before: Account = { resource: 'db', account: 'root', kind: 'a', owner: null };
    expect(planAccount({ resource: 'db', account: 'root', kind: 'b', owner: 'c' }, before).changes).toEqual([
      'kind: a → b',
      'owner: c',
    ]);
    expect(planAccount({ resource: 'db', account: 'root', kind: null }, before).changes).toEqual([
      'kind: a is removed',
    ]);
  });

  it('cuts an import into full parts, and makes none of an empty one', () => {
    const id = importId.parse('00000000-0000-7000-8000-000000000001');
    const accounts = Array.from({ length: 7 }, (_, index): Account => {
      return { resource: `r${index}`, account: 'a', kind: null, owner: null };
    });
    expect(importFacts(id, accounts, 3).map(({ data }) => [data.part, data.rows.length])).toEqual([
      [1, 3],
      [2, 3],
      [3, 1],
    ]);
    expect(importFacts(id, accounts.slice(0, 3), 3)).toHaveLength(1);
    expect(importFacts(id, [], 3)).toEqual([]);
  });

  it('has events of imported accounts', () => {
    const id = importId.parse('00000000-0000-7000-8000-000000000001');
    const rows = [{ resource: 'db', account: 'root', kind: null, owner: null }];
    expect(importFacts(id, rows, 3)).toEqual([{ type: 'accounts.imported', data: { importId: id, part: 1, rows } }]);
  });
});

it('the key of an account is both names, folded', () => {
  expect(accountKey({ resource: 'DB', account: 'Root' })).toBe('db\nroot');
  expect(accountKey({ resource: 'd', account: 'broot' })).not.toBe(accountKey({ resource: 'db', account: 'root' }));
});

it('a name that looks like a pattern gets a warning, with the pattern that means it', () => {
  expect(patternWarnings({ resource: 'db-1', account: 'root' })).toEqual([]);
  const [resource, account, ...more] = patternWarnings({ resource: 'db-*', account: '{a,b}' });
  expect(resource).toContain('db-*');
  expect(resource).toContain(patternFor('db-*'));
  expect(account).toContain(patternFor('{a,b}'));
  expect(resource).not.toBe(account?.replaceAll('{a,b}', 'db-*'));
  expect(more).toEqual([]);
  expect(patternWarnings({ resource: 'db', account: 'a?' })).toHaveLength(1);
});
