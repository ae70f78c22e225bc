import { describe, expect, it } from 'vitest';
import type { Viewer, ViewerAction } from '#contract/requests.ts';
import { canSee } from '../../../src-main/engine/request/permission.ts';
import { Office } from '../support/office.ts';

const steps = [{ by: ['bob', '@managers'] }, { by: ['carol', 'bob'] }];

function office(): Office {
  return new Office('alice bob mei carol dan', { steps, bypassers: ['alice'] })
    .hire('audrey', 'auditor')
    .group('managers', 'mei')
    .file('alice');
}

const can = ({ canApprove, canReject, canWithdraw, canCancel, canBypass }: Viewer): ViewerAction[] =>
  Object.entries({
    approve: canApprove,
    reject: canReject,
    withdraw: canWithdraw,
    cancel: canCancel,
    bypass: canBypass,
  }).flatMap(([action, allowed]) => (allowed ? ACTIONS.filter((one) => one === action) : []));
const ACTIONS: readonly ViewerAction[] = ['approve', 'reject', 'withdraw', 'cancel', 'bypass'];
const why = (viewer: Viewer, action: ViewerAction) => viewer.why.find((missing) => missing.action === action);

describe('the actions of a viewer', () => {
  it('are, for the requester, to cancel, and to break the glass if named', () => {
    const viewer = office().viewer('alice');
    expect(can(viewer)).toEqual(['cancel', 'bypass']);
    expect(why(viewer, 'approve')).toMatchObject({ code: 'NOT_ELIGIBLE', reason: 'REQUESTER' });
    expect(why(viewer, 'reject')).toMatchObject({ code: 'NOT_ELIGIBLE', reason: 'REQUESTER' });
    expect(why(viewer, 'withdraw')).toMatchObject({ code: 'NOTHING_TO_WITHDRAW' });
  });

  it('are, for an approver of the open step, to approve and reject', () => {
    const viewer = office().viewer('mei');
    expect(can(viewer)).toEqual(['approve', 'reject']);
    expect(why(viewer, 'cancel')).toMatchObject({ code: 'FORBIDDEN' });
    expect(why(viewer, 'bypass')).toMatchObject({ code: 'BYPASS_NOT_ALLOWED' });
  });

  it('are, for an approver who has approved the open step, to withdraw and to reject', () => {
    const desk = new Office('alice bob carol', { steps: [{ by: ['bob', 'carol'], required: 2 }] }).file('alice');
    desk.approve('bob');
    expect(can(desk.viewer('bob'))).toEqual(['reject', 'withdraw']);
    expect(why(desk.viewer('bob'), 'approve')).toMatchObject({ code: 'NOT_ELIGIBLE', reason: 'ALREADY_APPROVED' });
  });

  it('are, for an approver who counts in an earlier step, to reject', () => {
    const desk = office();
    desk.approve('bob');
    expect(can(desk.viewer('bob'))).toEqual(['reject']);
    expect(why(desk.viewer('bob'), 'approve')).toMatchObject({ reason: 'COUNTED_IN_EARLIER_STEP' });
  });

  it('are, for an approver of a later step, none yet', () => {
    const viewer = office().viewer('carol');
    expect(can(viewer)).toEqual([]);
    expect(why(viewer, 'approve')).toMatchObject({ reason: 'LATER_STEP' });
    expect(why(viewer, 'reject')).toMatchObject({ reason: 'LATER_STEP' });
  });

  it('are, for an admin who is no approver, to cancel', () => {
    expect(can(office().viewer('boss'))).toEqual(['cancel']);
  });

  it('are, for an auditor, none', () => {
    const viewer = office().viewer('audrey');
    expect(can(viewer)).toEqual([]);
    expect(viewer.why.map(({ code, reason }) => [code, reason])).toEqual([
      ['NOT_ELIGIBLE', 'NOT_AN_APPROVER'],
      ['NOT_ELIGIBLE', 'NOT_AN_APPROVER'],
      ['NOTHING_TO_WITHDRAW', undefined],
      ['FORBIDDEN', undefined],
      ['BYPASS_NOT_ALLOWED', undefined],
    ]);
  });

  it('are none once the request is closed, and the words state its outcome', () => {
    const desk = office();
    desk.reject('mei');
    for (const name of ['alice', 'bob', 'mei', 'carol', 'boss', 'audrey']) {
      const viewer = desk.viewer(name);
      expect(can(viewer)).toEqual([]);
      expect(why(viewer, 'approve')).toEqual({
        action: 'approve',
        code: 'NOT_OPEN',
        message: 'Request #1 was rejected by MEI. Nothing can be decided any more.',
      });
    }
  });

  it('have one entry in why, with code and a full sentence, for each missing action, and for no other', () => {
    const desks = [office(), office(), office(), office()];
    desks[1]?.approve('bob');
    desks[2]?.bypass('alice');
    desks[3]?.disable('bob');
    for (const desk of desks)
      for (const name of ['alice', 'bob', 'mei', 'carol', 'dan', 'boss', 'audrey']) {
        const viewer = desk.viewer(name);
        const missing = viewer.why.map(({ action }) => action);
        expect([...can(viewer), ...missing].sort()).toEqual([...ACTIONS].sort());
        for (const { code, reason, message } of viewer.why) {
          expect(message).toMatch(/^[A-Z“].*\.$/s);
          expect(reason !== undefined).toBe(code === 'NOT_ELIGIBLE');
        }
      }
  });

  it('agree with the commands: the shown reason is the reason of the refusal', () => {
    const seen = new Set<boolean>();
    for (const name of ['alice', 'bob', 'mei', 'carol', 'dan', 'audrey'])
      for (const action of ACTIONS) {
        const desk = office();
        desk.approve('mei');
        const shown = why(desk.viewer(name), action);
        const outcome = desk[action](name);
        const { action: _, ...refusal } = shown ?? {};
        expect(outcome).toEqual(shown === undefined ? expect.objectContaining({ ok: true }) : { ok: false, refusal });
        seen.add(outcome.ok);
      }
    expect(seen.size).toBe(2);
  });
});

describe('the words about a closed request', () => {
  const words = (desk: Office) => why(desk.viewer('dan'), 'approve')?.message;

  it('name the person who gave the last approval', () => {
    const desk = office();
    desk.approve('mei');
    desk.approve('carol');
    expect(words(desk)).toContain('approved already; the last approval was given by CAROL');
  });

  it('distinguish a break-glass from an approval', () => {
    const desk = office();
    desk.approve('mei');
    desk.bypass('alice');
    expect(words(desk)).toContain('opened by break-glass by ALICE');
  });

  it('do not name a person who withdrew the approval', () => {
    const desk = office();
    desk.approve('mei');
    desk.approve('carol');
    const rejected = new Office('alice bob carol', { steps: [{ by: ['bob', 'carol'], required: 2 }] }).file('alice');
    rejected.approve('bob');
    rejected.withdraw('bob');
    rejected.cancel('alice');
    expect(why(rejected.viewer('carol'), 'approve')?.message).toBe(
      'Request #1 was cancelled by ALICE. Nothing can be decided any more.',
    );
  });
});

describe('a request is seen', () => {
  const sees = (desk: Office, name: string): boolean => canSee(desk.person(name), desk.progress());

  it('by its requester, its filer, its approvers of any step, admins and auditors', () => {
    const desk = office();
    for (const name of ['alice', 'bob', 'mei', 'carol', 'boss', 'audrey'])
      expect([name, sees(desk, name)]).toEqual([name, true]);
    expect(sees(desk, 'dan')).toBe(false);
  });

  it('by its filer, even if no longer an admin', () => {
    const desk = new Office('alice bob', { steps: [{ by: ['bob'] }] })
      .hire('ruth', 'admin')
      .file('alice', { filedBy: 'ruth' });
    desk.setRole('ruth', 'member');
    expect(sees(desk, 'ruth')).toBe(true);
  });

  it('by people who were its approvers and no longer are', () => {
    const desk = office().members('managers', '');
    expect(sees(desk, 'mei')).toBe(true);
    desk.cancel('alice');
    expect(sees(desk, 'mei')).toBe(true);
  });

  it('not by people who joined a group of approvers after it was filed', () => {
    const desk = office().members('managers', 'mei dan');
    expect(sees(desk, 'dan')).toBe(false);
  });
});
