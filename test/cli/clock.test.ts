import { expect, it } from 'vitest';
import { z } from 'zod';
import { foundRealDesk, passphraseOf, Wall } from '../desk/real/support.ts';
import { runDesk } from './support.ts';

const DAY = 86_400;
const answer = z.looseObject({ ok: z.boolean() });

/** A real desk whose newest event is a number of seconds before the machine's own time; negative: after it. */
async function deskOf(secondsAgo: number): Promise<string> {
  const wall = new Wall();
  wall.at = new Date().toISOString();
  wall.move(-secondsAgo);
  const desk = await foundRealDesk(wall);
  return desk.directory;
}

async function desk(...args: readonly string[]) {
  const { status, stdout } = await runDesk([...args, '--as', 'ada', '--passphrase-fd', '0'], passphraseOf('ada'));
  return { status, answer: answer.parse(JSON.parse(stdout)) };
}

const bob = JSON.stringify({ username: 'bob', name: 'Bob', email: 'bob@example.test', role: 'member' });

it('the command line reads at a clock that has leapt, refuses to write, and writes once a person has confirmed the clock', async () => {
  const folder = await deskOf(3 * DAY);
  expect((await desk('call', folder, 'people.list')).status).toBe(0);
  expect(await desk('call', folder, 'people.create', bob)).toMatchObject({
    status: 1,
    answer: { ok: false, error: { code: 'CLOCK_LEAPT' } },
  });
  expect(await desk('confirm-clock', folder)).toEqual({ status: 0, answer: { ok: true, result: {} } });
  expect((await desk('call', folder, 'people.create', bob)).status).toBe(0);
  expect((await runDesk(['verify', folder])).status).toBe(0);
});

it('with --confirm-clock a command confirms the clock when it signs in', async () => {
  const folder = await deskOf(40 * DAY);
  expect((await desk('call', folder, 'people.create', bob, '--confirm-clock')).status).toBe(0);
  expect((await runDesk(['verify', folder])).status).toBe(0);
});

it('an admin corrects a clock that is behind the ledger by command, and verify then names the people whose events were ahead', async () => {
  const folder = await deskOf(-2 * DAY);
  const ahead = await runDesk(['verify', folder]);
  expect(ahead).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^Warning: 2 events by ada, .* ahead of this machine’s clock/),
  });
  expect(await desk('confirm-clock', folder)).toMatchObject({
    status: 1,
    answer: { error: { code: 'CLOCK_WENT_BACK' } },
  });
  expect((await desk('correct-clock', folder)).status).toBe(0);
  expect((await desk('call', folder, 'people.create', bob)).status).toBe(0);
  const corrected = await runDesk(['verify', folder]);
  expect(corrected).toMatchObject({ status: 0, stderr: expect.stringContaining('corrected the clock') });
});
