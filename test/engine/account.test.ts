import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '#contract/accounts.ts';
import { importId } from '#contract/scalars.ts';
import { accountKey, importFacts, planAccount } from '../../src-main/engine/account/import.ts';

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
});
