import { describe, expect, it } from 'vitest';
import {
  MAX_DESK_PATTERN_CHARACTERS,
  MAX_POLICY_PATTERN_CHARACTERS,
  patternCharacters,
  tooLongSaved,
  whyTooCostly,
} from '../../../src-main/engine/pattern/cost.ts';

const conditions = (length: number) => [{ resource: 'x'.repeat(length - 1), account: 'y' }];
const load = (own: number, desk: number, active = true) => ({ own, active, desk });

describe('the patterns of a policy', () => {
  it('cost their characters, of both fields of all conditions', () => {
    expect(patternCharacters([{ resource: 'ab' }, { account: '😀' }, { resource: 'c', account: 'de' }])).toBe(6);
    expect(patternCharacters([])).toBe(0);
  });

  it('have a limit, which a policy that is over it already may keep', () => {
    const most = MAX_POLICY_PATTERN_CHARACTERS;
    expect(whyTooCostly(conditions(most), load(0, 0))).toBeNull();
    expect(whyTooCostly(conditions(most + 1), load(0, 0))).toMatch(/^The patterns of this policy have/);
    expect(whyTooCostly(conditions(most + 1), load(most, 0))).toMatch(/^The patterns of this policy have/);
    expect(whyTooCostly(conditions(most + 1), load(most + 1, 0))).toBeNull();
    expect(whyTooCostly(conditions(most + 1), null)).toBeNull();
    expect(tooLongSaved(conditions(most))).toBeNull();
    expect(tooLongSaved(conditions(most + 1))).toMatch(/^[A-Z](?!.*\{\{).*\.$/);
  });

  it('have a limit together with those of all active policies, in which their own earlier ones no longer count', () => {
    const most = MAX_DESK_PATTERN_CHARACTERS;
    const together = /^The patterns of all active policies would have/;
    expect(whyTooCostly(conditions(10), load(0, most - 10))).toBeNull();
    expect(whyTooCostly(conditions(10), load(0, most - 9))).toMatch(together);
    expect(whyTooCostly(conditions(10), load(4, most - 6))).toBeNull();
    expect(whyTooCostly(conditions(10), load(4, most - 5))).toMatch(together);
    expect(whyTooCostly(conditions(10), load(0, most, false))).toBeNull();
    expect(whyTooCostly(conditions(10), load(4, most - 5))).toBe(
      'The patterns of all active policies would have 1,000,001 characters, and at most 1,000,000 are allowed. Archive policies that are not needed, or write shorter patterns.',
    );
  });
});
