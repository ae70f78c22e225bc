import { describe, expect, it } from 'vitest';
import {
  enrolDeskKey,
  enrolKey,
  enrolmentOf,
  issueCode,
  issueRecoveryKit,
  type KeyRecord,
  recover,
} from '../../../src-main/engine/people/keys.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { personOf } from '../support/ids.ts';
import { expectRefused } from '../support/office.ts';

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

const key = { id: 'a'.repeat(64), publicKey: 'A'.repeat(43) };
const bob = {
  id: personOf('bob'),
  username: 'bob',
  name: 'Bob',
  email: 'bob@example.test',
  role: 'member',
  status: 'enabled',
} as const;
const boss = { id: personOf('boss') };

describe('a one-time code', () => {
  it('is issued for a day, as a reset where there was a key', () => {
    for (const hadKey of [true, false])
      expect(issueCode(bob, boss, hadKey, key, nowAt(START))).toEqual({
        ok: true,
        facts: [
          {
            type: 'enrolment.issued',
            data: { personId: bob.id, key, expiresAt: secondsAfter(START, 86_400), reset: hadKey },
          },
        ],
      });
  });

  it('is issued neither for a disabled person nor for oneself', () => {
    const disabled = issueCode({ ...bob, status: 'disabled' }, boss, false, key, nowAt(START));
    expectRefused(disabled, 'FORBIDDEN');
    expect(disabled).toMatchObject({ refusal: { message: expect.stringContaining('Bob') } });
    expectRefused(issueCode(bob, bob, false, key, nowAt(START)), 'FORBIDDEN');
  });

  it('leads to a key', () => {
    expect(enrolKey(bob, key)).toEqual({
      ok: true,
      facts: [{ type: 'key.enrolled', data: { personId: bob.id, key } }],
    });
  });
});

describe('a recovery kit', () => {
  it('is issued as a key', () => {
    expect(issueRecoveryKit(key)).toEqual({ ok: true, facts: [{ type: 'recovery.issued', data: { key } }] });
  });

  it('brings back an enabled admin, and nobody else', () => {
    const admin = { ...bob, role: 'admin' } as const;
    expect(recover(admin, key)).toEqual({
      ok: true,
      facts: [{ type: 'recovery.used', data: { personId: bob.id, key } }],
    });
    expectRefused(recover(bob, key), 'FORBIDDEN');
    expectRefused(recover({ ...admin, status: 'disabled' }, key), 'FORBIDDEN');
  });
});

describe('another key of the desk', () => {
  it('is added, or takes the place of one in force', () => {
    for (const replaces of [null, 'one', 'two'])
      expect(enrolDeskKey(key, replaces, ['one', 'two'])).toEqual({
        ok: true,
        facts: [{ type: 'deskKey.enrolled', data: { key, replaces } }],
      });
    expectRefused(enrolDeskKey(key, 'three', ['one', 'two']), 'STALE');
  });
});
