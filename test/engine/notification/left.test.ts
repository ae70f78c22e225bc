import { describe, expect, it } from 'vitest';
import type { NoticeKind } from '#contract/notices.ts';
import { type GrantNow, type NotificationSubject, stillMatters } from '../../../src-main/engine/notification/left.ts';
import { cameBack, subjectsOf } from '../../../src-main/engine/notification/rules.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { grantOf, groupOf, personOf, requestOf } from '../support/ids.ts';
import { Office } from '../support/office.ts';

const office = () =>
  new Office('alice bob carol', { steps: [{ by: ['bob'] }, { by: ['carol'] }] }).hire('ida', 'auditor').file('alice');

const matters = (there: Office, kind: NoticeKind, name: string, subject: NotificationSubject, seconds = 0) =>
  stillMatters(kind, subject, there.person(name), nowAt(secondsAfter(there.at, seconds)));

const grant = (change: Partial<GrantNow> = {}): GrantNow => ({
  holderId: personOf('alice'),
  active: true,
  expiresAt: secondsAfter(START, 600),
  unreviewed: true,
  outlasted: false,
  ...change,
});

describe('a call to act matters as long as its recipient can act:', () => {
  it('a request that waits, while it waits for them and has not expired', () => {
    const there = office();
    const request = there.progress();
    expect(matters(there, 'requestWaits', 'bob', { request })).toBe(true);
    expect(matters(there, 'requestWaits', 'carol', { request })).toBe(false);
    expect(matters(there, 'requestWaits', 'bob', {})).toBe(false);
    expect(matters(there, 'requestWaits', 'bob', { request }, 86_399)).toBe(true);
    expect(matters(there, 'requestWaits', 'bob', { request }, 86_400)).toBe(false);
    there.approve('bob');
    expect(matters(there, 'requestWaits', 'bob', { request: there.progress() })).toBe(false);
    expect(matters(there, 'requestWaits', 'carol', { request: there.progress() })).toBe(true);
  });

  it('a stuck request, while it is open and stuck', () => {
    const there = office();
    const stuck = () => matters(there, 'requestStuck', 'alice', { request: there.progress() });
    expect(stuck()).toBe(false);
    there.disable('carol');
    there.stuck();
    expect(stuck()).toBe(true);
    there.cancel('alice');
    expect(stuck()).toBe(false);
    expect(matters(there, 'requestStuck', 'alice', {})).toBe(false);
  });

  it('a question, while it has no answer; an answer, while the request is open', () => {
    const there = office();
    const still = (kind: NoticeKind, seconds = 0) =>
      matters(there, kind, 'alice', { request: there.progress() }, seconds);
    expect(still('questionAsked')).toBe(false);
    there.ask('carol');
    expect([still('questionAsked'), still('questionAsked', 86_399), still('questionAsked', 86_400)]).toEqual([
      true,
      true,
      false,
    ]);
    there.answer('alice');
    expect([still('questionAsked'), still('answerGiven'), still('answerGiven', 86_400)]).toEqual([false, true, false]);
    there.ask('bob');
    there.cancel('alice');
    expect([still('questionAsked'), still('answerGiven')]).toEqual([false, false]);
    for (const kind of ['questionAsked', 'answerGiven'] as const) expect(matters(there, kind, 'alice', {})).toBe(false);
  });

  it('a review, for an enabled admin who did not break the glass, until it is done', () => {
    const there = office();
    there.hire('eve', 'admin').disable('eve');
    expect(matters(there, 'reviewWaits', 'boss', { grant: grant() })).toBe(true);
    expect(matters(there, 'reviewWaits', 'boss', { grant: grant({ active: false }) })).toBe(true);
    for (const name of ['bob', 'ida', 'eve'])
      expect(matters(there, 'reviewWaits', name, { grant: grant() })).toBe(false);
    expect(matters(there, 'reviewWaits', 'boss', { grant: grant({ unreviewed: false }) })).toBe(false);
    expect(matters(there, 'reviewWaits', 'boss', { grant: grant({ holderId: personOf('boss') }) })).toBe(false);
    expect(matters(there, 'reviewWaits', 'boss', {})).toBe(false);
  });

  it('a proposal, for an admin who did not make it, while it is open', () => {
    const there = office();
    const of = (status: 'open' | 'approved', by = 'alice') => ({ proposal: { status, proposerId: personOf(by) } });
    expect(matters(there, 'proposalWaits', 'boss', of('open'))).toBe(true);
    expect(matters(there, 'proposalWaits', 'boss', of('open', 'boss'))).toBe(false);
    expect(matters(there, 'proposalWaits', 'boss', of('approved'))).toBe(false);
    expect(matters(there, 'proposalWaits', 'ida', of('open'))).toBe(false);
    expect(matters(there, 'proposalWaits', 'boss', {})).toBe(false);
  });

  it('access that is about to end, while it is open and nothing else keeps it open', () => {
    const there = office();
    const ending = (change: Partial<GrantNow>, seconds = 0) =>
      matters(there, 'accessEnding', 'alice', { grant: grant(change) }, seconds);
    const expiresAt = secondsAfter(there.at, 600);
    expect(ending({ expiresAt }, 599)).toBe(true);
    expect(ending({ expiresAt }, 600)).toBe(false);
    expect(ending({ expiresAt, active: false })).toBe(false);
    expect(ending({ expiresAt, outlasted: true })).toBe(false);
    expect(matters(there, 'accessEnding', 'alice', {})).toBe(false);
  });
});

it.each<NoticeKind>([
  'requestFiledForYou',
  'requestApproved',
  'requestRejected',
  'requestCancelled',
  'requestExpired',
  'accessRevoked',
  'accessEnded',
  'glassBroken',
])('%s is news, which always matters', (kind) => {
  expect(matters(office(), kind, 'alice', {})).toBe(true);
});

describe('since when requests wait for a person again', () => {
  const viewer = {
    ...office().person('bob'),
    standing: [
      { from: 3, to: 5 },
      { from: 9, to: null },
    ],
  };
  const inGroup = (personId: string, from: number) => ({
    members: new Map([[groupOf('managers'), [{ personId: personOf(personId), from, to: null }]]]),
  });

  it('is when they last came back: enabled, in another role, or into a group', () => {
    expect(cameBack(viewer, inGroup('bob', 7), 2)).toBe(9);
    expect(cameBack(viewer, inGroup('bob', 12), 2)).toBe(12);
    expect(cameBack(viewer, inGroup('carol', 12), 2)).toBe(9);
  });

  it('is never, if all of that was before', () => {
    expect(cameBack(viewer, inGroup('bob', 7), 9)).toBeNull();
    expect(cameBack(viewer, inGroup('bob', 10), 9)).toBe(10);
    expect(cameBack(viewer, { members: new Map() }, 8)).toBe(9);
  });
});

describe('what must be loaded to know whom an event concerns', () => {
  const requestId = requestOf('r1');
  it('is the request, the grant or the proposal that it is about', () => {
    expect(subjectsOf({ type: 'step.completed', data: { requestId, position: 1, next: 2 } })).toEqual({ requestId });
    expect(subjectsOf({ type: 'step.completed', data: { requestId, position: 1, next: null } })).toBeNull();
    expect(subjectsOf({ type: 'request.rejected', data: { requestId, position: 1, comment: 'no' } })).toEqual({
      requestId,
    });
    expect(subjectsOf({ type: 'request.stuck', data: { requestId, because: 'x' } })).toEqual({ requestId });
    expect(subjectsOf({ type: 'grant.revoked', data: { id: grantOf('g'), reason: 'x', cause: 'admin' } })).toEqual({
      grantId: grantOf('g'),
    });
    expect(subjectsOf({ type: 'grant.expired', data: { id: grantOf('g'), expiredAt: START } })).toEqual({
      grantId: grantOf('g'),
    });
  });
});
