import { describe, expect, it } from 'vitest';
import { eventTypes, type Fact } from '#contract/events.ts';
import { proposalId } from '#contract/scalars.ts';
import {
  endsSoon,
  type Known,
  notifiableEvents,
  notificationsFor,
  subjectsOf,
} from '../../../src-main/engine/notification/rules.ts';
import type { Outcome } from '../../../src-main/engine/outcome.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { grantOf, personOf, requestOf } from '../support/ids.ts';
import { Office } from '../support/office.ts';

const steps = [{ by: ['@managers'] }, { by: ['carol', 'dan'], required: 2, name: 'Security' }];

const PROPOSAL = proposalId.parse('0190a5c2-7b1e-7c3d-9f4a-2b6d8e0f1a3c');

const office = () =>
  new Office('alice bob carol dan eve', { steps, bypassers: ['alice'] }).group('managers', 'bob eve');

function facts(outcome: Outcome): readonly Fact[] {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.facts;
}

/** The notifications of these facts for each of these people, in the present state of the office. */
function told(there: Office, outcome: Outcome, actor: string | null, names: string): Record<string, string[]> {
  const known: Known = { request: there.progress(), holderId: personOf('alice') };
  return Object.fromEntries(
    names
      .split(' ')
      .map((name) => [
        name,
        facts(outcome).flatMap((fact) =>
          notificationsFor({ ...fact, actor: actor === null ? null : personOf(actor) }, there.person(name), known).map(
            ({ kind }) => kind,
          ),
        ),
      ]),
  );
}

const everybody = 'alice bob carol dan eve boss';

describe('a request', () => {
  it('notifies the people for whom it waits, and no others', () => {
    const there = office();
    const filed = there.submit('alice');
    expect(told(there, filed, 'alice', everybody)).toEqual({
      alice: [],
      bob: ['requestWaits'],
      eve: ['requestWaits'],
      carol: [],
      dan: [],
      boss: [],
    });
  });

  it('notifies the approvers of the next step when that opens', () => {
    const there = office().file('alice');
    const approved = there.approve('bob');
    expect(told(there, approved, 'bob', everybody)).toMatchObject({
      carol: ['requestWaits'],
      dan: ['requestWaits'],
      bob: [],
      eve: [],
    });
  });

  it('that is filed for another person notifies that person, too', () => {
    const there = office();
    const filed = there.submit('alice', { filedBy: 'boss' });
    expect(told(there, filed, 'boss', 'alice bob boss')).toEqual({
      alice: ['requestFiledForYou'],
      bob: ['requestWaits'],
      boss: [],
    });
    expect(told(there, there.submit('alice', { account: 'x' }, 'r2'), null, 'alice')).toEqual({ alice: [] });
  });

  it('that others have decided does not notify later approvers', () => {
    const there = office();
    const filed = there.submit('alice');
    const approved = there.approve('bob');
    expect(told(there, filed, 'alice', 'bob eve')).toEqual({ bob: [], eve: [] });
    there.reject('carol');
    expect(told(there, approved, 'bob', 'carol dan')).toEqual({ carol: [], dan: [] });
  });

  it('notifies the requester and the filer of a question as long as it has no answer', () => {
    const there = office().file('alice', { filedBy: 'boss' });
    const asked = there.ask('carol');
    expect(told(there, asked, 'carol', everybody)).toEqual({
      alice: ['questionAsked'],
      boss: ['questionAsked'],
      bob: [],
      carol: [],
      dan: [],
      eve: [],
    });
    there.answer('alice');
    expect(told(there, asked, 'carol', 'alice boss')).toEqual({ alice: [], boss: [] });
  });

  it('notifies of an answer those who asked, whose approval counts, and the other one of requester and filer', () => {
    const there = office().file('alice', { filedBy: 'boss' });
    there.approve('bob');
    there.ask('dan');
    const answered = there.answer('alice');
    expect(told(there, answered, 'alice', everybody)).toEqual({
      alice: [],
      boss: ['answerGiven'],
      bob: ['answerGiven'],
      dan: ['answerGiven'],
      carol: [],
      eve: [],
    });
    there.reject('carol');
    expect(told(there, answered, 'alice', 'boss bob dan')).toEqual({ boss: [], bob: [], dan: [] });
  });

  it('that is filed for another person notifies both people when it is decided; nobody is notified of their own actions', () => {
    const there = office().file('alice', { filedBy: 'boss' });
    const rejected = there.reject('bob', 'r1', 'no');
    expect(told(there, rejected, 'bob', everybody)).toEqual({
      alice: ['requestRejected'],
      boss: ['requestRejected'],
      bob: [],
      eve: [],
      carol: [],
      dan: [],
    });
    const other = office().file('alice', { filedBy: 'boss' });
    expect(told(other, other.cancel('boss', 'r1', 'x'), 'boss', 'alice boss')).toEqual({
      alice: ['requestCancelled'],
      boss: [],
    });
  });

  it('notifies its requester when it is approved, expires or gets stuck', () => {
    const there = office().file('alice');
    there.approve('bob');
    there.approve('carol');
    expect(told(there, there.approve('dan'), 'dan', 'alice bob carol dan')).toEqual({
      alice: ['requestApproved'],
      bob: [],
      carol: [],
      dan: [],
    });
    const late = office().file('alice').wait(86_400);
    const expired: Fact = { type: 'request.expired', data: { requestId: requestOf('r1'), expiredAt: late.at } };
    expect(told(late, { ok: true, facts: [expired] }, null, 'alice bob')).toEqual({
      alice: ['requestExpired'],
      bob: [],
    });
    const stuck = office().file('alice');
    stuck.disable('dan');
    const because = stuck.stuck() ?? '';
    const fact: Fact = { type: 'request.stuck', data: { requestId: requestOf('r1'), because } };
    expect(told(stuck, { ok: true, facts: [fact] }, 'boss', 'alice bob')).toEqual({ alice: ['requestStuck'], bob: [] });
    stuck.enable('dan');
    expect(stuck.stuck()).toBeNull();
    expect(told(stuck, { ok: true, facts: [fact] }, 'boss', 'alice')).toEqual({ alice: [] });
  });
});

describe('a break-glass', () => {
  it('notifies every approver of any step, and every admin, who may review it; not the bypasser', () => {
    const there = office().file('alice');
    expect(told(there, there.bypass('alice'), 'alice', everybody)).toEqual({
      alice: [],
      bob: ['glassBroken'],
      eve: ['glassBroken'],
      carol: ['glassBroken'],
      dan: ['glassBroken'],
      boss: ['reviewWaits'],
    });
  });

  it('tells an admin who is an approver about the review, but not the admin who broke the glass', () => {
    const there = new Office('bob', { steps: [{ by: ['boss', 'bob'] }], bypassers: ['alice', 'ada'] })
      .hire('ada', 'admin')
      .file('ada');
    expect(told(there, there.bypass('ada'), 'ada', 'ada boss bob')).toEqual({
      ada: [],
      boss: ['reviewWaits'],
      bob: ['glassBroken'],
    });
  });

  it('does not notify people who joined or left before it', () => {
    const there = office().file('alice').members('managers', 'bob mallory');
    expect(told(there, there.bypass('alice'), 'alice', 'bob eve')).toEqual({ bob: ['glassBroken'], eve: [] });
  });
});

describe('an access', () => {
  it('that is revoked or expires notifies its holder alone', () => {
    const there = office().file('alice');
    there.approve('bob');
    there.approve('carol');
    there.approve('dan');
    const over: Fact = { type: 'grant.expired', data: { id: grantOf('r1'), expiredAt: START } };
    expect(told(there, { ok: true, facts: [over] }, null, 'alice bob')).toEqual({ alice: ['accessEnded'], bob: [] });
    expect(told(there, there.revoke('boss'), 'boss', 'alice bob boss')).toEqual({
      alice: ['accessRevoked'],
      bob: [],
      boss: [],
    });
  });

  it('that ends while another grant goes on does not notify, but a revocation does', () => {
    const there = office();
    const known: Known = { holderId: personOf('alice'), goesOn: true };
    const over: Fact = { type: 'grant.expired', data: { id: grantOf('r1'), expiredAt: START } };
    const revoked: Fact = { type: 'grant.revoked', data: { id: grantOf('r1'), reason: 'x', cause: 'admin' } };
    const to = (fact: Fact) => notificationsFor({ ...fact, actor: null }, there.person('alice'), known);
    expect(to(over)).toEqual([]);
    expect(to(revoked)).toEqual([{ kind: 'accessRevoked', subjectId: grantOf('r1') }]);
  });

  it('notifies 15 minutes before its end, unless it was given for no longer than that', () => {
    const expiresAt = secondsAfter(START, 3_600);
    const soon = (durationSeconds: number, seconds: number) =>
      endsSoon({ expiresAt, durationSeconds }, nowAt(secondsAfter(START, seconds)));
    expect(soon(3_600, 2_699)).toBe(false);
    expect(soon(3_600, 2_700)).toBe(true);
    expect(soon(3_600, 3_599)).toBe(true);
    expect(soon(3_600, 3_600)).toBe(false);
    expect(soon(900, 3_000)).toBe(false);
    expect(soon(901, 3_000)).toBe(true);
  });
});

describe('a proposal', () => {
  it('that is open notifies all admins except its proposer', () => {
    const there = new Office('alice').hire('ada', 'admin').hire('ida', 'auditor');
    const id = PROPOSAL;
    const made: Fact = { type: 'proposal.made', data: { id, number: 1, changes: [], comment: null } };
    const to = (name: string, proposal: Known['proposal']) =>
      notificationsFor({ ...made, actor: personOf('ada') }, there.person(name), { proposal });
    expect(to('boss', 'open')).toEqual([{ kind: 'proposalWaits', subjectId: id }]);
    expect(to('boss', 'rejected')).toEqual([]);
    for (const name of ['ada', 'alice', 'ida']) expect(to(name, 'open')).toEqual([]);
  });
});

describe('the types of events that are searched for notifications', () => {
  it('are those that can notify', () => {
    const never: Fact = { type: 'clock.advanced', data: { seconds: 1 } };
    expect(subjectsOf(never)).toBeNull();
    for (const type of notifiableEvents) expect(eventTypes).toContain(type);
    const requestId = requestOf('r1');
    const filing = office();
    const filed = facts(filing.submit('alice'));
    const known: readonly Fact[] = [
      ...filed,
      { type: 'step.completed', data: { requestId, position: 1, next: 2 } },
      { type: 'request.rejected', data: { requestId, position: 1, comment: 'no' } },
      { type: 'request.cancelled', data: { requestId, comment: null, cause: 'requester' } },
      { type: 'request.expired', data: { requestId, expiredAt: START } },
      { type: 'request.stuck', data: { requestId, because: 'x' } },
      {
        type: 'grant.started',
        data: {
          id: grantOf('r1'),
          requestId,
          personId: personOf('alice'),
          resource: 'db',
          account: 'root',
          startsAt: START,
          expiresAt: START,
          viaBypass: false,
        },
      },
      { type: 'grant.expired', data: { id: grantOf('r1'), expiredAt: START } },
      { type: 'grant.revoked', data: { id: grantOf('r1'), reason: 'x', cause: 'admin' } },
      { type: 'proposal.made', data: { id: PROPOSAL, number: 1, changes: [], comment: null } },
      { type: 'question.asked', data: { requestId: requestOf('r1'), text: 'x' } },
      { type: 'answer.given', data: { requestId: requestOf('r1'), text: 'x' } },
    ];
    expect(known.map(({ type }) => type).sort()).toEqual([...notifiableEvents].sort());
    for (const fact of known) expect([fact.type, subjectsOf(fact)]).not.toEqual([fact.type, null]);
  });
});
