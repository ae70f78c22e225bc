import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whatIfId } from '#contract/scalars.ts';
import type { WhatIfRun } from '../../../src-main/desk/kernel/jobs.ts';
import { noProgress } from '../../../src-main/desk/policies/whatif/run.ts';
import { whatIfRuns } from '../../../src-main/desk/policies/whatif/runs.ts';
import { personOf } from '../../engine/support/ids.ts';
import { NOBODY } from '../support.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const id = whatIfId.parse(NOBODY);
const alice = personOf('alice');

function someRun(): WhatIfRun {
  return {
    progress: () => noProgress,
    page: async () => null,
    cancel: async () => noProgress,
    end: vi.fn<() => void>(),
  };
}

it('keeps a run while people read it, and a quarter of an hour longer', () => {
  const runs = whatIfRuns();
  const run = someRun();
  runs.keep(alice, id, run);
  for (let times = 0; times < 4; times += 1) {
    vi.advanceTimersByTime(10 * 60_000);
    expect(runs.find(alice, id)).toBe(run);
  }
  expect(runs.find(personOf('bob'), id)).toBeUndefined();
  vi.advanceTimersByTime(15 * 60_000);
  expect(runs.find(alice, id)).toBeUndefined();
  expect(run.end).toHaveBeenCalledOnce();
});

it('ends every run with the desk', () => {
  const runs = whatIfRuns();
  const [one, other] = [someRun(), someRun()];
  runs.keep(alice, id, one);
  runs.keep(personOf('bob'), id, other);
  runs.close();
  for (const run of [one, other]) expect(run.end).toHaveBeenCalledOnce();
  expect(runs.find(alice, id)).toBeUndefined();
});
