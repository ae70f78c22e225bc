import { expect, it } from 'vitest';
import { answers } from '../shapes/answers.ts';
import { sessionShape } from '../shapes/session.ts';
import { foundRealDesk, type RealDesk } from './support.ts';

const DAY = 86_400;
const person = (username: string) => ({ username, name: username, email: `${username}@example.test`, role: 'member' });

async function problem(desk: RealDesk): Promise<string | null> {
  return sessionShape.parse(await desk.ok('ada', 'session.get')).workspace.clockProblem;
}

/** Ada signs in again: keys close by the same clock. */
async function again(desk: RealDesk): Promise<void> {
  await desk.ok('ada', 'session.confirm', { passphrase: 'ada keeps seven violet herons' });
}

it('decides nothing while the wall clock is more than five minutes behind the ledger, until it is set right', async () => {
  const desk = await foundRealDesk();
  desk.wall.move(3_600);
  await again(desk);
  await desk.ok('ada', 'people.create', person('bob'));
  desk.wall.move(-299);
  await desk.ok('ada', 'people.create', person('carl'));
  desk.wall.move(-2);
  expect(await problem(desk)).toBe('CLOCK_WENT_BACK');
  expect(await desk.refused('ada', 'people.create', person('dan'))).toMatchObject({ code: 'CLOCK_WENT_BACK' });
  await desk.ok('ada', 'people.list');
  desk.wall.move(600);
  expect(await problem(desk)).toBeNull();
  await desk.ok('ada', 'people.create', person('dan'));
});

it('decides and ends nothing while the wall clock is more than a year ahead, until an admin vouches for it', async () => {
  const desk = await foundRealDesk();
  const carl = await desk.hire('carl');
  const bob = await desk.hire('bob');
  await desk.ok('ada', 'policies.create', {
    name: 'everything',
    conditions: [{ resource: '*' }],
    duration: { maxSeconds: 3_600 },
    steps: [{ approvers: [{ kind: 'person', id: bob }], required: 1 }],
  });
  const { id } = answers.requests.submit.parse(
    await desk.ok('carl', 'requests.submit', { resource: 'db', account: 'root', durationSeconds: 60 }),
  );
  desk.wall.move(366 * DAY);
  await again(desk);
  expect(await problem(desk)).toBe('CLOCK_LEAPT');
  expect(answers.requests.get.parse(await desk.ok('ada', 'requests.get', { id })).status).toBe('open');
  expect(await desk.refused('ada', 'people.disable', { id: carl })).toMatchObject({ code: 'CLOCK_LEAPT' });
  await desk.ok('ada', 'session.correctClock');
  expect(await problem(desk)).toBeNull();
  expect(answers.requests.get.parse(await desk.ok('ada', 'requests.get', { id })).status).toBe('expired');
  expect(await desk.newest(2)).toEqual(['clock.corrected', 'request.expired']);
});

it('ends requests and grants that began in the future when an admin vouches for a clock that was set back', async () => {
  const desk = await foundRealDesk();
  await desk.hire('carl');
  const bob = await desk.hire('bob');
  await desk.ok('ada', 'policies.create', {
    name: 'everything',
    conditions: [{ resource: '*' }],
    duration: { maxSeconds: 3_600 },
    steps: [{ approvers: [{ kind: 'person', id: bob }], required: 1 }],
  });
  // The clock runs a hundred days ahead for a while.
  desk.wall.move(100 * DAY);
  await desk.ok('ada', 'session.confirm', { passphrase: 'ada keeps seven violet herons', confirmClock: true });
  for (const username of ['bob', 'carl']) await desk.signIn(username);
  const file = async (resource: string) =>
    answers.requests.submit.parse(
      await desk.ok('carl', 'requests.submit', { resource, account: 'root', durationSeconds: 3_600 }),
    );
  const [granted, open] = [await file('one'), await file('two')];
  await desk.ok('bob', 'requests.approve', { id: granted.id });
  desk.wall.move(-100 * DAY + 60);
  await again(desk);
  expect(await problem(desk)).toBe('CLOCK_WENT_BACK');
  expect(await desk.refused('bob', 'session.correctClock')).toMatchObject({ code: 'FORBIDDEN' });
  await desk.ok('ada', 'session.correctClock');
  expect(await desk.newest(3)).toEqual(['clock.corrected', 'request.cancelled', 'grant.revoked']);
  expect(answers.requests.get.parse(await desk.ok('ada', 'requests.get', { id: open.id })).status).toBe('cancelled');
  expect(answers.requests.get.parse(await desk.ok('ada', 'requests.get', { id: granted.id })).grant).toMatchObject({
    status: 'revoked',
    reason: expect.stringContaining('clock was corrected'),
  });
  await file('three');
  expect(answers.ledger.verify.parse(await desk.ok('ada', 'ledger.verify'))).toMatchObject({ ok: true });
});

it('changes nothing if the clock is right', async () => {
  const desk = await foundRealDesk();
  await desk.ok('ada', 'session.correctClock');
  expect(await desk.newest(1)).toEqual(['recovery.issued']);
});
