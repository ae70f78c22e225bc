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

/** What a list cannot do without. */
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

/** What a list does with a cursor: a page, or that it is none of its own. Never anything else. */
async function takes(list: string, cursor: string, filters: object = {}): Promise<boolean> {
  const given = await desk.answer('admin', list, { cursor, limit: 1, ...needs(list), ...filters });
  if (given.ok) page.parse(given.result);
  else expect(given.error).toMatchObject({ code: 'INVALID_INPUT', fields: { cursor: expect.any(String) } });
  return given.ok;
}

test.each(LISTS)('%s takes its own cursor', async (list) => {
  expect(cursors.get(list)).not.toBe('');
  expect(await takes(list, cursors.get(list) ?? '')).toBe(true);
});

test.each(LISTS)(
  '%s answers the cursor of another list with a page or a refusal, never with a failure',
  async (list) => {
    for (const cursor of cursors.values()) await takes(list, cursor);
  },
);

test.each(LISTS)('%s refuses a cursor that was tampered with, or answers a page', async (list) => {
  const cursor = cursors.get(list) ?? '';
  const mangled = [...cursor].flatMap((_, index) =>
    ['A', '9', '=', '\u0000'].map((other) => cursor.slice(0, index) + other + cursor.slice(index + 1)),
  );
  const decoded = Buffer.from(cursor, 'base64url').toString();
  const forged = ['null', '[]', '{}', '[null]', '[1e999]', '["x",-1]', '[[],{}]', `${decoded}x`, decoded.slice(1)];
  const wrapped = forged.flatMap((text) => [
    text,
    Buffer.from(text).toString('base64url'),
    Buffer.from(text).toString('base64'),
  ]);
  for (const each of [...mangled, ...wrapped, `${cursor}${cursor}`, cursor.slice(0, -1)]) await takes(list, each);
});

test('a cursor of one order or filter in another one skips nothing silently that was not seen', async () => {
  const cursor = (await first('requests.list', { sort: 'oldest' })) ?? '';
  for (const filters of [
    { sort: 'newest' },
    { sort: 'expiring' },
    { mine: true },
    { status: 'open' },
    { policyId: fixture.policy },
  ])
    await takes('requests.list', cursor, filters);
});

test('what is added while somebody turns the pages is not in the way', async () => {
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
