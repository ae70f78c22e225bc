import { describe, expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

const account = (resource: string, name: string, kind: string | null = null, owner: string | null = null) => ({
  resource,
  account: name,
  kind,
  owner,
});

const all = async (desk: TestDesk) =>
  (await desk.as('admin').accounts.list({ limit: 200 })).items.map(({ policy: _, ...rest }) => rest);

const imports = async (desk: TestDesk) =>
  (await desk.as('admin').ledger.list({ type: 'accounts.imported', limit: 200 })).items;

describe('importing rows', () => {
  test('adds new accounts, changes different ones, and records nothing about the rest', async () => {
    const desk = await openDesk();
    const { accounts } = desk.as('admin');
    const rows = [account('db', 'root', 'postgres', 'dba'), account('Wiki', 'admin'), account('db', 'app')];
    expect(await accounts.import({ rows })).toEqual({ added: 3, updated: 0, unchanged: 0 });
    const length = desk.length;
    expect(await accounts.import({ rows })).toEqual({ added: 0, updated: 0, unchanged: 3 });
    expect(desk.length).toBe(length);
    const changes = [account('DB', 'ROOT', 'postgres', 'platform'), account('wiki', 'admin'), account('db', 'sa')];
    expect(await accounts.import({ rows: changes })).toEqual({ added: 1, updated: 1, unchanged: 1 });
    // Names stay as they were first written.
    expect(await all(desk)).toEqual([
      account('db', 'app'),
      account('db', 'root', 'postgres', 'platform'),
      account('db', 'sa'),
      account('Wiki', 'admin'),
    ]);
    const [newest] = await imports(desk);
    expect(newest?.data).toMatchObject({
      part: 1,
      rows: [account('db', 'root', 'postgres', 'platform'), account('db', 'sa')],
    });
    expect((await accounts.import({ rows: [] })).unchanged).toBe(0);
    expect((await desk.as('admin').ledger.verify({})).problems).toEqual([]);
  });

  test('keeps a detail that is not given, and removes one that is null or blank', async () => {
    const desk = await openDesk();
    const { accounts } = desk.as('admin');
    await accounts.import({ rows: [account('db', 'root', 'postgres', 'dba')] });
    expect(await accounts.import({ rows: [{ resource: 'db', account: 'root' }] })).toMatchObject({ unchanged: 1 });
    await accounts.import({ rows: [{ resource: 'db', account: 'root', kind: 'mysql' }] });
    expect(await all(desk)).toEqual([account('db', 'root', 'mysql', 'dba')]);
    await accounts.import({ rows: [{ resource: 'db', account: 'root', kind: null, owner: '  ' }] });
    expect(await all(desk)).toEqual([account('db', 'root')]);
  });

  test('counts a repeated account once, and refuses one on which two rows disagree', async () => {
    const desk = await openDesk();
    const { accounts } = desk.as('admin');
    const twice = [account('db', 'root', 'postgres'), account('DB', 'Root', 'postgres')];
    expect(await accounts.import({ rows: twice })).toEqual({ added: 1, updated: 0, unchanged: 1 });
    const length = desk.length;
    const refused = await desk.refused('admin', 'accounts.import', {
      rows: [account('x', 'y'), account('db', 'root'), account('db', 'root', 'mysql')],
    });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: { 'rows.2': expect.any(String) } });
    expect(desk.length).toBe(length);
  });

  test('tells the windows that the inventory changed', async () => {
    const desk = await openDesk();
    const change = desk.nextChange();
    await desk.as('admin').accounts.import({ rows: [account('db', 'root')] });
    expect([...(await change)].sort()).toEqual(['accounts', 'ledger']);
  });

  test('makes events of at most 500 accounts of one import, in one transaction', async () => {
    const desk = await openDesk();
    const rows = Array.from({ length: 1_201 }, (_, index) => account(`host-${index}`, 'root'));
    const changes: unknown[] = [];
    const stop = desk.desk.onChanged((topics) => changes.push(topics));
    expect(await desk.as('admin').accounts.import({ rows })).toMatchObject({ added: 1_201 });
    stop();
    expect(changes).toHaveLength(1);
    const parts = (await imports(desk)).reverse();
    expect(parts.map(({ data }) => [data.part, Array.isArray(data.rows) && data.rows.length])).toEqual([
      [1, 500],
      [2, 500],
      [3, 201],
    ]);
    expect(new Set(parts.map(({ data }) => data.importId)).size).toBe(1);
    expect(new Set(parts.map(({ at }) => at)).size).toBe(1);
    const about = await desk.as('admin').ledger.list({ subjectId: String(parts[0]?.data.importId) });
    expect(about.items).toHaveLength(3);
    expect((await desk.as('admin').ledger.verify({})).problems).toEqual([]);
  });
});

describe('a file of accounts', () => {
  const check = (desk: TestDesk, text: string, format: 'csv' | 'json' = 'csv') =>
    desk.as('admin').accounts.checkImport({ text, format });

  test('is planned first, changes nothing until it is imported, and then does exactly that', async () => {
    const desk = await openDesk();
    await desk.as('admin').accounts.import({ rows: [account('db', 'root', 'postgres', 'dba'), account('db', 'app')] });
    const length = desk.length;
    const text = '\uFEFFOwner,ACCOUNT,resource\r\nplatform,root,db\r\n\r\n,app,db\r\n"web, night",admin,wiki\r\n';
    const plan = await check(desk, text);
    expect(plan).toEqual({
      rows: [
        { line: 2, resource: 'db', account: 'root', action: 'update', changes: ['owner: dba → platform'] },
        { line: 5, resource: 'wiki', account: 'admin', action: 'add', changes: ['owner: web, night'] },
      ],
      problems: [],
      problemCount: 0,
      warnings: [],
      warningCount: 0,
      added: 1,
      updated: 1,
      sequence: expect.any(Number),
      unchanged: 1,
    });
    expect(desk.length).toBe(length);
    expect(await desk.as('admin').accounts.importFile({ text, format: 'csv' })).toEqual({
      added: 1,
      updated: 1,
      unchanged: 1,
    });
    // The file has no column for the kind, so the kind stays.
    expect(await all(desk)).toEqual([
      account('db', 'app'),
      account('db', 'root', 'postgres', 'platform'),
      account('wiki', 'admin', null, 'web, night'),
    ]);
  });

  test('can be JSON: a list of objects, whose lines are those in which they begin', async () => {
    const desk = await openDesk();
    const text = [
      '[',
      '  {"resource": "db", "account": "root", "kind": "postgres"},',
      '  {"resource": "odd \\"[{ name",',
      '   "account": "a,b", "owner": null}, {"resource": "wiki",',
      '   "account": "admin"}',
      ']',
    ].join('\n');
    const plan = await check(desk, text, 'json');
    expect(plan.rows.map(({ line, resource, account: name }) => [line, resource, name])).toEqual([
      [2, 'db', 'root'],
      [3, 'odd "[{ name', 'a,b'],
      [4, 'wiki', 'admin'],
    ]);
    expect(await desk.as('admin').accounts.importFile({ text, format: 'json' })).toMatchObject({ added: 3 });
  });

  const long = 'x'.repeat(257);
  test.each([
    ['csv', '', 1, /nothing in this file/],
    ['csv', ' \n ', 1, /nothing in this file/],
    ['csv', 'resource\ndb\n', 1, /Missing: account/],
    ['csv', 'resource,account,colour,resource\n', 1, /Unknown: “colour”.*Named twice: resource/],
    ['csv', 'resource,account\ndb,root\ndb,\n', 3, /account: This must not be empty/],
    ['csv', `resource,account\n${long},root\n`, 2, /resource: This is too long/],
    ['csv', 'resource,account\ndb,ro\u202Eot\n', 2, /account: .*invisible/],
    ['csv', 'resource,account\ndb,r\uFFFDot\n', 2, /Save the file as UTF-8/],
    ['csv', 'resource,account\ndb,root,linux\n', 2, /3 values, and the header names 2/],
    ['csv', 'resource,account\ndb,root\nDB,Root\n', 3, /in line 2 already/],
    ['csv', 'resource,account\ndb,root\n"db,app\n', 3, /quotation mark opens/],
    ['json', '{"resource": "db", "account": "root"}', 1, /must be a list/],
    ['json', '[\n{"resource": "d\uFFFDb", "account": "root"}]', 2, /resource: .*Save the file as UTF-8/],
    ['json', '[\n{"resource": "db",\n "account": "root"\n}\n', 5, /cannot be read as JSON/],
    ['json', '[\n{"resource": "db",,}]', 2, /cannot be read as JSON/],
    ['json', '[\n{"resource": "db", "account": "root"},\n5]', 3, /must be an object/],
    ['json', '[{"resource": "db",\n"account": "root", "colour": "red"}]', 1, /colour: There is no such field/],
    ['json', '[{"resource": "db"}]', 1, /account: This must be text/],
    ['json', '[{"resource": "db", "account": 5}]', 1, /account: This must be text/],
    ['json', '[{"resource": "db", "account": "a"},\n{"resource": "DB", "account": "A"}]', 2, /in line 1 already/],
  ] as const)('%s: %j is wrong in line %i, and nothing of it is imported', async (format, text, line, message) => {
    const desk = await openDesk();
    const plan = await check(desk, text, format);
    expect(plan.problems[0]).toMatchObject({ line, message: expect.stringMatching(message) });
    expect(plan.problemCount).toBe(plan.problems.length);
    const length = desk.length;
    const refused = await desk.refused('admin', 'accounts.importFile', { text, format });
    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { [`line ${line}`]: expect.stringMatching(message) },
    });
    expect(desk.length).toBe(length);
  });

  test('reports every wrong line, up to a thousand, and counts all of them', async () => {
    const desk = await openDesk();
    const lines = Array.from({ length: 1_500 }, (_, index) => `host-${index},`);
    const plan = await check(desk, ['resource,account', ...lines].join('\n'));
    expect(plan.problems.map(({ line }) => line)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 2));
    expect(plan.problemCount).toBe(1_500);
  });

  test('of 100,000 accounts is imported whole, and one with one more is refused', async () => {
    const desk = await openDesk();
    const line = (index: number) => `host-${Math.floor(index / 10)},user-${index % 10},linux,team ${index % 7}`;
    const lines = Array.from({ length: 100_000 }, (_, index) => line(index));
    const text = ['resource,account,kind,owner', ...lines].join('\n');
    expect(await check(desk, text)).toMatchObject({ added: 100_000, problems: [], problemCount: 0 });
    expect(await desk.as('admin').accounts.importFile({ text, format: 'csv' })).toEqual({
      added: 100_000,
      updated: 0,
      unchanged: 0,
    });
    expect(await desk.as('admin').accounts.counts({})).toEqual({ all: 100_000, gated: 0, ungated: 100_000 });
    expect(await desk.as('admin').accounts.counts({ text: 'host-77 user-3' })).toMatchObject({ all: 1 });
    const tooLong = await check(desk, `${text}\none-more,root,,\n`);
    expect(tooLong).toMatchObject({ added: 0, problems: [{ line: 100_002 }] });
  });
});
