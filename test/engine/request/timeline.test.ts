import { describe, expect, it } from 'vitest';
import type { Fact } from '#contract/events.ts';
import { describeEvent, type TimelineContext, type TimelineEvent } from '../../../src-main/engine/request/timeline.ts';
import { grantOf, groupOf, personOf, policyOf, requestOf } from '../support/ids.ts';
import { refs, rulesOf } from '../support/office.ts';

const requestId = requestOf('r1');
const key = { id: 'a'.repeat(64), publicKey: 'A'.repeat(43) };
const AT = '2026-01-05T09:00:00.000Z';
const REASON = '{"code":"CLOCK_CORRECTED"}';

const names = new Map(['alice', 'bob', 'carol', 'dan', 'eve', 'boss'].map((name) => [personOf(name), name]));
const context: TimelineContext = {
  requesterId: personOf('alice'),
  steps: [
    { position: 1, name: 'Review', approvers: refs(['bob']), required: 1 },
    { position: 2, name: null, approvers: refs(['carol']), required: 1 },
  ],
  durationSeconds: 3_600,
  policyName: 'production',
  policyVersion: 3,
  approvers: new Set(['bob', 'carol', 'dan', 'eve'].map(personOf)),
  nameOf: (id) => names.get(id) ?? 'nobody',
  groupNameOf: () => 'managers',
  reasonOf: (recorded) => `[${recorded}]`,
};

const by = (name: string | null, fact: Fact): TimelineEvent => ({
  fact,
  actorId: name === null ? null : personOf(name),
});
const told = (name: string | null, fact: Fact, cause: TimelineEvent | null = null) =>
  describeEvent(by(name, fact), context, cause);

const submitted = (filedById: string | null): Fact => ({
  type: 'request.submitted',
  data: {
    id: requestId,
    number: 1,
    requesterId: personOf('alice'),
    filedById: filedById === null ? null : personOf(filedById),
    resource: 'prod-db',
    account: 'root',
    durationSeconds: 7_200,
    justification: null,
    ticket: null,
    policyId: policyOf('p'),
    policyVersion: 3,
    because: REASON,
    expiresAt: AT,
  },
});

function recordedRules() {
  const { steps, conditions, bypass, ...rest } = rulesOf({ steps: [{ by: ['bob'] }] });
  return {
    ...rest,
    conditions: [...conditions],
    steps: steps.map((step) => ({ ...step, approvers: [...step.approvers] })),
    bypass: bypass && { bypassers: [...bypass.bypassers] },
  };
}

const cancelled = (cause: 'requester' | 'admin' | 'requesterDisabled' | 'requesterBecameAuditor' | 'clockCorrected') =>
  ({ type: 'request.cancelled', data: { requestId, comment: REASON, cause } }) as const;
const revoked = (cause: 'admin' | 'holderDisabled') =>
  ({ type: 'grant.revoked', data: { id: grantOf('g'), reason: REASON, cause } }) as const;
const STUCK: Fact = { type: 'request.stuck', data: { requestId, because: REASON } };
const FREED: Fact = { type: 'request.unstuck', data: { requestId } };

describe('an event of a request', () => {
  it.each<[actor: string | null, Fact, sentence: string, comment?: string]>([
    ['alice', submitted(null), 'alice asked for root on prod-db for 2 h, under the policy “production”, version 3.'],
    [
      'boss',
      submitted('boss'),
      'boss asked, for alice, for root on prod-db for 2 h, under the policy “production”, version 3.',
    ],
    [
      'bob',
      { type: 'request.approved', data: { requestId, position: 1, comment: 'fine' } },
      'bob approved “Review” (step 1).',
      'fine',
    ],
    ['carol', { type: 'request.approved', data: { requestId, position: 2, comment: null } }, 'carol approved step 2.'],
    [
      'bob',
      { type: 'approval.withdrawn', data: { requestId, position: 1, comment: 'too early' } },
      'bob took the approval of “Review” (step 1) back.',
      'too early',
    ],
    [
      'bob',
      { type: 'step.completed', data: { requestId, position: 1, next: 2 } },
      '“Review” (step 1) was complete; step 2 was opened.',
    ],
    [
      'carol',
      { type: 'step.completed', data: { requestId, position: 2, next: null } },
      'Step 2 was complete, and with it the request was approved.',
    ],
    [
      'bob',
      { type: 'step.completed', data: { requestId, position: 7, next: null } },
      'Step 7 was complete, and with it the request was approved.',
    ],
    [
      'carol',
      { type: 'request.rejected', data: { requestId, position: 2, comment: 'no' } },
      'carol rejected it in step 2. That ended it; no access was given.',
      'no',
    ],
    [
      'alice',
      { type: 'request.bypassed', data: { requestId, position: 1, reason: 'Fire.' } },
      'alice broke the glass: access was opened without the approvals.',
      'Fire.',
    ],
    ['alice', cancelled('requester'), 'alice cancelled it. No access was given.', REASON],
    ['boss', cancelled('admin'), 'boss cancelled it. No access was given.', REASON],
    ['boss', cancelled('requesterDisabled'), 'It was cancelled when boss disabled alice. No access was given.'],
    [
      'boss',
      cancelled('requesterBecameAuditor'),
      'It was cancelled when boss made alice an auditor. No access was given.',
    ],
    ['boss', cancelled('clockCorrected'), 'It was cancelled when boss corrected the desk’s clock.', `[${REASON}]`],
    [
      null,
      { type: 'request.expired', data: { requestId, expiredAt: AT } },
      'It expired: too few people had approved it in time. No access was given.',
    ],
    ['boss', STUCK, `It could no longer be completed: [${REASON}]`],
    ['boss', FREED, 'It could be completed again.'],
    [
      'carol',
      {
        type: 'grant.started',
        data: {
          id: grantOf('g'),
          requestId,
          personId: personOf('alice'),
          resource: 'prod-db',
          account: 'root',
          startsAt: AT,
          expiresAt: AT,
          viaBypass: false,
        },
      },
      'Access started, for 1 h.',
    ],
    [null, { type: 'grant.expired', data: { id: grantOf('g'), expiredAt: AT } }, 'Access ended when its time was up.'],
    ['boss', revoked('admin'), 'boss revoked the access.', REASON],
    ['boss', revoked('holderDisabled'), `The access was revoked. [${REASON}]`],
    ['alice', { type: 'grant.released', data: { id: grantOf('g') } }, 'alice gave the access back early.'],
    [
      'boss',
      { type: 'bypass.reviewed', data: { grantId: grantOf('g'), comment: 'ok' } },
      'boss reviewed the break-glass.',
      'ok',
    ],
    [
      'boss',
      { type: 'policy.updated', data: { id: policyOf('p'), version: 4, rules: recordedRules() } },
      'boss changed the policy, to version 4. This request stayed under version 3.',
    ],
    [
      'boss',
      { type: 'policy.archived', data: { id: policyOf('p') } },
      'boss archived the policy. This request stayed under version 3 of it.',
    ],
    [
      'boss',
      { type: 'policy.restored', data: { id: policyOf('p') } },
      'boss restored the policy. This request stayed under version 3 of it.',
    ],
    [
      'boss',
      { type: 'enrolment.issued', data: { personId: personOf('bob'), key, expiresAt: AT, reset: true } },
      'boss reset the key of bob, who could no longer decide it from then on.',
    ],
    [
      'boss',
      { type: 'recovery.used', data: { personId: personOf('boss'), key } },
      'boss got a new key by the recovery kit, and could no longer decide it from then on.',
    ],
    [null, { type: 'grant.released', data: { id: grantOf('g') } }, 'The desk gave the access back early.'],
  ])('caused by %s is told: %j', (actor, fact, sentence, comment = undefined) => {
    expect(told(actor, fact)).toEqual({ sentence, comment: comment ?? null });
  });

  it('that does not belong to it is left out', () => {
    expect(told('boss', { type: 'person.disabled', data: { id: personOf('bob') } })).toBeNull();
    expect(told(null, { type: 'clock.advanced', data: { seconds: 1 } })).toBeNull();
  });
});

describe('the cause that made a request stuck, or freed it,', () => {
  const group = (removed: string[], added: string[]): Fact => ({
    type: 'group.updated',
    data: { id: groupOf('g'), name: 'managers', removed: removed.map(personOf), added: added.map(personOf) },
  });
  const enrolled = (name: string): Fact => ({
    type: 'enrolment.issued',
    data: { personId: personOf(name), key, expiresAt: AT, reset: true },
  });
  const updated = (name: string): Fact => ({
    type: 'person.updated',
    data: { id: personOf(name), name, email: 'x@example.test', role: 'auditor' },
  });

  it.each<[Fact, cause: string]>([
    [group(['bob'], []), 'boss removed bob from the group managers'],
    [group(['bob', 'boss', 'carol'], []), 'boss removed bob and carol from the group managers'],
    [group(['bob', 'carol', 'dan'], ['boss']), 'boss removed bob, carol and dan from the group managers'],
    [group(['bob', 'carol', 'dan', 'eve'], []), 'boss removed bob, carol, dan and 1 other from the group managers'],
    [group([], ['dan']), 'boss added dan to the group managers'],
    [group(['bob'], ['dan']), 'boss removed bob from the group managers and added dan to the group managers'],
    [{ type: 'person.disabled', data: { id: personOf('bob') } }, 'boss disabled bob'],
    [{ type: 'person.enabled', data: { id: personOf('bob') } }, 'boss enabled bob again'],
    [updated('bob'), 'boss changed the role of bob'],
    [enrolled('bob'), 'boss reset the key of bob'],
    [{ type: 'request.approved', data: { requestId, position: 1, comment: null } }, 'boss’s approval'],
    [{ type: 'step.completed', data: { requestId, position: 1, next: 2 } }, 'boss’s approval'],
    [{ type: 'approval.withdrawn', data: { requestId, position: 1, comment: null } }, 'boss took an approval back'],
  ])('is named: %j', (fact, cause) => {
    expect(told('boss', STUCK, by('boss', fact))?.sentence).toBe(
      `It could no longer be completed after ${cause}: [${REASON}]`,
    );
    expect(told('boss', FREED, by('boss', fact))?.sentence).toBe(`It could be completed again after ${cause}.`);
  });

  it.each<[string | null, Fact]>([
    ['boss', group(['boss'], ['alice'])],
    ['boss', { type: 'person.disabled', data: { id: personOf('alice') } }],
    ['boss', { type: 'person.enabled', data: { id: personOf('alice') } }],
    ['boss', updated('alice')],
    ['boss', enrolled('alice')],
    ['boss', { type: 'policy.archived', data: { id: policyOf('p') } }],
    [null, { type: 'person.disabled', data: { id: personOf('bob') } }],
  ])('is not named where it concerns no approver, or nobody caused it: %s, %j', (actor, fact) => {
    expect(told('boss', FREED, by(actor, fact))?.sentence).toBe('It could be completed again.');
  });
});
