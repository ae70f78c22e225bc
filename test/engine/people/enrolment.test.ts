import { describe, expect, it } from 'vitest';
import { enrolmentOf, type KeyRecord } from '../../../src-main/engine/people/keys.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { personOf } from '../support/ids.ts';

const stateOf = (record: Partial<KeyRecord>, at = START) =>
  enrolmentOf({ personId: personOf('bob'), codeExpiresAt: null, enrolledAt: null, resetAt: null, ...record }, nowAt(at))
    .state;

describe('the state of a person’s key', () => {
  it('is none before the first code, and enrolled with a key', () => {
    expect(stateOf({})).toBe('none');
    expect(stateOf({ enrolledAt: START })).toBe('enrolled');
    expect(stateOf({ enrolledAt: START, resetAt: START })).toBe('enrolled');
  });

  it('is invited until the code expires, and lapsed from that moment on', () => {
    const codeExpiresAt = secondsAfter(START, 60);
    expect(stateOf({ codeExpiresAt }, secondsAfter(START, 59))).toBe('invited');
    expect(stateOf({ codeExpiresAt }, secondsAfter(START, 60))).toBe('lapsed');
    expect(stateOf({ codeExpiresAt, resetAt: START }, secondsAfter(START, 61))).toBe('lapsed');
  });
});
