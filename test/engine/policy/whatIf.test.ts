import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyRules } from '#contract/policies.ts';
import type { WhatIfFate } from '#contract/whatIf.ts';
import type { Matchable } from '../../../src-main/engine/policy/contenders.ts';
import { scanMatcher } from '../../../src-main/engine/policy/match.ts';
import { compareUnder, ungated } from '../../../src-main/engine/policy/whatif/comparison.ts';
import { differencesOf, indistinguishable } from '../../../src-main/engine/policy/whatif/differences.ts';
import { gateWith } from '../../../src-main/engine/policy/whatif/gate.ts';
import { outcomeOf, type PastRequest, type Reason, reasons } from '../../../src-main/engine/policy/whatif/past.ts';
import { pastQuorum } from '../../../src-main/engine/policy/whatif/quorum.ts';
import { filingShortage } from '../../../src-main/engine/request/submit.ts';
import { nowAt, START, secondsAfter } from '../support/clock.ts';
import { personOf, policyOf } from '../support/ids.ts';
import { Office, rulesOf, type Terms } from '../support/office.ts';
import { anyRules } from './rules.ts';

const matchable = (name: string, createdSequence: number, conditions: PolicyRules['conditions']): Matchable => ({
  id: policyOf(name),
  name,
  version: 1,
  precedence: 0,
  conditions,
  createdSequence,
});

describe('the policy that would gate an account', () => {
  const conditions = fc.array(
    fc.record({ resource: fc.constantFrom('*', 'a*', '*b', 'ab', '{a,b}'), account: fc.constantFrom('*', 'root') }),
    { minLength: 1, maxLength: 2 },
  );
  const account = fc.tuple(fc.constantFrom('a', 'ab', 'b', 'c'), fc.constantFrom('root', 'app'));

  it('is the winner with the draft among the policies, and is marked if it changes or is the draft', () => {
    fc.assert(
      fc.property(
        fc.array(conditions, { maxLength: 4 }),
        conditions,
        fc.boolean(),
        account,
        (present, own, edits, [resource, name]) => {
          const policies = present.map((each, index) => matchable(`p${index}`, index + 1, each));
          const replaced = edits ? (policies[0] ?? null) : null;
          const draft = {
            ...matchable('draft', Number.POSITIVE_INFINITY, own),
            ...(replaced && { id: replaced.id, createdSequence: 1 }),
          };
          const then = [...policies.filter((one) => one !== replaced), draft];
          const [before, after] = [scanMatcher(policies), scanMatcher(then)].map((all) => all.winner(resource, name));
          expect(gateWith(policies, draft, replaced?.id ?? null, false)(resource, name)).toEqual({
            winner: after,
            touched: after === draft || before !== after,
          });
          // A draft equal to the policy that it replaces changes nothing where both win.
          const same = gateWith(policies, draft, replaced?.id ?? null, true)(resource, name);
          expect(same.touched).toBe(after === draft ? before !== replaced || replaced === null : before !== after);
        },
      ),
    );
  });
});

describe('the differences of two policies that can affect a request', () => {
  it('do not include names, descriptions, conditions and the order of approvers', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const other: PolicyRules = {
          ...rules,
          name: 'another',
          description: 'told otherwise',
          conditions: [{ resource: 'elsewhere' }],
          precedence: rules.precedence + 1,
          steps: rules.steps.map((step) => ({
            ...step,
            name: 'renamed',
            approvers: [...step.approvers, ...step.approvers].reverse(),
          })),
        };
        expect(indistinguishable(differencesOf(rules, other))).toBe(true);
      }),
    );
  });

  it('include each other field, and the counting rule only with two steps', () => {
    const one = rulesOf({ steps: [{ by: ['bob'] }] });
    const two = rulesOf({ steps: [{ by: ['bob'] }, { by: ['mei'] }] });
    expect(differencesOf(one, { ...one, distinctApprovers: false }).distinct).toBe(false);
    expect(differencesOf(two, { ...two, distinctApprovers: false }).distinct).toBe(true);
    expect(differencesOf(one, two).steps).toBe(true);
    expect(differencesOf(two, { ...two, steps: two.steps.toReversed() }).steps).toBe(true);
    expect(differencesOf(one, rulesOf({ steps: [{ by: ['bob'], required: 2 }] })).steps).toBe(true);
    expect(differencesOf(one, { ...one, pendingTtlSeconds: 60 }).pending).toBe(true);
    expect(differencesOf(one, rulesOf({ steps: [{ by: ['bob'] }], bypassers: ['mei'] })).bypass).toBe(true);
    expect(differencesOf(one, { ...one, requireTicket: true }).limits).toBe(true);
    expect(differencesOf(one, { ...one, requireJustification: true }).limits).toBe(true);
    expect(differencesOf(one, { ...one, duration: { ...one.duration, minSeconds: 1 } }).limits).toBe(true);
    expect(differencesOf(one, { ...one, duration: { ...one.duration, maxSeconds: 1 } }).limits).toBe(true);
    const none = { steps: false, distinct: false, pending: false, bypass: false, limits: false };
    expect(differencesOf(one, one)).toEqual(none);
    for (const field of ['steps', 'distinct', 'pending', 'bypass', 'limits'])
      expect(indistinguishable({ ...none, [field]: true })).toBe(false);
  });
});

/** An office in which people join and leave groups, with the sequence after each change. */
function history() {
  const office = new Office('alice bob mei carol');
  const turns: number[] = [];
  const mark = () => turns.push(office.state.sequence);
  office.group('managers', 'bob');
  mark();
  office.members('managers', 'bob mei');
  mark();
  office.disable('mei');
  mark();
  office.enable('mei');
  office.members('managers', 'carol');
  mark();
  return { directory: office.state.directory(), turns };
}

describe('whether enough people could be found', () => {
  const { directory, turns } = history();
  const asked = (who: string, filedBy: string | null, at: number) => ({
    requesterId: personOf(who),
    filedById: filedBy === null ? null : personOf(filedBy),
    submittedSequence: at,
    closedSequence: at,
  });

  it('is the answer of filing at that time, for any requester', () => {
    const terms: readonly Terms[] = [
      { steps: [{ by: ['@managers'] }] },
      { steps: [{ by: ['@managers'], required: 2 }] },
      { steps: [{ by: ['@managers'] }, { by: ['mei', 'carol'] }] },
      { steps: [{ by: ['@managers'] }], bypassers: ['alice'] },
    ];
    for (const each of terms) {
      const rules = rulesOf(each);
      const quorum = pastQuorum(rules, directory);
      for (const at of turns)
        for (const who of ['alice', 'bob', 'mei', 'carol'])
          for (const filedBy of [null, 'boss', 'bob']) {
            const request = asked(who, filedBy === who ? null : filedBy, at);
            const shortage = filingShortage(rules, request, directory);
            expect(quorum(request) === null, `${who} by ${filedBy} at ${at}`).toBe(shortage === null);
          }
    }
  });

  it('is asked about a group that never had a member', () => {
    const rules = rulesOf({ steps: [{ by: ['@ghosts'] }] });
    expect(pastQuorum(rules, directory)(asked('alice', null, turns[0] ?? 0))).toBe(
      'Step 1 needs 1 more approval, and nobody who is free to give it is left.',
    );
  });

  it('is not asked for a time before a person whom it names', () => {
    const rules = rulesOf({ steps: [{ by: ['carol'] }] });
    // Carol was hired last, as the fifth.
    const early = asked('alice', null, 3);
    expect(filingShortage(rules, early, directory)).not.toBeNull();
    expect(pastQuorum(rules, directory)(early)).toBeNull();
  });

  it('is not asked for a time at which a group had no member yet', () => {
    const rules = rulesOf({ steps: [{ by: ['@managers'], required: 2 }] });
    expect(pastQuorum(rules, directory)(asked('alice', null, 1))).toBeNull();
    expect(pastQuorum(rules, directory)(asked('alice', null, turns[0] ?? 0))).toMatch(/^Step 1 needs 2 more/);
  });
});

describe('how a past request would have ended', () => {
  const { directory, turns } = history();
  const at = turns[1] ?? 0;
  const filed: PastRequest = {
    requesterId: personOf('alice'),
    filedById: null,
    durationSeconds: 3_600,
    hasJustification: false,
    hasTicket: false,
    status: 'approved',
    submittedAt: START,
    closedAt: secondsAfter(START, 600),
    submittedSequence: at,
    closedSequence: at + 1,
  };
  const old = rulesOf({ steps: [{ by: ['bob'] }] });
  const compare = (rules: PolicyRules, request: PastRequest = filed) => {
    const met = { policyId: policyOf('p'), rules: old, directory: () => directory };
    const would = { ...met, rules, quorum: pastQuorum(rules, directory) };
    return compareUnder(met, would, { now: nowAt(secondsAfter(START, 9_000)), moment: nowAt })(request);
  };

  it('is a refusal by the first rule that filing checks, even if others would refuse it, too', () => {
    const strict: PolicyRules = {
      ...rulesOf({ steps: [{ by: ['bob'], required: 2 }] }),
      requireTicket: true,
      duration: { minSeconds: 1, maxSeconds: 60 },
    };
    expect(compare(strict)).toEqual({
      findings: ['DURATION_REFUSED', 'TICKET_MISSING', 'TOO_FEW_APPROVERS', 'OTHER_STEPS'],
      reason: 'UNWRITTEN',
    });
    expect(compare(strict, { ...filed, hasTicket: true }).reason).toBe('DURATION');
    expect(compare(strict, { ...filed, hasTicket: true, durationSeconds: 60 }).reason).toBe('QUORUM');
  });

  it('is an expiry if it would have ended at or before that second, and its own end if that came a millisecond earlier', () => {
    const wait = (pendingTtlSeconds: number) => compare({ ...old, pendingTtlSeconds }).reason;
    expect(wait(600)).toBe('EXPIRED');
    expect(wait(601)).toBe('SAME_END');
    const open: PastRequest = { ...filed, status: 'open', closedAt: null, closedSequence: null };
    expect(compare({ ...old, pendingTtlSeconds: 9_000 }, open).reason).toBe('EXPIRED');
    expect(compare({ ...old, pendingTtlSeconds: 9_001 }, open).reason).toBe('STILL_OPEN');
  });

  it('is undetermined if people would have had other decisions to make', () => {
    expect(compare(rulesOf({ steps: [{ by: ['carol'] }] })).reason).toBe('STEPS');
    const glass = rulesOf({ steps: [{ by: ['bob'] }], bypassers: ['alice'] });
    expect(compare(glass).reason).toBe('BREAK_GLASS');
    expect(compare(glass, { ...filed, filedById: personOf('boss') }).reason).toBe('SAME_END');
    expect(compare(glass, { ...filed, requesterId: personOf('carol') }).reason).toBe('SAME_END');
    expect(compare({ ...old, pendingTtlSeconds: 172_800 }, { ...filed, status: 'expired' }).reason).toBe('LONGER');
  });

  it('is the same, with nothing found, under the same rules', () => {
    expect(compare(old)).toEqual({ findings: ['SAME'], reason: 'SAME_END' });
    expect(compare({ ...old, name: 'another', precedence: 9 })).toEqual({ findings: ['SAME'], reason: 'SAME_END' });
  });

  it('has a finding for each difference that affects it', () => {
    const findings = (rules: PolicyRules, request?: PastRequest) => compare(rules, request).findings;
    expect(findings({ ...old, requireJustification: true })).toEqual(['JUSTIFICATION_MISSING']);
    expect(findings({ ...old, requireTicket: true })).toEqual(['TICKET_MISSING']);
    expect(findings({ ...old, requireJustification: true, requireTicket: true })).toEqual([
      'JUSTIFICATION_MISSING',
      'TICKET_MISSING',
    ]);
    expect(findings({ ...old, requireTicket: true }, { ...filed, hasTicket: true })).toEqual(['SAME']);
    expect(findings({ ...old, requireJustification: true }, { ...filed, hasJustification: true })).toEqual(['SAME']);
    expect(findings({ ...old, duration: { minSeconds: 3_601, maxSeconds: 7_200 } })).toEqual(['DURATION_REFUSED']);
    expect(findings({ ...old, pendingTtlSeconds: 60 })).toEqual(['OTHER_RULES']);
    expect(findings(rulesOf({ steps: [{ by: ['bob'] }], bypassers: ['carol'] }))).toEqual(['OTHER_RULES']);
    expect(findings(rulesOf({ steps: [{ by: ['bob'] }, { by: ['carol'] }] }))).toEqual(['OTHER_STEPS']);
  });

  it('is undetermined if one person may count in several steps now, or no longer', () => {
    const two = rulesOf({ steps: [{ by: ['bob'] }, { by: ['carol'] }] });
    const met = { policyId: policyOf('p'), rules: two, directory: () => directory };
    const rules = { ...two, distinctApprovers: false };
    const would = { ...met, rules, quorum: pastQuorum(rules, directory) };
    const clocks = { now: nowAt(START), moment: nowAt };
    expect(compareUnder(met, would, clocks)(filed)).toEqual({ findings: ['OTHER_RULES'], reason: 'DISTINCT' });
  });

  it('names another policy, even one with the same rules', () => {
    const met = { policyId: policyOf('p'), rules: old, directory: () => directory };
    const would = { ...met, policyId: null, quorum: pastQuorum(old, directory) };
    const clocks = { now: nowAt(START), moment: nowAt };
    expect(compareUnder(met, would, clocks)(filed)).toEqual({ findings: ['ANOTHER_POLICY'], reason: 'SAME_END' });
    expect(ungated).toEqual({ findings: ['NO_POLICY'], reason: 'NO_POLICY' });
  });

  it('is undetermined if the requester could break the glass at first, but no longer when it closed', () => {
    const steps = [{ by: ['alice'] }];
    const met = { policyId: policyOf('p'), rules: rulesOf({ steps }), directory: () => directory };
    const rules = rulesOf({ steps, bypassers: ['@managers'] });
    const would = { ...met, rules, quorum: pastQuorum(rules, directory) };
    const request = { ...filed, requesterId: personOf('bob'), closedSequence: turns[3] ?? 0 };
    expect(compareUnder(met, would, { now: nowAt(START), moment: nowAt })(request).reason).toBe('BREAK_GLASS');
  });

  it('is its expiry, sooner or as it was, if it expired', () => {
    const expired: PastRequest = { ...filed, status: 'expired' };
    expect(compare({ ...old, pendingTtlSeconds: 60 }, expired).reason).toBe('EXPIRES_SOONER');
    expect(compare(old, expired).reason).toBe('SAME_END');
    const open: PastRequest = { ...filed, status: 'open', closedAt: null, closedSequence: null };
    expect(compare({ ...old, pendingTtlSeconds: 172_800 }, open).reason).toBe('STILL_OPEN');
    expect(compare({ ...old, pendingTtlSeconds: 172_800 }).reason).toBe('SAME_END');
  });
});

it.each<[WhatIfFate, readonly Reason[]]>([
  ['refused', ['NO_POLICY', 'UNWRITTEN', 'DURATION', 'QUORUM']],
  ['expired', ['EXPIRED']],
  ['same', ['SAME_END', 'STILL_OPEN', 'EXPIRES_SOONER']],
  ['undetermined', ['STEPS', 'DISTINCT', 'BREAK_GLASS', 'LONGER']],
])('the outcome “%s” has these reasons and no other: %s', (outcome, expected) => {
  expect(reasons.filter((reason) => outcomeOf[reason] === outcome)).toEqual(expected);
});
