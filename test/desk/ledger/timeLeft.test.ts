import { expect, it } from 'vitest';
import { timeLeft } from '../../../src-main/desk/ledger/timeLeft.ts';
import { leftInWords } from '../../../src-renderer/ledger/timeLeft.ts';

it('cannot be told before a second and a half has passed', () => {
  const left = timeLeft();
  expect(left.at(0, 10_000, 0)).toBeNull();
  expect(left.at(1_000, 10_000, 1_000)).toBeNull();
  expect(left.at(2_000, 10_000, 2_000)).toBe(8);
});

it('follows from the speed of the last ten seconds, not from that of the beginning', () => {
  const left = timeLeft();
  for (let second = 0; second <= 20; second += 1) left.at(second * 100, 100_000, second * 1_000);
  let last: number | null = null;
  for (let second = 21; second <= 31; second += 1)
    last = left.at(2_000 + (second - 20) * 1_000, 100_000, second * 1_000);
  expect(last).toBe((100_000 - 13_000) / 1_000);
});

it('cannot be told while nothing moves, nor at the end', () => {
  const left = timeLeft();
  left.at(0, 100, 0);
  expect(left.at(0, 100, 5_000)).toBeNull();
  expect(left.at(100, 100, 6_000)).toBeNull();
});

it.each([
  [0.2, '1 second'],
  [7.4, '7 seconds'],
  [33, '35 seconds'],
  [58, '1 minute'],
  [59.4 * 60, '59 minutes'],
  [3 * 3_600 + 60, '3 hours'],
])('of %f seconds is said as %s', (seconds, words) => {
  expect(leftInWords(seconds)).toBe(words);
});
