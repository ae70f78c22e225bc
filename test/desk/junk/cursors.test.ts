import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Fixture, setFixture } from '../fixture.ts';
import { openSharedDesk, type TestDesk, untilOver } from '../support.ts';

const LISTS = [
  'people.list',
  'people.enrolments',
  'groups.list',
  'accounts.list',
  'policies.list',
  'policies.whatIfRequests',
  'requests.list',
  'requests.timeline',
  'grants.list',
  'notices.list',
  'proposals.list',
  'ledger.list',
];
const page = z.looseObject({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });

let desk: TestDesk;
let fixture: Fixture;
let dispose: () => Promise<void>;
const cursors = new Map<string, string>();
beforeAll(async () => {
  ({ desk, dispose } = await openSharedDesk());
  fixture = await setFixture(desk);
  await untilOver(desk, fixture.whatIf);
  for (const list of LISTS) cursors.set(list, (await first(list)) ?? '');
});
afterAll(() => dispose());

/** The required input of a list. */
const needs = (list: string): object =>
  list === 'policies.whatIfRequests'
    ? { id: fixture.whatIf }
    : list === 'requests.timeline'
      ? { id: fixture.open }
      : {};

async function first(list: string, filters: object = {}): Promise<string | null> {
  const given = await desk.answer('admin', list, { limit: 1, ...needs(list), ...filters });
  return given.ok ? page.parse(given.result).nextCursor : null;
}

/** The page that a list answers to a cursor; null if it refuses the cursor. Fails on any other answer. */
async function answered(list: string, cursor: string, filters: object = {}): Promise<unknown[] | null> {
  const given = await desk.answer('admin', list, { cursor, limit: 1, ...needs(list), ...filters });
  if (given.ok) return page.parse(given.result).items;
  expect(given.error).toMatchObject({ code: 'INVALID_INPUT', fields: { cursor: expect.any(String) } });
  return null;
}

async function whole(list: string, filters: object = {}): Promise<unknown[]> {
  const given = await desk.answer('admin', list, { limit: 200, ...needs(list), ...filters });
  return page.parse(given.ok ? given.result : given.error).items;
}

const textIn = (cursor: string): string => Buffer.from(cursor, 'base64url').toString();

/** Whether a text is a position in the same list as a good cursor, so that a tampered cursor may be accepted. */
function ofTheSameList(text: string, good: string): boolean {
  const envelope = z.strictObject({ v: z.literal(1), list: z.string(), at: z.unknown() });
  try {
    return envelope.parse(JSON.parse(text)).list === envelope.parse(JSON.parse(good)).list;
  } catch {
    return false;
  }
}

test.each(LISTS)('%s continues after its own cursor', async (list) => {
  const [, second] = await whole(list);
  expect(second).toBeDefined();
  expect(await answered(list, cursors.get(list) ?? '')).toEqual([second]);
});

test.each(LISTS)('%s refuses the cursor of another list', async (list) => {
  for (const [other, cursor] of cursors)
    expect(other === list || (await answered(list, cursor)) === null, `that of ${other}`).toBe(true);
});

test.each(LISTS)('%s refuses a tampered cursor, unless it is another position of the list', async (list) => {
  const cursor = cursors.get(list) ?? '';
  const items = await whole(list);
  const mangled = [...cursor].flatMap((_, index) =>
    ['A', '9', '=', '\u0000'].map((other) => cursor.slice(0, index) + other + cursor.slice(index + 1)),
  );
  let refused = 0;
  for (const each of mangled) {
    const found = await answered(list, each);
    refused += found === null ? 1 : 0;
    expect(found === null || ofTheSameList(textIn(each), textIn(cursor)), each).toBe(true);
    expect(found !== null || textIn(each) !== textIn(cursor), each).toBe(true);
    expect(items, each).toEqual(expect.arrayContaining(found ?? []));
  }
  expect(refused).toBeGreaterThan(mangled.length / 2);
});

test.each(LISTS)('%s refuses a forged cursor', async (list) => {
  const cursor = cursors.get(list) ?? '';
  const decoded = textIn(cursor);
  const forged = ['null', '[]', '{}', '[null]', '[1e999]', '["x",-1]', '[[],{}]', `${decoded}x`, decoded.slice(1)];
  const wrapped = forged.flatMap((text) => [
    text,
    Buffer.from(text).toString('base64url'),
    Buffer.from(text).toString('base64'),
  ]);
  for (const each of [...wrapped, `${cursor}${cursor}`, cursor.slice(0, -1)])
    expect(await answered(list, each), each).toBeNull();
});

test('a cursor of one order is refused by another one', async () => {
  const cursor = (await first('requests.list', { sort: 'oldest' })) ?? '';
  expect(await answered('requests.list', cursor, { sort: 'oldest' })).toHaveLength(1);
  for (const sort of ['newest', 'expiring']) expect(await answered('requests.list', cursor, { sort })).toBeNull();
});

test('a cursor continues at its place under another filter, and skips nothing after it', async () => {
  const numbered = (items: readonly unknown[]) => items.map((item) => z.looseObject({ number: z.int() }).parse(item));
  const [passed] = numbered(await whole('requests.list', { sort: 'oldest' }));
  const cursor = (await first('requests.list', { sort: 'oldest' })) ?? '';
  const found: number[] = [];
  for (const filter of [{ mine: true }, { status: 'open' }, { status: 'approved' }, { policyId: fixture.policy }]) {
    const filters = { sort: 'oldest', ...filter };
    const behind = numbered(await whole('requests.list', filters)).filter(
      ({ number }) => number > (passed?.number ?? 0),
    );
    expect(await answered('requests.list', cursor, filters)).toEqual(behind.slice(0, 1));
    found.push(...behind.map(({ number }) => number));
  }
  expect(found.length).toBeGreaterThan(1);
});

test('new requests do not disturb the pages', async () => {
  const all = async (limit: number) => {
    const found: unknown[] = [];
    let cursor: string | null = null;
    do {
      const given = await desk.answer('admin', 'requests.list', { limit, ...(cursor === null ? {} : { cursor }) });
      const answered = page.parse(given.ok ? given.result : null);
      found.push(...answered.items);
      cursor = answered.nextCursor;
      await desk.file('alice', `prod-turning-${found.length}`);
    } while (cursor !== null);
    return found;
  };
  const before = (await desk.as('admin').requests.list({ limit: 200 })).items.map(({ id }) => id);
  expect((await all(1)).map((item) => z.looseObject({ id: z.string() }).parse(item).id)).toEqual(before);
});
