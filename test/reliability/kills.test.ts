import { expect, it } from 'vitest';
import { openDesk } from '../desk/support.ts';
import { PROCESSES, prepare, round } from './kills.ts';
import { amount, firstSeed, report, SOAKING_MS } from './soak.ts';

const ROUNDS = amount(2, 34);

it('every answer of three processes before they were killed is kept, and the ledger is intact', {
  timeout: SOAKING_MS,
}, async () => {
  const desk = await openDesk();
  await prepare(desk);
  let answered = 0;
  let length = 0;
  for (let seed = firstSeed; seed < firstSeed + ROUNDS; seed += 1) {
    const left = await round(desk.directory, seed);
    expect(left.lost, `round of seed ${seed}`).toEqual([]);
    expect(left.problems, `round of seed ${seed}`).toEqual([]);
    // Each answer is one event or more, and nobody withdraws one.
    expect(left.length).toBeGreaterThanOrEqual(length + left.answered);
    answered += left.answered;
    length = left.length;
  }
  expect(answered).toBeGreaterThanOrEqual(ROUNDS * PROCESSES);
  report('kills', { rounds: ROUNDS, processes: PROCESSES, answered, lost: 0, events: length, firstSeed });
});
