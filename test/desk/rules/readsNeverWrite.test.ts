import { expect, test } from 'vitest';
import type { Input } from '#contract/contract.ts';
import { repeatableEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { openDesk, START, type TestDesk } from '../support.ts';

const later = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString();

/** A desk whose clock follows a wall clock that the test moves: its timers do not notice, so expiries are not recorded. */
async function deskWithLapses() {
  let wall = START;
  const desk = await openDesk({ environment: { ...repeatableEnvironment('reads', START), wallClock: () => wall } });
  await desk.hire('alice bob carol dan erin');
  await desk.hire('otto', 'auditor');
  await desk.group('security', 'bob carol');
  await desk.policy({
    name: 'quick',
    conditions: [{ resource: 'q*' }],
    steps: [{ by: '@security' }],
    pendingTtlSeconds: 60,
  });
  await desk.policy({
    name: 'slow',
    conditions: [{ resource: 's*' }],
    steps: [{ by: 'dan' }],
    pendingTtlSeconds: 7_200,
  });
  await desk.policy({ name: 'one', conditions: [{ resource: 'o*' }], steps: [{ by: 'erin' }], pendingTtlSeconds: 60 });
  for (const [who, resource] of [
    ['alice', 'q1'],
    ['dan', 'q2'],
    ['alice', 's1'],
    ['erin', 's2'],
    ['alice', 'o1'],
  ] as const)
    await desk.file(who, resource, { justification: `because of ${resource}` });
  const granted = await desk.file('alice', 'q3', { durationSeconds: 90 });
  await desk.approve(granted.id, 'bob');
  const lasting = await desk.file('alice', 's3', { durationSeconds: 3_600 });
  await desk.approve(lasting.id, 'dan');
  await desk.approve((await desk.file('dan', 'q4', { durationSeconds: 60 })).id, 'carol');
  // Nobody is left who could approve `o1`, so it is stuck when it expires.
  await desk.as('admin').people.disable({ id: desk.id('erin') });
  expect((await desk.answer('alice', 'session.run', { running: true })).ok).toBe(true);
  wall = later(120);
  return desk;
}

const filters: readonly Partial<Input<'requests', 'list'>>[] = [
  {},
  { status: 'open' },
  { status: 'expired' },
  { status: 'approved' },
  { stuck: true },
  { stuck: false },
  { stuck: false, status: 'expired' },
  { mine: true },
  { mine: true, status: 'expired' },
  { waitingOnMe: true },
  { resource: 'q*' },
  { resource: 'q*', status: 'open' },
  { resource: 'q*', status: 'expired' },
  { resource: '{q1,o1,s1}', account: 'ro*', status: 'expired' },
  { text: 'because' },
  { text: 'because', status: 'open' },
  { text: 'because', status: 'expired' },
];

/** The answers to everyone for lists, counts and single things. */
async function everything(desk: TestDesk): Promise<unknown> {
  const answers: unknown[] = [];
  for (const who of ['alice', 'bob', 'carol', 'dan', 'otto', 'admin']) {
    for (const filter of filters) {
      for (const sort of ['newest', 'oldest', 'expiring'] as const) {
        const pages: unknown[] = [];
        let cursor: string | undefined;
        do {
          const page = await desk.as(who).requests.list({ ...filter, sort, limit: 2, ...(cursor ? { cursor } : {}) });
          pages.push(...page.items);
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        answers.push([who, filter, sort, pages]);
      }
      answers.push([who, filter, await desk.as(who).requests.counts(filter)]);
    }
    for (const status of [undefined, 'active', 'expired', 'revoked'] as const)
      for (const more of [{}, { text: 'root' }, { sort: 'ending' as const }, { endsWithinSeconds: 7_200 }])
        answers.push([
          who,
          status,
          more,
          (await desk.as(who).grants.list({ ...(status ? { status } : {}), ...more })).items,
        ]);
  }
  for (const resource of ['q3', 's3'])
    answers.push(await desk.as('admin').grants.check({ personId: desk.id('alice'), resource, account: 'root' }));
  for (const who of ['alice', 'dan']) answers.push(await desk.as('admin').people.previewDisable({ id: desk.id(who) }));
  answers.push(
    await desk.answer('alice', 'requests.preview', { resource: 'q1', account: 'root', durationSeconds: 60 }),
  );
  // Only a recorded event has a number.
  return JSON.parse(JSON.stringify(answers, (key, value: unknown) => (key === 'newestEvent' ? undefined : value)));
}

test('an unrecorded expiry is answered everywhere as if it were recorded, and nothing is written', async () => {
  const desk = await deskWithLapses();
  const before = desk.length;
  const computed = await everything(desk);
  expect(desk.length).toBe(before);
  // Any write records expiries before anything else.
  await desk.hire('zoe');
  expect(desk.typesAfter(before)).toEqual([
    'request.expired',
    'request.expired',
    'request.expired',
    'grant.expired',
    'grant.expired',
    'person.created',
    'key.enrolled',
  ]);
  const recorded = await everything(desk);
  expect(computed).toEqual(recorded);
});

test('a ledger with unrecorded expiries is intact', async () => {
  const desk = await deskWithLapses();
  expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
});
