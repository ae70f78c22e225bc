import { expect, it, onTestFinished } from 'vitest';
import { clockState, makeClock } from '../../../src-main/desk/kernel/clock.ts';
import { verifyFrom } from '../../../src-main/desk/ledger/verify.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { answers } from '../shapes/answers.ts';
import { sessionShape } from '../shapes/session.ts';
import { foundRealDesk, openAgain, passphraseOf, type RealDesk, Wall } from './support.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

const workspaceOf = async (desk: RealDesk, who = 'ada') =>
  sessionShape.parse(await desk.ok(who, 'session.get')).workspace;
const problem = async (desk: RealDesk) => (await workspaceOf(desk)).clockProblem;
const enter = (desk: RealDesk, username: string, confirmClock = false) =>
  desk.answer(username, 'session.signIn', { username, passphrase: passphraseOf(username), confirmClock });

/** Carl asks, bob approves; a request of carl's is open and would expire within a day. */
async function deskAtWork() {
  const desk = await foundRealDesk();
  await desk.hire('carl');
  const bob = await desk.hire('bob');
  await desk.ok('ada', 'policies.create', {
    name: 'everything',
    conditions: [{ resource: '*' }],
    duration: { maxSeconds: DAY },
    steps: [{ approvers: [{ kind: 'person', id: bob }], required: 1 }],
  });
  return { desk, open: await file(desk, 'db') };
}

async function file(desk: RealDesk, resource: string): Promise<string> {
  const input = { resource, account: 'root', durationSeconds: HOUR };
  return answers.requests.submit.parse(await desk.ok('carl', 'requests.submit', input)).id;
}

const statusOf = async (desk: RealDesk, id: string) =>
  answers.requests.get.parse(await desk.ok('ada', 'requests.get', { id })).status;
const length = async (desk: RealDesk) =>
  answers.ledger.list.parse(await desk.ok('ada', 'ledger.list', { limit: 1 })).items[0]?.sequence;
const verified = async (desk: RealDesk) => answers.ledger.verify.parse(await desk.ok('ada', 'ledger.verify'));

it('a night is no leap of the clock, and a second more than 26 hours is one', async () => {
  const desk = await foundRealDesk();
  desk.wall.move(26 * HOUR);
  await enter(desk, 'ada');
  expect(await problem(desk)).toBeNull();
  desk.wall.move(1);
  const again = await openAgain(desk);
  onTestFinished(() => again.close());
  await enter(again, 'ada');
  expect(await problem(again)).toBe('CLOCK_LEAPT');
});

it('on a Monday morning, signing in confirms the clock, so that nothing else has to be done', async () => {
  const { desk, open } = await deskAtWork();
  desk.wall.move(2.5 * DAY);
  expect(await workspaceOf(desk)).toMatchObject({
    clockProblem: 'CLOCK_LEAPT',
    machineClock: desk.wall.at,
    clockLeap: { seconds: 2.5 * DAY, requests: 1, grants: 0 },
  });
  const session = sessionShape.parse(
    await desk.ok('carl', 'session.signIn', { username: 'carl', passphrase: passphraseOf('carl'), confirmClock: true }),
  );
  expect(session.workspace).toMatchObject({ clockProblem: null, clockLeap: null });
  await enter(desk, 'ada');
  expect(await desk.newest(2)).toEqual(['clock.confirmed', 'request.expired']);
  expect(await statusOf(desk, open)).toBe('expired');
  expect(await verified(desk)).toMatchObject({ ok: true, warnings: [] });
});

it('signing in without confirming leaves a leap unconfirmed, and giving the passphrase again can confirm it', async () => {
  const { desk, open } = await deskAtWork();
  desk.wall.move(3 * DAY);
  await enter(desk, 'ada');
  expect(await problem(desk)).toBe('CLOCK_LEAPT');
  expect(await statusOf(desk, open)).toBe('open');
  await desk.ok('ada', 'session.confirm', { passphrase: passphraseOf('ada'), confirmClock: true });
  expect(await problem(desk)).toBeNull();
});

it('anyone confirms 30 days, and a second more needs an admin', async () => {
  const { desk } = await deskAtWork();
  const at = desk.wall.at;
  desk.wall.move(30 * DAY + 1);
  await enter(desk, 'carl', true);
  expect((await workspaceOf(desk, 'carl')).clockLeap).toMatchObject({ mayConfirm: false });
  expect(await desk.refused('carl', 'session.confirmClock')).toMatchObject({ code: 'FORBIDDEN' });
  desk.wall.move(-1);
  await desk.ok('carl', 'session.confirmClock');
  await enter(desk, 'ada');
  expect(await problem(desk)).toBeNull();
  desk.wall.move(30 * DAY + 1);
  await enter(desk, 'ada', true);
  expect(await problem(desk)).toBeNull();
  expect(Date.parse(desk.wall.at) - Date.parse(at)).toBe((60 * DAY + 1) * 1000);
  expect(await verified(desk)).toMatchObject({ ok: true });
});

it('with the clock 300 days ahead, a failed sign-in ends nothing, and once the clock is set right all is as it was', async () => {
  const { desk, open } = await deskAtWork();
  const before = await length(desk);
  desk.wall.move(300 * DAY);
  for (const username of ['carl', 'nobody'])
    expect(
      await desk.refused('eve', 'session.signIn', { username, passphrase: 'not the passphrase of anyone' }),
    ).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
  await enter(desk, 'carl', true);
  expect(await desk.refused('carl', 'requests.cancel', { id: open })).toMatchObject({ code: 'CLOCK_LEAPT' });
  desk.wall.move(-300 * DAY);
  await enter(desk, 'ada');
  await enter(desk, 'bob');
  expect(await length(desk)).toBe(before);
  expect(await statusOf(desk, open)).toBe('open');
  await desk.ok('bob', 'requests.approve', { id: open });
});

it('access that is over by the machine’s clock is not given while a leap waits for confirmation', async () => {
  const { desk, open } = await deskAtWork();
  await desk.ok('bob', 'requests.approve', { id: open });
  const { requester } = answers.requests.get.parse(await desk.ok('ada', 'requests.get', { id: open }));
  const check = { personId: requester.id, resource: 'db', account: 'root' };
  expect(answers.grants.check.parse(await desk.ok('ada', 'grants.check', check)).allowed).toBe(true);
  desk.wall.move(3 * DAY);
  await enter(desk, 'ada');
  expect(await problem(desk)).toBe('CLOCK_LEAPT');
  expect(answers.grants.check.parse(await desk.ok('ada', 'grants.check', check)).allowed).toBe(false);
});

it('access has not begun until the machine’s own clock has reached its beginning, whatever the ledger says', async () => {
  const { desk, open } = await deskAtWork();
  const right = desk.wall.at;
  // The approver's clock runs 23 hours ahead: no leap.
  desk.wall.move(23 * HOUR);
  await enter(desk, 'bob');
  await desk.ok('bob', 'requests.approve', { id: open });
  const here = await openAgain(Object.assign(Object.create(desk), { wall: wallAt(right) }));
  onTestFinished(() => here.close());
  await here.signIn('ada');
  await here.signIn('carl');
  const told = async () =>
    answers.notices.list
      .parse(await here.ok('carl', 'notices.list'))
      .items.flatMap(({ kind, sentence }) => (kind === 'requestApproved' ? [sentence] : []));
  expect(await told()).toEqual([
    'Your request for root on db was approved; access begins at 2026-01-06 08:00 UTC, for 1 h.',
  ]);
  const { requester, grant } = answers.requests.get.parse(await here.ok('ada', 'requests.get', { id: open }));
  const check = async () =>
    answers.grants.check.parse(
      await here.ok('ada', 'grants.check', { personId: requester.id, resource: 'db', account: 'root' }),
    );
  expect(await check()).toMatchObject({
    allowed: false,
    because: expect.stringContaining(`begins at ${grant?.startsAt}`),
  });
  here.wall.move(23 * HOUR - 301);
  expect(await check()).toMatchObject({ allowed: false });
  here.wall.move(1);
  expect(await check()).toMatchObject({ allowed: true, expiresAt: grant?.expiresAt });
  await here.signIn('carl');
  expect(await told()).toEqual(['Your request for root on db was approved; access was opened for 1 h.']);
  here.wall.move(300 + HOUR);
  expect(await check()).toMatchObject({ allowed: false });
});

it('a check of a ledger whose newest events are ahead of this machine’s clock names their authors, and calls it intact', async () => {
  const { desk, open } = await deskAtWork();
  const right = desk.wall.at;
  desk.wall.move(23 * HOUR);
  await enter(desk, 'bob');
  await desk.ok('bob', 'requests.approve', { id: open });
  const checked = await verifyFrom(desk.directory, undefined, wallAt(right).environment);
  expect(checked).toMatchObject({ ok: true, result: { ok: true, problems: [] } });
  const warnings = checked.ok ? checked.result.warnings.map(({ what }) => what) : [];
  expect(warnings).toEqual([
    expect.stringMatching(
      /^3 events by bob, .* are dated up to 2026-01-06T08:00:00.000Z\. That is ahead of this machine’s clock, which says 2026-01-05T09:00:00.000Z\.$/,
    ),
  ]);
});

it('a running desk watches the time pass: days and midnights need no confirmation', async () => {
  const { desk, open } = await deskAtWork();
  for (let hours = 0; hours < 72; hours += 8) {
    desk.wall.pass(8 * HOUR);
    expect(await problem(desk)).toBeNull();
  }
  expect(await statusOf(desk, open)).toBe('expired');
});

it('sleep of the machine is not watched: after a weekend asleep the clock has leapt, after a night it has not', async () => {
  const { desk } = await deskAtWork();
  desk.wall.pass(10 * DAY);
  expect(await problem(desk)).toBeNull();
  desk.wall.move(16 * HOUR);
  expect(await problem(desk)).toBeNull();
  desk.wall.move(60 * HOUR);
  expect(await problem(desk)).toBe('CLOCK_LEAPT');
});

it('a desk without events for more than 30 days asks for a confirmation, because the ledger must record it', async () => {
  const { desk } = await deskAtWork();
  desk.wall.pass(30 * DAY);
  expect(await problem(desk)).toBeNull();
  desk.wall.pass(1);
  expect(await problem(desk)).toBe('CLOCK_LEAPT');
});

it('a new process relies for two minutes on the time for which a running desk vouches, and on no other clock', async () => {
  const { desk } = await deskAtWork();
  const store = await openStore(desk.directory);
  onTestFinished(() => store.close());
  const state = { ...clockState(store.reader), vouchedAt: wallAt(desk.wall.at, 5 * DAY).at };
  const problemAt = (seconds: number) => makeClock(wallAt(desk.wall.at, 5 * DAY + seconds).environment).problem(state);
  expect([problemAt(0), problemAt(120), problemAt(121), problemAt(300 * DAY)]).toEqual([
    null,
    null,
    'CLOCK_LEAPT',
    'CLOCK_LEAPT',
  ]);
});

it('in the last second of the year 9999 everyone signs in, and an admin sets the clock right', async () => {
  const { desk, open } = await deskAtWork();
  const right = desk.wall.at;
  desk.wall.at = '9999-12-31T23:59:58.000Z';
  await enter(desk, 'ada', true);
  expect(await problem(desk)).toBeNull();
  await enter(desk, 'carl');
  expect(await statusOf(desk, open)).toBe('expired');
  const last = await file(desk, 'last');
  expect(answers.requests.get.parse(await desk.ok('carl', 'requests.get', { id: last })).expiresAt).toBe(
    '9999-12-31T23:59:59.999Z',
  );
  desk.wall.at = right;
  const again = await openAgain(desk);
  onTestFinished(() => again.close());
  for (const username of ['ada', 'bob', 'carl']) expect((await enter(again, username)).ok).toBe(true);
  expect(await problem(again)).toBe('CLOCK_WENT_BACK');
  expect(await again.refused('bob', 'session.confirmClock')).toMatchObject({ code: 'CLOCK_WENT_BACK' });
  await again.ok('ada', 'session.correctClock');
  expect(await problem(again)).toBeNull();
  const next = await file(again, 'next');
  await again.ok('bob', 'requests.approve', { id: next });
  const check = await verified(again);
  expect(check).toMatchObject({ ok: true, problems: [] });
  expect(check.warnings.map(({ what }) => what)).toEqual([
    expect.stringMatching(/by ada.*after 2026-01-05T09:00:00.000Z, the time to which event \d+ corrected the clock/),
    expect.stringMatching(/by the desk itself/),
    expect.stringMatching(/by carl/),
  ]);
});

it('an admin who lost the passphrase is let in by the recovery kit whatever the clock says', async () => {
  const wall = new Wall();
  const desk = await foundRealDesk(wall);
  const code = desk.onPrintedPage('Recovery code');
  wall.move(300 * DAY);
  await desk.ok('ada', 'session.recover', { username: 'ada', code, passphrase: 'ada keeps eight violet herons' });
  expect(await problem(desk)).toBe('CLOCK_LEAPT');
  await desk.ok('ada', 'session.confirmClock');
  expect(await problem(desk)).toBeNull();
  expect(await verified(desk)).toMatchObject({ ok: true, problems: [] });
});

function wallAt(at: string, seconds = 0): Wall {
  const wall = new Wall();
  wall.at = at;
  wall.move(seconds);
  return wall;
}
