import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyRules, Ref } from '#contract/policies.ts';
import { difference, type NameOf } from '../../../src-main/engine/policy/difference.ts';
import { groupOf } from '../support/ids.ts';
import { refs, rulesOf, type Step } from '../support/office.ts';
import { anyRules, anyStep, sameRules } from './rules.ts';

const PEOPLE = ['bob', 'mei', 'carol', 'dan'];
const nameOf: NameOf = (ref, place) =>
  ref.kind === 'group'
    ? `${{ first: 'The', within: 'the' }[place]} group ${['managers', 'security'].find((name) => groupOf(name) === ref.id)}`
    : (PEOPLE.find((name) => refs([name])[0]?.id === ref.id) ?? 'unknown');

const withSteps = (...steps: Step[]): PolicyRules => rulesOf({ steps });
const of = (before: PolicyRules | null, after: PolicyRules) => difference(before, after, nameOf);
const sentences = (before: PolicyRules | null, after: PolicyRules) => of(before, after).map(({ sentence }) => sentence);
const inBrief = (before: PolicyRules, after: PolicyRules) =>
  of(before, after).map(({ kind, field, before: was, after: is }) => `${kind} ${field}: ${was} → ${is}`);

const review: Step = { name: 'Review', by: ['bob', '@managers'] };
const security: Step = { name: 'Security', by: ['carol', 'dan'], required: 2 };
const rules = withSteps(review, security);
const changed = (change: Partial<PolicyRules>): PolicyRules => ({ ...rules, ...change });

describe('the difference of two versions of a policy', () => {
  it('is empty if they say the same, in any order of conditions and approvers', () => {
    expect(of(rules, rules)).toEqual([]);
    const twice = changed({ conditions: [{ resource: 'a' }, { account: 'b' }] });
    const turned = changed({ conditions: [{ account: 'b' }, { resource: 'a' }, { account: 'b' }] });
    expect(of(twice, turned)).toEqual([]);
    expect(of(rules, withSteps({ ...review, by: ['@managers', 'bob'] }, security))).toEqual([]);
  });

  it('states durations in words, and every field by its path', () => {
    const after = changed({
      duration: { minSeconds: 1, maxSeconds: 14_400 },
      pendingTtlSeconds: 5_400,
      name: 'another',
      precedence: -3,
      distinctApprovers: false,
      requireTicket: true,
    });
    expect(inBrief(rules, after)).toEqual([
      'changed name: “the policy” → “another”',
      'changed duration.minSeconds: 1 min → 1 s',
      'changed duration.maxSeconds: 2 h → 4 h',
      'changed pendingTtlSeconds: 1 day → 1 h 30 min',
      'changed distinctApprovers: yes → no',
      'changed precedence: 0 → -3',
      'changed requireTicket: no → yes',
    ]);
    expect(sentences(rules, after)).toEqual([
      'The name changes from “the policy” to “another”.',
      'The shortest duration changes from 1 min to 1 s.',
      'The longest duration changes from 2 h to 4 h.',
      'Requests expire after 1 h 30 min instead of 1 day.',
      'The same person may count in several steps.',
      'The precedence changes from 0 to -3.',
      'A ticket is now required.',
    ]);
  });

  it('states a description that is added, removed or changed, with its text', () => {
    const text = changed({ description: 'What it is for' });
    expect(of(rules, text)).toEqual([
      {
        field: 'description',
        kind: 'added',
        before: null,
        after: 'What it is for',
        sentence: 'The description is added.',
      },
    ]);
    expect(sentences(text, changed({ description: 'Else' }))).toEqual(['The description changes.']);
    expect(sentences(text, rules)).toEqual(['The description is removed.']);
  });

  it('states the accounts it applies to, and those it no longer applies to', () => {
    const one = changed({ conditions: [{ resource: 'prod-*', account: 'root' }] });
    expect(sentences(rules, one)).toEqual([
      'It applies to the account “root” on “prod-*”, and no longer to any account on “*”.',
    ]);
    const more = changed({ conditions: [...one.conditions, { account: 'admin' }, { resource: 'stage' }] });
    expect(sentences(one, more)).toEqual([
      'It also applies to the account “admin” anywhere.',
      'It also applies to any account on “stage”.',
    ]);
    expect(sentences(more, one)).toEqual([
      'It no longer applies to the account “admin” anywhere.',
      'It no longer applies to any account on “stage”.',
    ]);
  });

  it('states approvers by name, with the step as it is afterwards', () => {
    const after = withSteps({ ...review, by: ['mei', '@managers', '@security'] }, security);
    expect(inBrief(rules, after)).toEqual([
      'removed steps.0.approvers: bob → null',
      'added steps.0.approvers: null → mei',
      'added steps.0.approvers: null → the group security',
    ]);
    expect(sentences(rules, after)).toEqual([
      'bob may no longer approve “Review” (step 1).',
      'mei may now approve “Review” (step 1).',
      'The group security may now approve “Review” (step 1).',
    ]);
  });

  it('recognises a step by its name, despite other approvers and another quorum', () => {
    const after = withSteps(review, { name: 'Security', by: ['mei'] });
    expect(inBrief(rules, after)).toEqual([
      'changed steps.1.required: 2 approvals → 1 approval',
      'removed steps.1.approvers: carol → null',
      'removed steps.1.approvers: dan → null',
      'added steps.1.approvers: null → mei',
    ]);
    expect(sentences(rules, after)[0]).toBe('“Security” (step 2) needs 1 approval instead of 2.');
  });

  it('knows a step again that has another name, by who approves it', () => {
    expect(sentences(rules, withSteps({ ...review, name: 'First look' }, security))).toEqual([
      '“First look” (step 1) was called “Review” before.',
    ]);
    expect(sentences(rules, withSteps({ by: review.by }, security))).toEqual([
      'Step 1 no longer has a name; it was “Review”.',
    ]);
  });

  it('says a step that is put in, or taken out, and nothing about the others', () => {
    const between = withSteps(review, { name: 'Owner', by: ['mei'] }, security);
    expect(of(rules, between)).toEqual([
      {
        field: 'steps.1',
        kind: 'added',
        before: null,
        after: '1 approval from mei',
        sentence: '“Owner” (step 2) is added: 1 approval from mei.',
      },
    ]);
    expect(sentences(between, rules)).toEqual(['“Owner” (step 2) is removed.']);
    expect(sentences(rules, withSteps(security))).toEqual(['“Review” (step 1) is removed.']);
  });

  it('says that two steps with nothing in common are two', () => {
    expect(sentences(withSteps(review), withSteps({ name: 'Owner', by: ['mei'] }))).toEqual([
      '“Review” (step 1) is removed.',
      '“Owner” (step 1) is added: 1 approval from mei.',
    ]);
  });

  it('says that a step was moved, and what changed in it', () => {
    const last: Step = { name: 'Owner', by: ['mei'] };
    expect(
      sentences(withSteps(review, security, last), withSteps({ ...last, by: ['mei', 'bob'] }, review, security)),
    ).toEqual(['“Owner” (step 3) becomes step 1.', 'bob may now approve “Owner” (step 1).']);
  });

  it('says break-glass that is opened, closed, and opened to others', () => {
    const open = (...names: string[]) => changed({ bypass: { bypassers: refs(names) } });
    expect(sentences(rules, open('bob', 'mei'))).toEqual(['bob or mei may break the glass.']);
    expect(sentences(open('bob'), rules)).toEqual(['Nobody may break the glass any more; until now bob could.']);
    expect(sentences(open('bob'), open('@managers'))).toEqual([
      'bob may no longer break the glass.',
      'The group managers may now break the glass.',
    ]);
  });

  it('from nothing is all that a new policy says', () => {
    expect(sentences(null, rules)).toEqual([
      'The name is “the policy”.',
      'It applies to any account on “*”.',
      'The shortest duration is 1 min.',
      'The longest duration is 2 h.',
      'Requests expire after 1 day.',
      '“Review” (step 1): 1 approval from bob or the group managers.',
      '“Security” (step 2): 2 approvals from carol or dan.',
      'Each person counts once in a whole request.',
      'The precedence is 0.',
      'A justification is not required.',
      'A ticket is not required.',
    ]);
  });
});

describe('each change of a policy', () => {
  const open = (...names: string[]) => changed({ bypass: { bypassers: refs(names) } });

  it('has the values before and after, in words', () => {
    const both = changed({ conditions: [{ resource: 'prod-*', account: 'root' }] });
    expect(inBrief(rules, both)).toEqual(['changed conditions: any account on “*” → the account “root” on “prod-*”']);
    const more = changed({ conditions: [...both.conditions, { account: 'admin' }] });
    expect(inBrief(both, more)).toEqual(['added conditions: null → the account “admin” anywhere']);
    expect(inBrief(more, both)).toEqual(['removed conditions: the account “admin” anywhere → null']);
    expect(inBrief(rules, withSteps(security))).toEqual([
      'removed steps.0: 1 approval from bob or the group managers → null',
    ]);
    expect(inBrief(rules, withSteps(security, review))).toEqual(['changed steps.1: step 1 → step 2']);
    expect(inBrief(rules, withSteps({ ...review, name: 'First look' }, security))).toEqual([
      'changed steps.0.name: “Review” → “First look”',
    ]);
    expect(inBrief(rules, open('@managers', 'bob'))).toEqual(['added bypass: null → the group managers or bob']);
    expect(inBrief(open('bob', '@managers'), rules)).toEqual(['removed bypass: bob or the group managers → null']);
    expect(inBrief(open('bob'), open('bob', 'mei'))).toEqual(['added bypass.bypassers: null → mei']);
    expect(inBrief(open('bob', 'mei'), open('mei'))).toEqual(['removed bypass.bypassers: bob → null']);
    expect(inBrief(open('@managers', 'mei'), open('mei', '@security'))).toEqual([
      'removed bypass.bypassers: the group managers → null',
      'added bypass.bypassers: null → the group security',
    ]);
  });

  it('says that a step without a name moved only if it is equal to the earlier one', () => {
    const [first, second, third] = [{ by: ['bob'] }, { by: ['mei'] }, { by: ['carol'] }];
    expect(sentences(withSteps(first, second, third), withSteps(third, first, second))).toEqual([
      'Step 3 becomes step 1.',
    ]);
    expect(sentences(withSteps(first, second, third), withSteps({ ...third, required: 2 }, first, second))).toEqual([
      'Step 3 is removed.',
      'Step 1 is added: 2 approvals from carol.',
    ]);
  });

  it('says which of several conditions are gone and which are new', () => {
    const [one, two, three] = [{ resource: 'a' }, { resource: 'b' }, { resource: 'c' }];
    expect(sentences(changed({ conditions: [one, two] }), changed({ conditions: [three] }))).toEqual([
      'It no longer applies to any account on “a”.',
      'It no longer applies to any account on “b”.',
      'It also applies to any account on “c”.',
    ]);
    expect(sentences(changed({ conditions: [one] }), changed({ conditions: [two, three] }))).toEqual([
      'It no longer applies to any account on “a”.',
      'It also applies to any account on “b”.',
      'It also applies to any account on “c”.',
    ]);
    expect(sentences(changed({ conditions: [] }), changed({ conditions: [one] }))).toEqual([
      'It applies to any account on “a”.',
    ]);
  });

  it('says that a step had no name before, and quotes none', () => {
    expect(inBrief(withSteps({ by: review.by }, security), rules)).toEqual(['added steps.0.name: null → “Review”']);
    expect(sentences(withSteps({ by: review.by }, security), rules)).toEqual(['“Review” (step 1) had no name before.']);
    expect(inBrief(rules, withSteps({ by: review.by }, security))).toEqual(['removed steps.0.name: “Review” → null']);
  });

  it('says that a requirement begins, ends, or is there from the beginning', () => {
    const strict = changed({ requireJustification: true, requireTicket: true });
    expect(sentences(rules, strict)).toEqual(['A justification is now required.', 'A ticket is now required.']);
    expect(sentences(strict, rules)).toEqual([
      'A justification is no longer required.',
      'A ticket is no longer required.',
    ]);
    expect(inBrief(strict, rules)).toEqual([
      'changed requireJustification: yes → no',
      'changed requireTicket: yes → no',
    ]);
    expect(sentences(null, strict).slice(-2)).toEqual(['A justification is required.', 'A ticket is required.']);
    expect(sentences(changed({ distinctApprovers: false }), rules)).toEqual([
      'Each person counts once in a whole request.',
    ]);
  });

  it('says who may break the glass under a new policy, and that an empty list is nobody', () => {
    expect(sentences(null, open('@managers', '@security')).at(-1)).toBe(
      'The group managers or the group security may break the glass.',
    );
    expect(sentences(null, open('bob', 'bob')).at(-1)).toBe('bob may break the glass.');
    expect(of(rules, open())).toMatchObject([{ after: 'nobody', sentence: 'Nobody may break the glass.' }]);
    expect(sentences(open(), rules)).toEqual(['Nobody may break the glass any more; until now nobody could.']);
  });

  it('of a new policy is an addition from nothing', () => {
    const all = of(null, changed({ description: 'text' }));
    expect(all.map(({ kind, before }) => [kind, before])).toEqual(all.map(() => ['added', null]));
    expect(all.map(({ field }) => field)).toEqual([
      'name',
      'description',
      'conditions',
      'duration.minSeconds',
      'duration.maxSeconds',
      'pendingTtlSeconds',
      'steps.0',
      'steps.1',
      'distinctApprovers',
      'precedence',
      'requireJustification',
      'requireTicket',
    ]);
  });
});

describe('of any two versions, the difference', () => {
  const key = (ref: Ref) => `${ref.kind} ${ref.id}`;

  it('is empty exactly if they say the same', () => {
    fc.assert(
      fc.property(anyRules, anyRules, (one, other) => {
        expect(difference(one, one, key)).toEqual([]);
        expect(difference(one, other, key).length === 0).toBe(sameRules(one, other));
      }),
    );
  });

  it('is one added step if a step is inserted, and one removed step if it is taken out', () => {
    fc.assert(
      fc.property(anyRules, anyStep, fc.nat(), (before, step, at) => {
        const place = at % (before.steps.length + 1);
        const after = { ...before, steps: [...before.steps.slice(0, place), step, ...before.steps.slice(place)] };
        expect(difference(before, after, key)).toMatchObject([
          { kind: 'added', field: expect.stringMatching(/^steps\.\d+$/) },
        ]);
        expect(difference(after, before, key)).toMatchObject([
          { kind: 'removed', field: expect.stringMatching(/^steps\.\d+$/) },
        ]);
      }),
    );
  });

  it('has the same size in reverse, each with before and after exchanged, except for equal steps', () => {
    fc.assert(
      fc.property(anyRules, anyRules, (one, other) => {
        const plain = (rules: PolicyRules): PolicyRules => ({ ...rules, steps: one.steps });
        const there = difference(plain(one), plain(other), key);
        const back = difference(plain(other), plain(one), key);
        const turned = back.map(({ field, before, after }) => `${field} ${after} ${before}`).sort();
        expect(there.map(({ field, before, after }) => `${field} ${before} ${after}`).sort()).toEqual(turned);
      }),
    );
  });

  it('has a sentence for every change, and a kind that fits', () => {
    fc.assert(
      fc.property(fc.option(anyRules), anyRules, (one, other) => {
        for (const { kind, before, after, sentence } of difference(one, other, key)) {
          expect(sentence).toMatch(/^\S.*\.$/su);
          expect(kind).toBe(before === null ? 'added' : after === null ? 'removed' : 'changed');
          expect(before).not.toBe(after);
        }
      }),
    );
  });
});
