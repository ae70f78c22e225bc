import { describe, expect, it } from 'vitest';
import { simulationResults } from '../../../src-main/desk/policies/whatif/results.ts';

describe('the results of a run', () => {
  it('come back as they were added, all of them, by finding or by fate, from any number down', () => {
    const list = simulationResults();
    const total = 5_000;
    const foundAt = (number: number) =>
      number % 3 === 0
        ? ({ number, findings: ['SAME'], reason: 'STILL_OPEN', status: 'open', target: 7 } as const)
        : ({
            number,
            findings: ['ANOTHER_POLICY', 'OTHER_RULES'],
            reason: 'LONGER',
            status: 'expired',
            target: 0xffff_ffff,
          } as const);
    for (let number = total; number > 0; number -= 1) list.add(foundAt(number));
    expect(list.size).toBe(total);
    expect(list.findings).toMatchObject({ SAME: 1_666, ANOTHER_POLICY: 3_334, OTHER_RULES: 3_334, OTHER_STEPS: 0 });
    expect(list.fates).toEqual({ refused: 0, expired: 0, same: 1_666, undetermined: 3_334 });
    expect(list.list({}, Number.MAX_SAFE_INTEGER, total)).toEqual(
      Array.from({ length: total }, (_, index) => foundAt(total - index)),
    );
    expect(list.list({ finding: 'SAME' }, 10, 2)).toEqual([foundAt(9), foundAt(6)]);
    expect(list.list({ finding: 'ANOTHER_POLICY', fate: 'undetermined' }, 3, 9)).toEqual([foundAt(2), foundAt(1)]);
    expect(list.list({ fate: 'refused' }, total, 9)).toEqual([]);
    expect(list.list({}, 1, 9)).toEqual([]);
  });
});
