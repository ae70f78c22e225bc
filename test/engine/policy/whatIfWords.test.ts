import { describe, expect, it } from 'vitest';
import type { PolicyRules } from '#contract/policies.ts';
import type { RequestStatus } from '#contract/requests.ts';
import type { Reason } from '../../../src-main/engine/policy/whatif/past.ts';
import { type ReasonContext, reasonSentence } from '../../../src-main/engine/policy/whatif/words.ts';
import { START } from '../support/clock.ts';
import { personOf } from '../support/ids.ts';
import { rulesOf } from '../support/office.ts';

const request: ReasonContext['request'] = {
  requesterId: personOf('alice'),
  filedById: null,
  submittedSequence: 5,
  closedSequence: 9,
  resource: 'prod-db',
  account: 'root',
  durationSeconds: 10_800,
  hasJustification: false,
  hasTicket: false,
  status: 'approved',
  submittedAt: START,
  closedAt: START,
};
const draft = (rules: Partial<PolicyRules> = {}, distinct = true) =>
  rulesOf({ steps: [{ by: ['bob'] }], distinct, rules: { requireJustification: true, requireTicket: true, ...rules } });

const said = (
  reason: Reason,
  change: Partial<ReasonContext['request']> = {},
  rules: PolicyRules | null = draft(),
  lacks: string | null = null,
) => reasonSentence(reason, { request: { ...request, ...change }, requesterName: 'Alice', rules, lacks });

const uncovered = 'It would have been refused when it was filed: no active policy would cover root on prod-db.';

describe('why a past request would have ended so under a draft, in words:', () => {
  it.each<[Reason, string]>([
    ['NO_POLICY', uncovered],
    [
      'UNWRITTEN',
      'It would have been refused when it was filed: “the policy” requires a justification and a ticket, and it has none.',
    ],
    [
      'DURATION',
      'It would have been refused when it was filed: “the policy” allows 1 min to 2 h, and it asked for 3 h.',
    ],
    [
      'QUORUM',
      'It would have been refused when it was filed, with people and groups as they were then. Too few people could have approved it.',
    ],
    ['EXPIRED', 'It would have expired after 1 day, before it was approved.'],
    ['EXPIRES_SOONER', 'It would have expired anyway, but sooner: after 1 day.'],
    [
      'SAME_END',
      'The same people would have decided the same steps. With the same decisions it would still have been approved.',
    ],
    ['STILL_OPEN', 'It is still open, and the same people would decide the same steps. How it ends is not known.'],
    ['STEPS', 'It would have needed other approvals. What people would have decided cannot be known.'],
    ['DISTINCT', 'Every step would have needed other people. What they would have decided cannot be known.'],
    [
      'BREAK_GLASS',
      'The draft changes whether Alice could break the glass. What they would have done cannot be known.',
    ],
    [
      'LONGER',
      'It expired, but would have waited longer: 1 day. Whether it would have been decided by then cannot be known.',
    ],
  ])('%s', (reason, sentence) => {
    expect(said(reason)).toBe(sentence);
  });

  it('nothing but the missing policy, whatever the reason, where none covers it', () => {
    expect(said('STEPS', {}, null)).toBe(uncovered);
  });

  it('what is missing in writing, and nothing that is there or not required', () => {
    const missing = (change: Partial<ReasonContext['request']>, rules: Partial<PolicyRules> = {}) =>
      /requires (.*), and it/.exec(said('UNWRITTEN', change, draft(rules)))?.[1];
    expect(missing({ hasTicket: true })).toBe('a justification');
    expect(missing({ hasJustification: true })).toBe('a ticket');
    expect(missing({}, { requireTicket: false })).toBe('a justification');
    expect(missing({}, { requireJustification: false })).toBe('a ticket');
  });

  it('who was lacking, if that is known', () => {
    expect(said('QUORUM', {}, draft(), 'Step 1 needs one more.')).toMatch(/then\. Step 1 needs one more\.$/);
  });

  it('that it would have lapsed by now, where it is open still', () => {
    const byNow = 'It would have expired by now, after 1 day.';
    expect(said('EXPIRED', { status: 'open' })).toBe(byNow);
    expect(said('EXPIRED', { closedAt: null })).toBe(byNow);
  });

  it.each<[RequestStatus, string]>([
    ['rejected', 'still have been rejected'],
    ['cancelled', 'still have been cancelled'],
    ['expired', 'still have expired'],
    ['open', 'still be open'],
  ])('the end that it had: %s', (status, end) => {
    expect(said('SAME_END', { status })).toContain(`it would ${end}.`);
  });

  it('whether the same people could have approved several steps', () => {
    expect(said('DISTINCT', {}, draft({}, false))).toBe(
      'The same people could have approved several steps. What they would have decided cannot be known.',
    );
  });
});
