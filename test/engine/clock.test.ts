import { describe, expect, it } from 'vitest';
import {
  ANYONE_CONFIRMS_SECONDS,
  confirmClock,
  correctClock,
  isOver,
  LEAP_SECONDS,
  MAX_AHEAD_SECONDS_RULES_1,
  MAX_BEHIND_SECONDS,
  mayConfirm,
} from '../../src-main/engine/clock.ts';
import { invalid, notEligible, whyStale } from '../../src-main/engine/outcome.ts';
import { writeReason } from '../../src-main/engine/reason/form.ts';
import { nowAt, START, secondsAfter } from './support/clock.ts';
import { grantOf, requestOf } from './support/ids.ts';
import { expectFacts, expectRefused } from './support/office.ts';

describe('the clock', () => {
  it('says that something is over at its end, not before', () => {
    const now = nowAt(START);
    expect([-1, 0, 1].map((seconds) => isOver(now, secondsAfter(START, seconds)))).toEqual([true, true, false]);
  });

  it('may be five minutes behind, and ahead by a night but not by a weekend', () => {
    expect([MAX_BEHIND_SECONDS, LEAP_SECONDS]).toEqual([300, 93_600]);
    expect([ANYONE_CONFIRMS_SECONDS, MAX_AHEAD_SECONDS_RULES_1]).toEqual([2_592_000, 31_536_000]);
  });

  it('is confirmed by anyone up to 30 days ahead, and by an admin beyond', () => {
    const confirmed = { ok: true, facts: [{ type: 'clock.confirmed', data: { from: START } }] };
    for (const role of ['admin', 'member', 'auditor'] as const) {
      expect(mayConfirm(role, ANYONE_CONFIRMS_SECONDS)).toBe(true);
      expect(confirmClock(role, START, ANYONE_CONFIRMS_SECONDS)).toEqual(confirmed);
    }
    expect(confirmClock('admin', START, ANYONE_CONFIRMS_SECONDS + 1)).toEqual(confirmed);
    for (const role of ['member', 'auditor'] as const) {
      expect(mayConfirm(role, ANYONE_CONFIRMS_SECONDS + 1)).toBe(false);
      expectRefused(confirmClock(role, START, ANYONE_CONFIRMS_SECONDS + 1), 'FORBIDDEN');
    }
  });

  it('that is corrected ends what began later than the corrected time', () => {
    const because = writeReason({ code: 'CLOCK_CORRECTED' });
    expect(correctClock(START, { openRequests: [requestOf('r1')], activeGrants: [grantOf('g1')] })).toEqual({
      ok: true,
      facts: [
        { type: 'clock.corrected', data: { from: START } },
        {
          type: 'request.cancelled',
          data: { requestId: requestOf('r1'), comment: because, cause: 'clockCorrected' },
        },
        { type: 'grant.revoked', data: { id: grantOf('g1'), reason: because, cause: 'clockCorrected' } },
      ],
    });
    expectFacts(correctClock(START, { openRequests: [], activeGrants: [] }), 'clock.corrected');
  });
});

describe('a refusal', () => {
  it('of invalid input says what is wrong with each field', () => {
    const fields = { name: 'Give a name.', email: 'Give an address.' };
    expect(invalid(fields)).toEqual({ code: 'INVALID_INPUT', message: 'Give a name. Give an address.', fields });
    expect(invalid({})).toEqual({ code: 'INVALID_INPUT', message: expect.stringMatching(/^[A-Z].*\.$/), fields: {} });
  });

  it('of a person who is not eligible has the reason', () => {
    expect(notEligible('REQUESTER', 'No.')).toEqual({ code: 'NOT_ELIGIBLE', reason: 'REQUESTER', message: 'No.' });
  });

  it('of a change to another version names what was changed, and both versions', () => {
    expect(whyStale({ kind: 'group', name: 'managers' }, 4, 3)).toEqual({
      code: 'STALE',
      message: expect.stringMatching(/managers.*4.*3|managers.*3.*4/),
    });
    const settings = whyStale({ kind: 'settings' }, 4, 3);
    expect(settings?.message).not.toContain('{{');
    expect(whyStale({ kind: 'person', name: 'Bob' }, 4, 4)).toBeNull();
    expect(whyStale({ kind: 'person', name: 'Bob' }, 4, undefined)).toBeNull();
  });
});
