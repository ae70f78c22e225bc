import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '#contract/contract.ts';
import type { RequestAnswer } from '../shapes/answers.ts';
import { openSharedDesk, type TestDesk } from '../support.ts';

type Filters = Input<'requests', 'counts'>;

let desk: TestDesk;
let dispose: () => Promise<void>;
let policyIds: readonly string[];

const VIEWERS = ['admin', 'erin', 'alice', 'bob', 'carol', 'dan', 'mallory'];

/** Requests of several people under two policies, in every state, an hour apart. */
beforeAll(async () => {
  ({ desk, dispose } = await openSharedDesk());
  await desk.hire('alice bob carol dan mallory');
  await desk.hire('erin', 'auditor');
  await desk.group('managers', 'bob carol');
  const wiki = await desk.policy({
    name: 'wiki',
    conditions: [{ resource: 'wiki*' }],
    steps: [{ by: '@managers dan' }],
    pendingTtlSeconds: 28_800,
  });
  const rest = await desk.policy({
    name: 'rest',
    steps: [{ by: '@managers', required: 1 }, { by: 'dan carol' }],
    pendingTtlSeconds: 5 * 86_400,
  });
  policyIds = [wiki.id, rest.id];
  const ends = [
    async () => {},
    (id: string) => desk.approve(id, 'bob'),
    (id: string) => desk.as('bob').requests.reject({ id }),
    async () => {},
  ];
  const names = ['wiki-main', 'WIKI/old', 'db-1', 'db-2', 'Größe'];
  for (let index = 0; index < 24; index += 1) {
    const requester = ['alice', 'dan', 'mallory', 'bob'][index % 4] ?? 'alice';
    const filer = index % 6 === 5 ? 'admin' : requester;
    const resource = names[index % names.length] ?? 'db-1';
    const { id } = await desk.file(filer, resource, {
      account: index >= 20 ? 'backup' : index % 2 === 0 ? 'root' : 'app',
      justification: index % 3 === 0 ? 'Index rebuild, approved by the night shift' : null,
      ticket: index % 5 === 0 ? `OPS-${index}` : null,
      ...(filer === requester ? {} : { requesterId: desk.id(requester) }),
      durationSeconds: 60 + index,
    });
    if (requester !== 'bob') await ends[Math.floor(index / 4) % ends.length]?.(id);
    if (index === 14) await desk.as(requester).requests.cancel({ id });
    await desk.advance(3_600);
  }
  await desk.regroup('managers', 'carol mallory');
  await desk.file('mallory', 'db-late');
});
afterAll(() => dispose());

const words = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function answers(request: RequestAnswer, viewer: string, filters: Filters): boolean {
  const { resource, account, requester, ticket, justification } = request;
  const glob = (pattern: string | undefined, name: string) =>
    pattern === undefined ||
    new RegExp(`^${pattern.toLowerCase().replaceAll('*', '.*')}$`, 'su').test(name.toLowerCase());
  const all = words([resource, account, requester.username, requester.name, ticket, justification].join(' '));
  const asked = filters.text === undefined ? null : words(filters.text);
  const last = asked?.at(-1) ?? '';
  const notYet = request.viewer.why.find(({ action }) => action === 'approve');
  // Approvers of later steps may reject now, so it waits for them, too.
  const waits = request.viewer.canApprove || notYet?.reason === 'NEEDED_IN_LATER_STEP';
  return (
    (filters.status === undefined || request.status === filters.status) &&
    (!filters.mine || requester.username === viewer) &&
    (!filters.waitingOnMe || waits) &&
    (filters.requesterId === undefined || requester.id === filters.requesterId) &&
    (filters.policyId === undefined || request.policy.id === filters.policyId) &&
    glob(filters.resource, resource) &&
    glob(filters.account, account) &&
    (filters.submittedFrom === undefined || Date.parse(request.submittedAt) >= Date.parse(filters.submittedFrom)) &&
    (filters.submittedTo === undefined || Date.parse(request.submittedAt) <= Date.parse(filters.submittedTo)) &&
    (filters.stuck === undefined || request.stuck === filters.stuck) &&
    (asked === null ||
      (asked.length > 0 &&
        asked.slice(0, -1).every((word) => all.includes(word)) &&
        all.some((word) => (asked.length > 1 || last.length >= 2 ? word.startsWith(last) : word === last))))
  );
}

function singles(): Filters[] {
  const [wiki = '', rest = ''] = policyIds;
  const statuses = ['open', 'approved', 'rejected', 'cancelled', 'expired'] as const;
  return [
    {},
    ...statuses.map((status) => ({ status })),
    { waitingOnMe: true },
    { waitingOnMe: false },
    { mine: true },
    { requesterId: desk.id('alice') },
    { requesterId: desk.id('mallory') },
    { requesterId: desk.id('carol') },
    { policyId: wiki },
    { policyId: rest },
    { resource: 'wiki*' },
    { resource: 'DB-1' },
    { resource: 'gröss*' },
    { resource: 'GRÖßE' },
    { resource: '*' },
    { resource: 'nowhere' },
    { account: 'root' },
    { account: 'a*' },
    { text: 'index' },
    { text: 'reb' },
    { text: 're' },
    { text: 'ops 5' },
    { text: 'OPS-20' },
    { text: 'mallory' },
    { text: 'shift night index' },
    { text: 'alice db' },
    { text: '' },
    { text: ' -- ' },
    { submittedFrom: '2026-01-05T12:00:00.000Z' },
    { submittedFrom: '2026-01-05T13:00:00.000+01:00' },
    { submittedTo: '2026-01-05T12:00:00Z' },
    { submittedTo: '2026-01-05T11:59:59.999Z' },
    { stuck: true },
    { stuck: false },
  ];
}

async function everything(viewer: string): Promise<readonly RequestAnswer[]> {
  const { items, nextCursor } = await desk.as(viewer).requests.list({ limit: 200 });
  expect(nextCursor).toBeNull();
  return items;
}

test('the desk under test has something in every state, and people see different parts of it', async () => {
  const all = await everything('admin');
  expect(new Set(all.map(({ status }) => status)).size).toBe(5);
  expect(all.some(({ stuck }) => stuck)).toBe(true);
  const counts = await Promise.all(VIEWERS.map(async (viewer) => (await everything(viewer)).length));
  expect(new Set(counts).size).toBeGreaterThan(3);
});

test.each(VIEWERS)(
  'for %s, each filter and each pair of filters finds its matches, newest first; counts agree',
  async (viewer) => {
    const visible = await everything(viewer);
    expect(visible.map(({ number }) => number)).toEqual(visible.map(({ number }) => number).sort((a, b) => b - a));
    const all = singles();
    const pairs = all.flatMap((one, index) => all.slice(index + 1).map((other): Filters => ({ ...one, ...other })));
    const { requests } = desk.as(viewer);
    for (const filters of [...all, ...pairs.filter((_, index) => index % 3 === VIEWERS.indexOf(viewer) % 3)]) {
      const expected = visible.filter((request) => answers(request, viewer, filters));
      const { items } = await requests.list({ ...filters, limit: 200 });
      expect(
        items.map(({ number }) => number),
        JSON.stringify(filters),
      ).toEqual(expected.map(({ number }) => number));
      const count = (status: string) => expected.filter((request) => request.status === status).length;
      expect(await requests.counts(filters), JSON.stringify(filters)).toEqual({
        open: count('open'),
        approved: count('approved'),
        rejected: count('rejected'),
        cancelled: count('cancelled'),
        expired: count('expired'),
        waitingOnMe: expected.filter((request) => answers(request, viewer, { waitingOnMe: true })).length,
        capped: false,
      });
    }
  },
);

test.each(VIEWERS)('for %s, other orders hold the same', async (viewer) => {
  const visible = await everything(viewer);
  const numbers = async (input: Input<'requests', 'list'>) =>
    (await desk.as(viewer).requests.list({ ...input, limit: 200 })).items.map(({ number }) => number);
  expect(await numbers({ sort: 'oldest' })).toEqual(visible.map(({ number }) => number).reverse());
  const open = visible.filter(({ status }) => status === 'open');
  const expiring = [...open].sort((a, b) =>
    a.expiresAt < b.expiresAt ? -1 : a.expiresAt > b.expiresAt ? 1 : a.number - b.number,
  );
  expect(await numbers({ sort: 'expiring', status: 'open' })).toEqual(expiring.map(({ number }) => number));
});
