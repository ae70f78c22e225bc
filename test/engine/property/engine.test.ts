import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineWorld } from './engineWorld.ts';
import { runs } from './intents.ts';
import { play, type Tally } from './play.ts';

const RUNS = 1_000;
const MAX_COMMANDS = 30;

// The minimum of each outcome, so that the generator keeps proving something.
const REACHED: Readonly<Record<string, readonly string[]>> = {
  'people.disable': ['ok', 'FORBIDDEN'],
  'people.update': ['ok', 'LAST_ADMIN', 'FORBIDDEN'],
  'groups.create': ['ok', 'NAME_TAKEN'],
  'groups.update': ['ok', 'FORBIDDEN'],
  'groups.remove': ['ok', 'IN_USE'],
  'policies.create': ['ok', 'NAME_TAKEN', 'QUORUM_IMPOSSIBLE'],
  'policies.update': ['ok', 'STALE', 'QUORUM_IMPOSSIBLE'],
  'policies.archive': ['ok'],
  'policies.restore': ['ok'],
  'requests.submit': [
    'ok',
    'INVALID_INPUT',
    'FORBIDDEN',
    'NO_MATCHING_POLICY',
    'DURATION_OUT_OF_RANGE',
    'QUORUM_IMPOSSIBLE',
    'DUPLICATE_REQUEST',
  ],
  'requests.approve': [
    'ok',
    'NOT_FOUND',
    'NOT_OPEN',
    'REQUESTER',
    'FILED_IT',
    'NOT_AN_APPROVER',
    'LATER_STEP',
    'EARLIER_STEP',
    'ALREADY_APPROVED',
    'COUNTED_IN_EARLIER_STEP',
    'NEEDED_IN_LATER_STEP',
  ],
  'requests.reject': ['ok', 'NOT_OPEN', 'REQUESTER'],
  'requests.withdraw': ['ok', 'NOT_OPEN', 'NOTHING_TO_WITHDRAW'],
  'requests.cancel': ['ok', 'FORBIDDEN', 'NOT_OPEN'],
  'requests.bypass': ['ok', 'NOT_OPEN', 'BYPASS_NOT_ALLOWED'],
  'grants.revoke': ['ok', 'NOT_ACTIVE'],
  'grants.release': ['ok', 'NOT_ACTIVE', 'NOT_FOUND', 'FORBIDDEN'],
  'grants.reviewBypass': ['ok', 'NOT_FOUND', 'FORBIDDEN'],
};

describe('the engine', () => {
  it('does what the reference model predicts, and keeps every invariant, in 1,000 random runs', async () => {
    const tally: Tally = new Map();
    await fc.assert(
      fc.asyncProperty(runs(MAX_COMMANDS), (run) => play(new EngineWorld(), run, tally)),
      { numRuns: RUNS },
    );
    const expected = Object.entries(REACHED).flatMap(([verb, codes]) => codes.map((code) => `${verb} ${code}`));
    expect(expected.filter((outcome) => !tally.has(outcome))).toEqual([]);
  });
});
