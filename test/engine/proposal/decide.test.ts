import { describe, expect, it } from 'vitest';
import type { ProposalAction } from '#contract/proposals.ts';
import { proposalId } from '#contract/scalars.ts';
import {
  closeProposal,
  makeProposal,
  type ProposalState,
  type ProposalViewer,
  proposalViewer,
} from '../../../src-main/engine/proposal/decide.ts';
import { fourEyesNeeded, setFourEyes, whyNotLose } from '../../../src-main/engine/proposal/fourEyes.ts';
import { personOf } from '../support/ids.ts';
import { expectFacts, expectRefused } from '../support/office.ts';

const id = proposalId.parse('0190a5c2-7b1e-7c3d-9f47-000000000001');
const ada = {
  id: personOf('ada'),
  username: 'ada',
  name: 'Ada',
  email: 'ada@example.test',
  role: 'admin',
  status: 'enabled',
} as const;

const proposal = (change: Partial<ProposalState> = {}): ProposalState => ({
  id,
  number: 7,
  status: 'open',
  sequence: 50,
  proposer: ada,
  closedBy: null,
  ...change,
});

const viewer = (name: string, change: Partial<ProposalViewer> = {}): ProposalViewer => ({
  id: personOf(name),
  role: 'admin',
  keySequence: 10,
  ...change,
});

const close = (action: ProposalAction, by: ProposalViewer, of = proposal()) => closeProposal(action, by, of, 'why');

/** The sentence of a refusal; any other outcome as it is. */
const sentence = (outcome: ReturnType<typeof close>) => (outcome.ok ? 'done' : outcome.refusal.message);

describe('a proposal', () => {
  it('is made of changes', () => {
    const changes = [{ type: 'desk.updated', data: { fourEyes: false } }] as const;
    expect(makeProposal(id, 7, changes, 'please')).toEqual({
      ok: true,
      facts: [{ type: 'proposal.made', data: { id, number: 7, changes, comment: 'please' } }],
    });
  });

  it('is approved or rejected by another admin, and withdrawn by its proposer', () => {
    for (const [action, by, type] of [
      ['approve', 'boss', 'proposal.approved'],
      ['reject', 'boss', 'proposal.rejected'],
      ['withdraw', 'ada', 'proposal.withdrawn'],
    ] as const)
      expect(close(action, viewer(by))).toEqual({ ok: true, facts: [{ type, data: { id, comment: 'why' } }] });
  });

  it('is decided by admins only, even if the proposer is none', () => {
    for (const role of ['member', 'auditor'] as const)
      for (const name of ['boss', 'ada'])
        for (const action of ['approve', 'reject', 'withdraw'] as const)
          expectRefused(close(action, viewer(name, { role })), 'FORBIDDEN');
  });

  it('is neither decided by its proposer, nor withdrawn by another admin', () => {
    expectRefused(close('approve', viewer('ada')), 'NOT_ELIGIBLE', 'PROPOSED_IT');
    expectRefused(close('reject', viewer('ada')), 'NOT_ELIGIBLE', 'PROPOSED_IT');
    expectRefused(close('withdraw', viewer('boss')), 'NOT_ELIGIBLE', 'NOT_THE_PROPOSER');
    expect(sentence(close('withdraw', viewer('boss')))).toContain('Ada');
  });

  it('is decided once, and the refusal names the decision and its author', () => {
    for (const status of ['approved', 'rejected', 'withdrawn'] as const)
      for (const action of ['approve', 'reject', 'withdraw'] as const) {
        const outcome = close(action, viewer('boss'), proposal({ status, closedBy: ada }));
        expectRefused(outcome, 'NOT_OPEN');
        expect(sentence(outcome)).toBe(`Proposal 7 was ${status} by Ada already.`);
        expect(sentence(close(action, viewer('ada'), proposal({ status })))).toBe(`Proposal 7 was ${status} already.`);
      }
  });

  it('is approved only while its proposer is an enabled admin; it can still be rejected', () => {
    for (const change of [{ status: 'disabled' }, { role: 'member' }] as const) {
      const left = proposal({ proposer: { ...ada, ...change } });
      const outcome = close('approve', viewer('boss'), left);
      expectRefused(outcome, 'NOT_ELIGIBLE', 'PROPOSER_LEFT');
      expect(sentence(outcome)).toContain('Ada');
      expectFacts(close('reject', viewer('boss'), left), 'proposal.rejected');
    }
  });

  it('is approved with a key that is older than it', () => {
    expectFacts(close('approve', viewer('boss', { keySequence: 50 })), 'proposal.approved');
    for (const keySequence of [51, null]) {
      expectRefused(close('approve', viewer('boss', { keySequence })), 'NOT_ELIGIBLE', 'ENROLLED_LATER');
      expectFacts(close('reject', viewer('boss', { keySequence })), 'proposal.rejected');
    }
  });
});

describe('the actions of a person on a proposal', () => {
  it('are those that would not be refused, with a reason for everything else', () => {
    expect(proposalViewer(viewer('boss'), proposal())).toEqual({
      canApprove: true,
      canReject: true,
      canWithdraw: false,
      why: [
        {
          action: 'withdraw',
          code: 'NOT_ELIGIBLE',
          reason: 'NOT_THE_PROPOSER',
          message: 'Only Ada, who made this proposal, can withdraw it; reject it.',
        },
      ],
    });
    const own = proposalViewer(viewer('ada'), proposal());
    expect(own).toMatchObject({ canApprove: false, canReject: false, canWithdraw: true });
    expect(own.why.map(({ action }) => action)).toEqual(['approve', 'reject']);
  });

  it('have no reason of eligibility if the role or the state prevents them', () => {
    const { why, ...can } = proposalViewer(viewer('boss', { role: 'member' }), proposal());
    expect(can).toEqual({ canApprove: false, canReject: false, canWithdraw: false });
    for (const one of why) expect(one).toEqual({ action: one.action, code: 'FORBIDDEN', message: expect.any(String) });
  });

  it('do not include approval if a change is outdated, unless another reason comes first', () => {
    const outdated = proposalViewer(viewer('boss'), proposal(), 'The person does not exist.');
    expect(outdated).toMatchObject({ canApprove: false, canReject: true });
    expect(outdated.why[0]).toEqual({ action: 'approve', code: 'STALE', message: 'The person does not exist.' });
    expect(proposalViewer(viewer('ada'), proposal(), 'Outdated.').why[0]).toMatchObject({ reason: 'PROPOSED_IT' });
  });
});

describe('four eyes', () => {
  const admins = (names: string) => new Set(names.split(' ').filter(Boolean).map(personOf));
  const changed = (fourEyes: boolean) => ({ ok: true, facts: [{ type: 'desk.updated', data: { fourEyes } }] });

  it('is turned on while two admins can act, and off at any time', () => {
    expect(setFourEyes({ on: false, admins: admins('ada boss') }, true)).toEqual(changed(true));
    expect(setFourEyes({ on: true, admins: admins('ada') }, false)).toEqual(changed(false));
    const few = setFourEyes({ on: false, admins: admins('ada') }, true);
    expectRefused(few, 'QUORUM_IMPOSSIBLE');
    expect(few).toMatchObject({ refusal: { message: expect.stringContaining('there is one') } });
  });

  it('is not changed by its present value', () => {
    expectFacts(setFourEyes({ on: true, admins: admins('') }, true));
    expectFacts(setFourEyes({ on: false, admins: admins('ada boss') }, false));
  });

  it('keeps two admins who can act', () => {
    const two = { on: true, admins: admins('ada boss') };
    expect(whyNotLose(ada, two)).toEqual({
      code: 'LAST_ADMIN',
      message: expect.stringMatching(/without Ada there would be 1\./),
    });
    expect(whyNotLose(ada, { ...two, on: false })).toBeNull();
    expect(whyNotLose(ada, { on: true, admins: admins('ada boss cyd') })).toBeNull();
    expect(whyNotLose(ada, { on: true, admins: admins('boss cyd') })).toBeNull();
  });

  it('says that another admin must approve', () => {
    expect(fourEyesNeeded()).toEqual({ code: 'FOUR_EYES_NEEDED', message: expect.stringMatching(/another admin/) });
  });
});
