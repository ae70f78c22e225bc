import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

const named = (items: readonly { resource: string; account: string; policy?: { name: string } | null | undefined }[]) =>
  items.map(({ resource, account, policy }) => `${account}@${resource}: ${policy?.name ?? 'nobody'}`);

async function pages(desk: TestDesk, coverage: 'gated' | 'ungated', text?: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const more: { cursor?: string } = cursor === null ? {} : { cursor };
    const page = await desk.as('admin').accounts.list({ coverage, limit: 3, ...(text ? { text } : {}), ...more });
    found.push(...named(page.items));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

describe('the coverage of accounts', () => {
  test('is answered account by account, filtered and counted, and follows every change of policies and inventory', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const { accounts, policies } = desk.as('admin');
    const rows = ['prod-db', 'prod-web', 'stage-db', 'wiki'].flatMap((resource) =>
      ['app', 'root'].map((account) => ({ resource, account })),
    );
    await accounts.import({ rows });
    expect(await accounts.counts({})).toEqual({ all: 8, gated: 0, ungated: 8 });
    const steps = [{ by: 'bob' }];
    const wide = await desk.policy({ name: 'production', conditions: [{ resource: 'prod-*' }], steps });
    expect(await accounts.counts({})).toEqual({ all: 8, gated: 4, ungated: 4 });
    const root = await desk.policy({
      name: 'root',
      conditions: [{ resource: '*', account: 'root' }],
      precedence: 5,
      steps,
    });
    expect(await pages(desk, 'gated')).toEqual([
      'app@prod-db: production',
      'root@prod-db: root',
      'app@prod-web: production',
      'root@prod-web: root',
      'root@stage-db: root',
      'root@wiki: root',
    ]);
    expect(await pages(desk, 'ungated')).toEqual(['app@stage-db: nobody', 'app@wiki: nobody']);
    expect(await pages(desk, 'gated', 'prod roo')).toEqual(['root@prod-db: root', 'root@prod-web: root']);
    expect(await accounts.counts({ text: 'db' })).toEqual({ all: 4, gated: 3, ungated: 1 });
    await policies.archive({ id: root.id });
    expect(await pages(desk, 'ungated')).toHaveLength(4);
    await policies.update({ id: wide.id, version: 1, conditions: [{ resource: '*-db' }] });
    const { items } = await accounts.list({ text: 'prod-db' });
    expect(items[0]?.policy).toEqual({ id: wide.id, name: 'production', version: 2 });
    expect(await accounts.counts({})).toEqual({ all: 8, gated: 4, ungated: 4 });
    await policies.restore({ id: root.id });
    await accounts.import({ rows: [{ resource: 'new-db', account: 'x' }] });
    expect(await accounts.counts({})).toEqual({ all: 9, gated: 7, ungated: 2 });
  });

  test('equals policies.match at that moment, for random policies and inventories', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const { accounts, policies } = desk.as('admin');
    const words = ['prod', 'stage', 'db', 'web', 'Æ', 'x'];
    const word = fc.constantFrom(...words);
    const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('-'));
    const pattern = fc
      .array(fc.oneof(word, fc.constantFrom('*', '?', '{db,web}', '[a-p]*')), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('-'));
    const condition = fc.oneof(
      fc.record({ resource: pattern }),
      fc.record({ account: pattern }),
      fc.record({ resource: pattern, account: pattern }),
    );
    const world = fc.record({
      rows: fc.array(fc.record({ resource: name, account: name }), { minLength: 1, maxLength: 8 }),
      conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
      precedence: fc.integer({ min: 0, max: 1 }),
    });
    let policy = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, conditions, precedence }) => {
        policy += 1;
        await accounts.import({ rows });
        await desk.policy({ name: `policy ${policy}`, conditions, precedence, steps: [{ by: 'bob' }] });
        const { items } = await accounts.list({ limit: 200 });
        const winners = await Promise.all(
          items.map(async (one) => (await policies.match({ resource: one.resource, account: one.account })).winner),
        );
        expect(items.map((one) => one.policy?.id ?? null)).toEqual(winners.map((winner) => winner?.policyId ?? null));
        for (const coverage of ['gated', 'ungated'] as const) {
          const listed = (await accounts.list({ coverage, limit: 200 })).items;
          expect(listed).toEqual(items.filter((_, index) => (winners[index] !== null) === (coverage === 'gated')));
          expect((await accounts.counts({}))[coverage]).toBe(listed.length);
        }
        if (policy % 3 === 0)
          await policies.archive({ id: (await policies.list({ status: 'active' })).items[0]?.id ?? '' });
      }),
      { numRuns: 40 },
    );
  });

  test('is computed on demand while policies change, and never for an outdated state', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const rows = Array.from({ length: 4_000 }, (_, index) => ({
      resource: `host-${index % 400}`,
      account: `u${index}`,
    }));
    const { accounts } = desk.as('admin');
    await accounts.import({ rows });
    const asked = Array.from({ length: 6 }, () => accounts.counts({}));
    const changed = desk.policy({ name: 'all', steps: [{ by: 'bob' }] });
    const counts = await Promise.all(asked);
    for (const { all, gated } of counts) expect([all, [0, 4_000].includes(gated)]).toEqual([4_000, true]);
    await changed;
    expect(await accounts.counts({})).toEqual({ all: 4_000, gated: 4_000, ungated: 0 });
  });
});
