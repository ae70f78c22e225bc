import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../src-main/engine/policy/commands.ts';
import { barredRequesters, passAlone } from '../../../src-main/engine/policy/impact/requesters.ts';
import { staffingRisks } from '../../../src-main/engine/policy/impact/risks.ts';
import { ruleSentences } from '../../../src-main/engine/policy/impact/words.ts';
import { propertyRuns } from '../../support/runs.ts';
import { personOf, policyOf } from '../support/ids.ts';
import { Office, rulesOf, type Terms } from '../support/office.ts';

const people = ['bob', 'carol', 'dan', 'eve', 'frank', 'gus'];
const named = fc.uniqueArray(fc.constantFrom(...people, '@one', '@two', '@none'), { minLength: 1, maxLength: 4 });
const step = fc.record({ by: named, required: fc.integer({ min: 1, max: 3 }) });
const world = fc.record({
  one: fc.subarray(people),
  two: fc.subarray(people),
  disabled: fc.subarray(people, { maxLength: 2 }),
  auditors: fc.subarray(people, { maxLength: 1 }),
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  distinct: fc.boolean(),
  bypassers: fc.option(named, { nil: undefined }),
});

function officeOf({
  one,
  two,
  disabled,
  auditors,
  steps,
  distinct,
  bypassers,
}: typeof world extends fc.Arbitrary<infer W> ? W : never) {
  const terms: Terms = { steps, distinct, ...(bypassers === undefined ? {} : { bypassers }) };
  const office = new Office(people.join(' '))
    .group('one', one.join(' '))
    .group('two', two.join(' '))
    .group('none', '')
    .terms(terms);
  for (const name of disabled) office.disable(name);
  for (const name of auditors) office.setRole(name, 'auditor');
  return { office, rules: rulesOf(terms) };
}

describe('the people who could not pass a draft', () => {
  it('are exactly those whose own request is refused, or stuck from the start', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(world, (setting) => {
        const { office, rules } = officeOf(setting);
        const directory = office.state.directory();
        const possible = createPolicy(policyOf('x'), rules, false, directory).ok;
        const barred = barredRequesters(rules, directory);
        const able = people.filter((name) => !setting.disabled.includes(name) && !setting.auditors.includes(name));
        const outcomes = able.map((name) => ({ name, outcome: office.submit(name, { resource: name }, name) }));
        const refused = outcomes.filter(({ outcome }) => !outcome.ok).map(({ name }) => name);
        const codes = outcomes.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.refusal.code]));
        expect(codes.filter((code) => code !== 'QUORUM_IMPOSSIBLE')).toEqual([]);
        const stuck = outcomes.filter(({ name, outcome }) => outcome.ok && office.stuck(name) !== null);
        met.add(!possible ? 'impossible' : refused.length > 0 ? 'refused' : stuck.length > 0 ? 'stuck' : 'all pass');
        if (!possible) {
          const risks = staffingRisks({ rules, directory, bystanders: 1 });
          expect(risks.some(({ code, weight }) => code === 'QUORUM_IMPOSSIBLE' && weight === 'fault')).toBe(true);
          expect(refused.length + stuck.length).toBe(able.length);
          return;
        }
        const sorted = (names: readonly string[]) => names.map((one) => String(personOf(one))).sort();
        expect([...barred.refused].map(String).sort()).toEqual(sorted(refused));
        expect([...barred.onlyByBypass].map(String).sort()).toEqual(sorted(stuck.map(({ name }) => name)));
        const said = staffingRisks({ rules, directory, bystanders: 1 }).filter(
          ({ code }) => code === 'QUORUM_FOR_SOME',
        );
        expect(said).toHaveLength(refused.length + stuck.length > 0 ? 1 : 0);
      }),
      { numRuns: propertyRuns(500) },
    );
    expect([...met].sort()).toEqual(['all pass', 'impossible', 'refused', 'stuck']);
  });

  it('is one person alone exactly if one person could approve every step in turn', () => {
    fc.assert(
      fc.property(world, (setting) => {
        const { office, rules } = officeOf({ ...setting, bypassers: undefined });
        const alone = passAlone(rules, office.state.directory());
        fc.pre(office.submit('boss').ok);
        for (const name of people) {
          office.file('boss', { resource: name }, name);
          const approvals = rules.steps.map(() => office.approve(name, name).ok);
          const passed = office.request(name).status === 'approved' && approvals.every(Boolean);
          expect(alone.includes(personOf(name))).toBe(passed && rules.steps.length > 1);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('the risks of the people in a draft', () => {
  const risks = (office: Office, terms: Terms, bystanders = 1) =>
    staffingRisks({ rules: rulesOf(terms), directory: office.state.directory(), bystanders });

  it('include a quorum that nobody can reach, with the step and the shortage', () => {
    expect(risks(new Office('bob carol'), { steps: [{ by: ['bob'], required: 2, name: 'Review' }] })).toEqual([
      {
        code: 'QUORUM_IMPOSSIBLE',
        weight: 'fault',
        path: 'steps',
        sentence:
          'No request could ever pass this policy. “Review” (step 1) needs 2 more approvals, and only 1 person can be found for them: it lacks 1 person. Each person counts once in a whole request.',
      },
    ]);
  });

  it('include a quorum that approvers themselves cannot reach, with their names', () => {
    const [risk] = risks(new Office('bob carol'), { steps: [{ by: ['bob', 'carol'], required: 2 }] });
    expect(risk).toMatchObject({ code: 'QUORUM_FOR_SOME', weight: 'risk', path: 'steps' });
    expect(risk?.sentence).toMatch(/^BOB and CAROL could not get access under this policy/);
    const [nobody] = risks(new Office('bob carol'), { steps: [{ by: ['bob', 'carol'], required: 2 }] }, 0);
    expect(nobody?.sentence).toMatch(/^Nobody could pass this policy now/);
  });

  it('include a bypasser who approves, and a person who decides nothing', () => {
    const office = new Office('bob carol dan');
    office.disable('dan');
    const found = risks(office, { steps: [{ by: ['bob', 'carol', 'dan'] }], bypassers: ['carol'] });
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ['BYPASSER_APPROVES', 'bypass.bypassers'],
      ['CANNOT_APPROVE', 'steps.0.approvers'],
    ]);
    expect(found.map(({ sentence }) => sentence).join(' ')).toMatch(/CAROL may break the glass.*DAN is disabled/);
  });

  it('include a step, and a break-glass, without anyone able', () => {
    const office = new Office('bob').group('empty', '');
    expect(risks(office, { steps: [{ by: ['@empty'] }], bypassers: ['@empty'] }).map(({ code }) => code)).toEqual([
      'STEP_WITHOUT_PEOPLE',
      'QUORUM_IMPOSSIBLE',
      'BYPASS_WITHOUT_PEOPLE',
    ]);
  });

  it('include one person who could give every approval', () => {
    const office = new Office('bob carol');
    const steps = [{ by: ['bob', 'carol'] }, { by: ['carol'] }];
    const [alone] = risks(office, { steps, distinct: false }).filter(({ code }) => code === 'ONE_PERSON_PASSES_ALL');
    expect(alone?.sentence).toMatch(/^CAROL could give every approval/);
  });

  it('have the field that they concern, their weight and a sentence', () => {
    const office = new Office('bob carol').group('empty', '');
    office.disable('carol');
    const nobody = risks(office, { steps: [{ by: ['@empty'] }], bypassers: ['@empty'], distinct: false });
    expect(nobody).toMatchObject([
      { code: 'STEP_WITHOUT_PEOPLE', weight: 'fault', path: 'steps.0.approvers' },
      { code: 'QUORUM_IMPOSSIBLE', weight: 'fault', path: 'steps' },
      { code: 'BYPASS_WITHOUT_PEOPLE', weight: 'risk', path: 'bypass.bypassers' },
    ]);
    expect(nobody[1]?.sentence).toBe(
      'No request could ever pass this policy. Step 1 needs 1 more approval, and nobody who is free to give it is left.',
    );
    const both = new Office('bob carol dan');
    const terms = { steps: [{ by: ['bob', 'carol'] }, { by: ['carol', 'dan'] }], bypassers: ['bob'], distinct: false };
    expect(risks(both, terms)).toEqual([
      {
        code: 'ONE_PERSON_PASSES_ALL',
        weight: 'risk',
        path: 'distinctApprovers',
        sentence:
          'CAROL could give every approval of a request alone, because the same person may count in several steps. Require different people in every step if two people must agree.',
      },
      {
        code: 'BYPASSER_APPROVES',
        weight: 'risk',
        path: 'bypass.bypassers',
        sentence:
          'BOB may break the glass and is an approver too: people who can skip the approvals should not also give them.',
      },
    ]);
    expect(risks(office, { steps: [{ by: ['bob', 'boss'] }], bypassers: ['carol', 'dan', 'boss'] }).slice(-1)).toEqual([
      {
        code: 'CANNOT_APPROVE',
        weight: 'risk',
        path: 'bypass.bypassers',
        sentence: 'CAROL is disabled, but is named here. Disabled people and auditors decide nothing.',
      },
    ]);
  });

  it('skip a step without approvers, which is not written yet', () => {
    const codes = risks(new Office('bob'), { steps: [{ by: ['bob'] }, { by: [] }] }).map(({ code }) => code);
    expect(codes).not.toContain('STEP_WITHOUT_PEOPLE');
  });

  it('include patterns that were saved before the limit', () => {
    const rules = rulesOf({
      steps: [{ by: ['bob', 'carol'] }],
      rules: { conditions: [{ resource: 'x'.repeat(1_001) }] },
    });
    const staffing = { rules, directory: new Office('bob carol').state.directory(), bystanders: 1 };
    expect(staffingRisks(staffing)).toEqual([]);
    expect(staffingRisks({ ...staffing, tooLongAlready: true })).toEqual([
      {
        code: 'PATTERNS_TOO_LONG',
        weight: 'risk',
        path: 'conditions',
        sentence:
          'The patterns of this policy have 1,001 characters in all, and at most 1,000 are allowed since it was saved. It still gates accounts as it is, but makes every request slower. Write shorter patterns, or several policies.',
      },
    ]);
  });

  it('are none if enough different people are able', () => {
    expect(risks(new Office('bob carol dan'), { steps: [{ by: ['bob', 'carol', 'dan'] }] })).toEqual([]);
  });
});

it('a policy is stated in plain sentences', () => {
  const office = new Office('bob carol').group('managers', 'bob carol');
  const rules = rulesOf({
    steps: [{ by: ['@managers'], name: 'Manager Review' }, { by: ['carol'] }],
    bypassers: ['bob'],
    rules: {
      conditions: [{ resource: 'prod-*', account: 'root' }, { account: 'sa' }],
      requireTicket: true,
      precedence: 5,
    },
  });
  expect(ruleSentences(rules, office.state.directory(), () => 'managers')).toEqual([
    'It applies to account root on resource prod-* or account sa on any resource.',
    'Access for 1 min to 2 h.',
    'Requesters must provide a ticket.',
    'Step 1, Manager Review: 1 approval from the group managers (2 people now).',
    'Step 2: 1 approval from CAROL (1 person now).',
    'Nobody counts in two steps of the same request.',
    'The requester never approves. One rejection ends the request.',
    'A request expires after 1 day.',
    'BOB may break the glass on a request of their own, with a reason.',
    'It wins over every policy with a precedence below 5, and loses to those above.',
  ]);
});
