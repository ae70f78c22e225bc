import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../engine/property/intents.ts';
import { OBSERVER } from '../../engine/property/observe.ts';
import { play, type Tally } from '../../engine/property/play.ts';
import { openSharedDesk } from '../support.ts';
import { chainLength } from './chain.ts';
import { DeskWorld } from './deskWorld.ts';

const RUNS = 120;
const MAX_COMMANDS = 30;

// The minimum of each outcome, so that the generator keeps proving something.
const REACHED = [
  'people.disable ok',
  'people.enable ok',
  'people.update ok',
  'groups.update ok',
  'groups.remove IN_USE',
  'policies.update ok',
  'policies.update STALE',
  'policies.archive ok',
  'requests.submit ok',
  'requests.submit DUPLICATE_REQUEST',
  'requests.submit QUORUM_IMPOSSIBLE',
  'requests.approve ok',
  'requests.reject ok',
  'requests.cancel ok',
  'requests.bypass ok',
  'grants.revoke ok',
];

test('the desk on SQLite does what the reference model predicts, in 120 random runs; each leaves a ledger whose replay equals its tables', async () => {
  const tally: Tally = new Map();
  const oneRun = fc.asyncProperty(runs(MAX_COMMANDS), async (run) => {
    const { desk, dispose } = await openSharedDesk();
    try {
      const world = new DeskWorld(desk);
      await play(world, run, tally);
      const verified = await world.execute({ as: OBSERVER, area: 'ledger', verb: 'verify', input: {} });
      expect(verified).toMatchObject({ ok: true, result: { ok: true, length: desk.length, problems: [] } });
      expect(chainLength(desk.directory)).toBe(desk.length);
    } finally {
      await dispose();
    }
  });
  await fc.assert(oneRun, { numRuns: RUNS });
  expect(REACHED.filter((outcome) => !tally.has(outcome))).toEqual([]);
});
