import { beforeEach, describe, expect, it } from 'vitest';
import { looksLikePattern, patternFor } from '../../../src-main/engine/pattern/dialects.ts';
import { openDesk, type TestDesk } from '../support.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openDesk();
});

const check = (text: string, format: 'csv' | 'json' = 'csv') => desk.as('admin').accounts.checkImport({ text, format });

describe('an account with a name that looks like a pattern', () => {
  it('is imported as a name, and the plan warns in its line', async () => {
    const text = 'resource,account\nprod-*,root\ndb,"svc-{a,b}"\nweb,root\n';
    const plan = await check(text);
    expect(plan).toMatchObject({ added: 3, problemCount: 0, warningCount: 2 });
    expect(plan.warnings).toEqual([
      {
        line: 2,
        message:
          'resource: “prod-*” is taken as a name, not as a pattern: it stands for one resource, with exactly these characters. If many are meant, leave this row out and write the pattern in a policy. A policy for this one alone says prod-[*].',
      },
      {
        line: 3,
        message:
          'account: “svc-{a,b}” is taken as a name, not as a pattern: it stands for one account, with exactly these characters. If many are meant, leave this row out and write the pattern in a policy. A policy for this one alone says svc-[{]a,b[}].',
      },
    ]);
    expect(await desk.as('admin').accounts.importFile({ text, format: 'csv' })).toMatchObject({ added: 3 });
    // The first import warned.
    expect(await check(text)).toMatchObject({ unchanged: 3, warnings: [], warningCount: 0 });
  });

  it('warns in JSON, too', async () => {
    const plan = await check('[{"resource": "a", "account": "x"},\n {"resource": "b", "account": "!(x)"}]', 'json');
    expect(plan.warnings).toEqual([{ line: 2, message: expect.stringContaining('“!(x)” is taken as a name') }]);
  });

  it('is counted beyond the first thousand', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => `db-${index},svc-*`);
    const plan = await check(`resource,account\n${rows.join('\n')}`);
    expect([plan.warnings.length, plan.warningCount, plan.added]).toEqual([1_000, 1_200, 1_200]);
  });

  it.each([
    'a*',
    'a?',
    '[ab]',
    '{a,b}',
    '{1..3}',
    'a]',
    '!(db)',
    '!prod',
    '+(a)',
    '@(a|b)',
    'a|b',
    'a/**/b',
    '\\*',
    '"a"',
    '%',
  ])('is known by %s', (name) => {
    expect(looksLikePattern(name)).toBe(true);
  });

  it.each([
    'prod-db',
    'CORP\\dbadmin',
    'svc-web$',
    'R&D (east)',
    'a, b',
    "O'Brien",
    'a+b',
    'böse_1@x.org',
    'arn:aws/x',
  ])('is not seen in %s', (name) => {
    expect(looksLikePattern(name)).toBe(false);
  });

  it.each(['prod-*', 'svc-{a,b}', '[ab]?', ']{', '!(db)', '**'])(
    'is the only one that the advice for %s matches',
    async (name) => {
      await desk.as('admin').accounts.import({
        rows: [name, 'prod-1', 'svc-a', 'a1', '!(dc)'].map((resource) => ({ resource, account: 'root' })),
      });
      await desk.hire('bob');
      const draft = desk.terms({ steps: [{ by: 'bob' }], conditions: [{ resource: patternFor(name) }] });
      const { fields, examples, matched } = await desk.as('admin').policies.foresee({ draft });
      expect([fields, matched, examples[0]?.resource]).toEqual([{}, 1, name]);
    },
  );
});
