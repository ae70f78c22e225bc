import { afterEach, expect, test, vi } from 'vitest';
import { machineEnvironment, repeatableEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { sessionShape } from '../shapes/session.ts';
import { openDesk, START, type TestDesk } from '../support.ts';

afterEach(() => {
  vi.useRealTimers();
});

async function session(desk: TestDesk, verb: 'get' | 'advance' | 'run', input: object = {}) {
  const given = await desk.answer('admin', `session.${verb}`, input);
  expect(given).toMatchObject({ ok: true });
  return given.ok ? sessionShape.parse(given.result).workspace : { now: '', clockRuns: false };
}

const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1_000).toISOString();

async function deskWithWall(): Promise<{ desk: TestDesk; wall: (seconds: number) => void }> {
  let wall = START;
  const desk = await openDesk({ environment: { ...repeatableEnvironment('wall', START), wallClock: () => wall } });
  return {
    desk,
    wall: (seconds) => {
      wall = at(seconds);
    },
  };
}

test('a training clock stands still, moves when told to, and follows the wall clock only when told to run', async () => {
  const { desk, wall } = await deskWithWall();
  wall(100);
  expect(await session(desk, 'get')).toMatchObject({ now: START, clockRuns: false });
  expect(await session(desk, 'advance', { seconds: 10 })).toMatchObject({ now: at(10), clockRuns: false });
  expect(await session(desk, 'run', { running: true })).toMatchObject({ now: at(10), clockRuns: true });
  wall(105);
  expect(await session(desk, 'get')).toMatchObject({ now: at(15), clockRuns: true });
});

test('moved on while it runs, it runs on from there', async () => {
  const { desk, wall } = await deskWithWall();
  await session(desk, 'run', { running: true });
  wall(5);
  expect(await session(desk, 'advance', { seconds: 3_600 })).toMatchObject({ now: at(3_605) });
  expect(await session(desk, 'get')).toMatchObject({ now: at(3_605) });
  wall(6);
  expect(await session(desk, 'get')).toMatchObject({ now: at(3_606) });
});

test('it never goes back, neither when it is stopped nor with the wall clock', async () => {
  const { desk, wall } = await deskWithWall();
  await session(desk, 'run', { running: true });
  wall(60);
  expect(await session(desk, 'run', { running: false })).toMatchObject({ now: at(60), clockRuns: false });
  wall(120);
  expect(await session(desk, 'get')).toMatchObject({ now: at(60) });
  await session(desk, 'run', { running: true });
  wall(130);
  await desk.hire('alice');
  wall(0);
  expect(await session(desk, 'get')).toMatchObject({ now: at(70) });
  wall(1);
  expect(await session(desk, 'get')).toMatchObject({ now: at(71) });
});

test('expiries while the clock runs are recorded before every command and read', async () => {
  const { desk, wall } = await deskWithWall();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }], pendingTtlSeconds: 60 });
  const first = await desk.file('alice');
  await session(desk, 'run', { running: true });
  wall(59.999);
  expect(await desk.as('bob').requests.get({ id: first.id })).toMatchObject({ status: 'open' });
  wall(61);
  expect(await desk.refused('bob', 'requests.approve', { id: first.id })).toMatchObject({ code: 'NOT_OPEN' });
  const { items } = await desk.as('admin').ledger.list({ type: 'request.expired' });
  expect(items).toMatchObject([{ at: at(61), data: { expiredAt: at(60) }, actor: null }]);
});

test.each<readonly [read: string, answer: (desk: TestDesk, id: string) => Promise<unknown>, expected: unknown]>([
  ['get', (desk, id) => desk.as('alice').requests.get({ id }), { status: 'expired', closedAt: at(60) }],
  ['list', (desk) => desk.as('alice').requests.list({ status: 'open' }), { items: [] }],
  ['counts', (desk) => desk.as('alice').requests.counts({}), { open: 0, expired: 1 }],
  [
    'check',
    (desk) => desk.as('alice').grants.check({ personId: desk.id('alice'), resource: 'granted', account: 'root' }),
    { allowed: false },
  ],
])('a read alone finds expiries while the clock runs: %s', async (_read, answer, expected) => {
  const { desk, wall } = await deskWithWall();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }], pendingTtlSeconds: 60 });
  const { id } = await desk.file('alice', 'open');
  await desk.approve((await desk.file('alice', 'granted', { durationSeconds: 60 })).id, 'bob');
  await session(desk, 'run', { running: true });
  wall(60);
  expect(await answer(desk, id)).toMatchObject({ ...Object(expected) });
});

test('nobody can move a clock past the year 9999; nothing is written then', async () => {
  const desk = await openDesk({ environment: repeatableEnvironment('late', '9999-12-31T23:59:00.000Z') });
  const before = desk.length;
  await expect(desk.advance(60)).rejects.toThrow('9999');
  expect(desk.length).toBe(before);
  await desk.advance(59);
  expect(desk.length).toBe(before + 1);
});

test('a running clock wakes at the moment of an expiry, and announces the change', async () => {
  const desk = await openDesk({ environment: machineEnvironment });
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = await desk.file('alice', 'db', { durationSeconds: 1 });
  const { grant } = await desk.approve(id, 'bob');
  await session(desk, 'run', { running: true });
  const before = desk.length;
  expect(await desk.nextChange()).toEqual(expect.arrayContaining(['grants', 'requests', 'ledger']));
  expect(desk.typesAfter(before)).toEqual(['grant.expired']);
  expect(await desk.as('alice').grants.get({ id: grant?.id ?? '' })).toMatchObject({ status: 'expired' });
});

test('a stopped clock wakes nobody', async () => {
  const { desk, wall } = await deskWithWall();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  await desk.approve((await desk.file('alice', 'db', { durationSeconds: 1 })).id, 'bob');
  const before = desk.length;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await session(desk, 'run', { running: true });
  await session(desk, 'run', { running: false });
  wall(60);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(desk.length).toBe(before);
  await session(desk, 'run', { running: true });
  wall(61);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(desk.typesAfter(before)).toEqual(['grant.expired']);
});
