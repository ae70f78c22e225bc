import { describe, expect, it } from 'vitest';
import type { Condition, PolicyRules, PolicyStatus } from '#contract/policies.ts';
import { hintSentence, hintsOf, hintWords, isForeign } from '../../../src-main/engine/policy/impact/hints.ts';
import { inventoryOf } from '../../../src-main/engine/policy/impact/inventory.ts';
import { previewPolicy } from '../../../src-main/engine/policy/impact/preview.ts';
import { rankPolicies } from '../../../src-main/engine/policy/impact/ranking.ts';
import { staffingRisks } from '../../../src-main/engine/policy/impact/risks.ts';
import { ruleSentences } from '../../../src-main/engine/policy/impact/words.ts';
import { groupOf, policyOf } from '../support/ids.ts';
import { Office, rulesOf, type Terms } from '../support/office.ts';

const office = new Office('bob carol').group('managers', 'bob carol');

describe('the rules of a policy, as sentences,', () => {
  const said = (terms: Partial<Terms>, rules: Partial<PolicyRules> = {}) =>
    ruleSentences(rulesOf({ steps: [{ by: ['bob'] }], ...terms, rules }), office.state.directory(), ({ id }) =>
      id === groupOf('managers') ? 'managers' : undefined,
    );

  it('say to which accounts it applies, if it has conditions', () => {
    const applies = (...conditions: Condition[]) =>
      said({}, { conditions }).filter((one) => one.startsWith('It applies'));
    expect(applies({ resource: 'a*' }, { account: 'b' }, { resource: 'c', account: 'd' })).toEqual([
      'It applies to any account on resource a*, account b on any resource or account d on resource c.',
    ]);
    expect(applies()).toEqual([]);
  });

  it('say for how long access can be', () => {
    const duration = (minSeconds: number) => said({}, { duration: { minSeconds, maxSeconds: 7_200 } })[1];
    expect([1, 2, 60].map(duration)).toEqual([
      'Access for up to 2 h.',
      'Access for 2 s to 2 h.',
      'Access for 1 min to 2 h.',
    ]);
  });

  it.each([
    [false, false, 'Requesters can provide a justification and a ticket; both are optional.'],
    [true, false, 'Requesters must provide a justification.'],
    [false, true, 'Requesters must provide a ticket.'],
    [true, true, 'Requesters must provide a justification and a ticket.'],
  ])('say what must be in writing: %s, %s', (requireJustification, requireTicket, sentence) => {
    expect(said({}, { requireJustification, requireTicket })[2]).toBe(sentence);
  });

  it('say who approves, with how many people these are now', () => {
    expect(said({ steps: [{ by: ['@managers', 'carol'], required: 2 }, { by: ['nobody'] }] }).slice(3, 5)).toEqual([
      'Step 1: 2 approvals from the group managers or CAROL (2 people now).',
      expect.stringMatching(/^Step 2: 1 approval from .* \(nobody now\)\.$/),
    ]);
  });

  it('say whether a person counts twice, if there are two steps', () => {
    const steps = [{ by: ['bob'] }, { by: ['carol'] }];
    const distinct = 'Nobody counts in two steps of the same request.';
    const notDistinct = 'The same person may approve in several steps.';
    expect(said({ steps })).toContain(distinct);
    expect(said({ steps, distinct: false })).toContain(notDistinct);
    for (const one of [true, false])
      expect(said({ distinct: one }).filter((text) => [distinct, notDistinct].includes(text))).toEqual([]);
  });

  it('say who may break the glass, and the precedence unless it is 0', () => {
    expect(said({})).toEqual([
      'It applies to any account on resource *.',
      'Access for 1 min to 2 h.',
      'Requesters can provide a justification and a ticket; both are optional.',
      'Step 1: 1 approval from BOB (1 person now).',
      'The requester never approves. One rejection ends the request.',
      'A request expires after 1 day.',
      'Nobody can skip the approvals.',
    ]);
    expect(said({ bypassers: ['@managers', 'bob'] }).at(-1)).toBe(
      'The group managers or BOB may break the glass on a request of their own, with a reason.',
    );
    expect(said({}, { precedence: -1 }).at(-1)).toBe(
      'It wins over every policy with a precedence below -1, and loses to those above.',
    );
  });

  it('name five people at most', () => {
    const names = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'];
    const crowd = new Office(names.join(' '));
    const sentence = (count: number) =>
      ruleSentences(rulesOf({ steps: [{ by: names.slice(0, count) }] }), crowd.state.directory(), () => '')[3];
    expect(sentence(5)).toBe('Step 1: 1 approval from P1, P2, P3, P4 or P5 (5 people now).');
    expect(sentence(7)).toBe('Step 1: 1 approval from P1, P2, P3, P4, P5 or 2 others (7 people now).');
  });
});

describe('what a draft does to accounts, as sentences,', () => {
  const accounts = ['a1', 'a2', 'b1', 'b2'].map((resource) => ({ resource, account: 'root' }));
  const rules = (name: string, resource: string, precedence = 0): PolicyRules =>
    rulesOf({ steps: [{ by: ['bob', 'carol'] }], rules: { name, precedence, conditions: [{ resource }] } });

  /** The draft in the place of the policy named so, or as a new one. */
  function preview(
    draft: PolicyRules,
    stored: readonly PolicyRules[],
    {
      known = accounts,
      status = 'active',
      right = true,
    }: { known?: typeof accounts; status?: PolicyStatus; right?: boolean } = {},
  ) {
    const matchable = ({ name, precedence, conditions }: PolicyRules, createdSequence: number) => ({
      id: policyOf(name),
      name,
      version: 1,
      precedence,
      conditions,
      createdSequence,
    });
    const replaced = stored.some(({ name }) => name === draft.name);
    const active = stored.map((one, index) => matchable(one, index + 1));
    return previewPolicy(
      rankPolicies(inventoryOf(known), active),
      {
        policy: matchable(draft, replaced ? 1 : 99),
        replaces: replaced || status === 'archived' ? { id: policyOf(draft.name), status } : null,
        conditionsAreRight: right,
        isRight: right,
      },
      { rules: draft, directory: office.state.directory(), bystanders: 1 },
      () => undefined,
      10,
    );
  }
  const effects = (...input: Parameters<typeof preview>) => preview(...input).effects;
  const risks = (...input: Parameters<typeof preview>) =>
    preview(...input).risks.map(({ code, path, sentence }) => [code, path, sentence]);

  it('say how many it matches and gates', () => {
    expect(effects(rules('d', 'x'), [])).toEqual(['It matches none of the 4 accounts.']);
    expect(effects(rules('d', 'a1'), [])).toEqual([
      'It matches 1 of 4 accounts, and gates it.',
      '1 account that no policy gates now gets its first gate.',
    ]);
    expect(effects(rules('d', 'a*'), [])).toEqual([
      'It matches 2 of 4 accounts, and gates all of them.',
      '2 accounts that no policy gates now get their first gate.',
    ]);
    expect(effects(rules('d', 'a*'), [rules('p', 'a1')])).toEqual([
      'It matches 2 of 4 accounts, and gates 1.',
      'On 1 account another policy wins.',
      '1 account that no policy gates now gets its first gate.',
    ]);
    expect(effects(rules('d', 'a*'), [], { known: [] })).toEqual([
      'The inventory holds no accounts, so nothing can be said about them.',
    ]);
  });

  it('say how many go to it, and how many lose their only gate', () => {
    expect(effects(rules('d', 'a*', 1), [rules('p', '*')])).toEqual([
      'It matches 2 of 4 accounts, and gates all of them.',
      '2 accounts go from one policy to another.',
    ]);
    expect(effects(rules('p', 'b1'), [rules('p', '?1')])).toEqual([
      'It matches 1 of 4 accounts, and gates it.',
      '1 account loses its only gate.',
    ]);
  });

  it('warn of what it gates no more, what it never gates, and where age alone decides', () => {
    expect(risks(rules('p', 'b1'), [rules('p', '?1')])).toEqual([
      [
        'LOSES_GATE',
        'conditions',
        '1 account would be gated by no policy any more, root on a1: nobody could ask for it.',
      ],
    ]);
    expect(risks(rules('d', 'a*'), [rules('p', 'a*', 1)])).toEqual([
      ['NEVER_WINS', 'precedence', 'Other policies win on every account that it matches, so it would decide nothing.'],
    ]);
    expect(risks(rules('d', 'a*'), [rules('p', 'a*')]).at(-1)).toEqual([
      'AGE_DECIDES',
      'precedence',
      'Only age decides between it and “p” on 2 accounts, root on a1 for one: precedence and patterns are equal. Give one of the two a higher precedence if that matters.',
    ]);
    expect(risks(rules('d', 'a*', 1), [rules('p', 'a*')])).toEqual([]);
  });

  it('warn where it matches nothing, if all its conditions are valid and there are accounts', () => {
    const nothing = ['MATCHES_NOTHING', 'conditions', 'None of the accounts in the inventory matches its conditions.'];
    expect(risks(rules('d', 'x'), [])).toEqual([nothing]);
    expect(risks(rules('d', 'x'), [], { right: false })).toEqual([]);
    expect(risks(rules('d', 'x'), [], { known: [] })).toEqual([]);
    expect(preview(rules('d', 'x'), []).sentences).toHaveLength(7);
    expect(preview(rules('d', 'x'), [], { right: false }).sentences).toEqual([]);
  });

  it('say that an archived policy gates nothing', () => {
    expect(risks(rules('d', 'a1'), [], { status: 'archived' })).toEqual([
      [
        'ARCHIVED',
        undefined,
        'This policy is archived and gates nothing. What is shown here takes effect when it is restored.',
      ],
    ]);
  });

  it('name overlapping policies by how many accounts they share, then by their order', () => {
    const names = (...stored: readonly PolicyRules[]) =>
      preview(rules('d', 'a*'), stored).overlaps.map(({ name }) => name);
    expect(names(rules('p', 'a2'), rules('q', 'a1'))).toEqual(['p', 'q']);
    expect(names(rules('p', 'a2'), rules('q', 'a1'), rules('r', 'a*'))).toEqual(['r', 'p', 'q']);
    expect(names(rules('p', 'b1'))).toEqual([]);
  });

  it('name the first account of each kind for every overlap', () => {
    const [overlap] = preview(rules('d', 'a*'), [rules('p', '*', -1)]).overlaps;
    expect(overlap).toMatchObject({ accounts: 2, draftWins: 2, otherWins: 0, examples: [{ resource: 'a1' }] });
    const [wins] = preview(rules('d', 'a*'), [rules('p', '*', 1)]).overlaps;
    expect(wins).toMatchObject({ accounts: 2, draftWins: 0, otherWins: 2, examples: [{ resource: 'a1' }] });
    const [mixed] = preview(rules('d', 'a*'), [rules('p', 'a2')]).overlaps;
    expect(mixed).toMatchObject({ accounts: 1, draftWins: 0, otherWins: 1, examples: [{ resource: 'a2' }] });
    const third = preview(rules('d', 'a*'), [rules('p', 'a*', 1), rules('q', '?1', 2)]).overlaps;
    expect(
      third.map(({ name, accounts: all, otherWins, examples }) => [name, all, otherWins, examples.length]),
    ).toEqual([
      ['p', 2, 1, 2],
      ['q', 1, 1, 1],
    ]);
  });

  it('name each account with the policy before and after, and why', () => {
    const { examples, changes, overlaps } = preview(rules('d', 'a*'), [rules('p', 'a1'), rules('q', '*', -1)]);
    expect(examples).toEqual([
      {
        resource: 'a1',
        account: 'root',
        effect: 'shadowed',
        from: { policyId: policyOf('p'), name: 'p' },
        to: { policyId: policyOf('p'), name: 'p' },
        because: expect.stringContaining('“d”'),
      },
      {
        resource: 'a2',
        account: 'root',
        effect: 'changes',
        from: { policyId: policyOf('q'), name: 'q' },
        to: { policyId: null, name: 'd' },
        because: expect.stringContaining('“q”'),
      },
    ]);
    expect(changes.changes).toMatchObject({ count: 1, examples: [{ resource: 'a2' }] });
    expect(overlaps.map(({ name, accounts: all, draftWins, otherWins }) => [name, all, draftWins, otherWins])).toEqual([
      ['q', 2, 1, 0],
      ['p', 1, 0, 1],
    ]);
    const kept = preview(rules('p', 'a*'), [rules('p', '?1')]);
    expect(kept.examples.map(({ resource, effect }) => [resource, effect])).toEqual([
      ['a1', 'keeps'],
      ['a2', 'gains'],
    ]);
    expect(kept.changes.loses.examples).toEqual([
      {
        resource: 'b1',
        account: 'root',
        effect: 'loses',
        from: { policyId: policyOf('p'), name: 'p' },
        to: null,
        because: 'No active policy would match it any more.',
      },
    ]);
  });
});

describe('risks of the people whom a draft names, as sentences,', () => {
  const sentences = (there: Office, terms: Terms, bystanders = 1) =>
    staffingRisks({ rules: rulesOf(terms), directory: there.state.directory(), bystanders }).map(
      ({ sentence }) => sentence,
    );

  it('say who could only break the glass', () => {
    const there = new Office('bob carol dan');
    const steps = [{ by: ['bob', 'carol'], required: 2 }];
    const main =
      'BOB and CAROL could not get access under this policy: nobody approves their own request, and without them too few approvers are left. Name more approvers if these people need access.';
    expect(sentences(there, { steps, bypassers: ['bob', 'carol'] })[0]).toBe(
      `${main} They could only break the glass.`,
    );
    expect(sentences(there, { steps, bypassers: ['bob'] })[0]).toBe(`${main} BOB could only break the glass.`);
    expect(sentences(there, { steps })[0]).toBe(main);
  });

  it('name the step that has nobody, and people who are disabled or auditors', () => {
    const there = new Office('bob carol dan').hire('ida', 'auditor');
    there.disable('dan');
    const found = sentences(there, { steps: [{ by: ['ida', 'dan'], name: 'Review' }], bypassers: ['dan'] });
    expect(found[0]).toBe(
      'Nobody named in “Review” (step 1) can approve now: they are disabled, auditors, or a group without members. Name a person who is enabled and no auditor.',
    );
    expect(found).toContain(
      'Nobody named could break the glass now: they are disabled, auditors, or a group without members.',
    );
    const idle = 'but are named here. Disabled people and auditors decide nothing.';
    expect(found).toContain(`IDA is an auditor and DAN is disabled, ${idle}`);
    expect(found.at(-1)).toMatch(/^DAN is disabled, but is named here\./);
  });

  it('say who may break the glass and approves as well', () => {
    const there = new Office('bob carol dan');
    const found = (bypassers: string[]) => sentences(there, { steps: [{ by: ['bob', 'carol', 'dan'] }], bypassers });
    expect(found(['bob'])[0]).toMatch(/^BOB may break the glass and is an approver too:/);
    expect(found(['bob', 'dan'])[0]).toMatch(/^BOB and DAN may break the glass and are approvers too:/);
    expect(found(['boss'])).toEqual([]);
  });
});

describe('syntax of another dialect', () => {
  it('is found in both fields of a condition, with its path', () => {
    const conditions = [{ resource: 'db-1' }, { resource: 'db-%', account: '^root$' }];
    expect(hintWords(conditions).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['conditions.1.resource', 'conditions.1.account']),
    );
    for (const { sentence } of hintWords(conditions)) expect(sentence).not.toContain('{{');
    expect(conditions.map(isForeign)).toEqual([false, true]);
    expect(hintWords([{ resource: 'db-*' }])).toEqual([]);
  });

  it('is put into words with what each reading matches', () => {
    const hint = { path: 'conditions.0.resource', found: '%', meansHere: 'A sign.', probablyMeant: 'A star.' };
    const accounts = (count: number) => ({ count, examples: [] });
    const words = '“%” comes from another dialect of patterns. A sign. Probably meant: A star.';
    const base = { ...hint, dialect: 'sql' as const, translation: null, here: accounts(0), meant: null };
    expect(hintSentence(base)).toBe(`${words} As it stands it matches no known account.`);
    expect(hintSentence({ ...base, meant: accounts(2) })).toBe(
      `${words} As it stands it matches no known account, and 2 known accounts in the other dialect.`,
    );
    expect(hintSentence({ ...base, translation: 'db-*', meant: accounts(1) })).toBe(
      `${words} As it stands it matches no known account, and 1 known account as db-*.`,
    );
  });

  it('has a sentence with the text found and both meanings', () => {
    expect(hintWords([{ resource: 'db-%' }, { account: '`a`' }])).toEqual([
      {
        path: 'conditions.0.resource',
        sentence:
          '“%” comes from another dialect of patterns. The % stands for itself here. Probably meant: Any characters, as in SQL.',
      },
      {
        path: 'conditions.1.account',
        sentence:
          '“`a`” comes from another dialect of patterns. The quotation marks are part of the name here. Probably meant: The pattern without the quotation marks.',
      },
    ]);
  });

  it('is foreign in either field, and never in one that is not there', () => {
    const conditions: Condition[] = [{ resource: '%' }, { account: '%' }, { resource: 'a', account: 'b' }, {}];
    expect(conditions.map(isForeign)).toEqual([true, true, false, false]);
  });

  describe('with the known accounts', () => {
    const names = ['db-1', 'db-2', 'db-%', 'web-1'];
    const known = inventoryOf(names.map((resource) => ({ resource, account: 'root' })));
    const resources = (hinted: { examples: readonly { resource: string }[] } | null) =>
      hinted?.examples.map(({ resource }) => resource);

    it('lists those that each reading matches', () => {
      expect(hintsOf([{ resource: 'db-%' }], known)).toEqual([
        {
          path: 'conditions.0.resource',
          found: '%',
          meansHere: 'The % stands for itself here.',
          probablyMeant: 'Any characters, as in SQL.',
          translation: 'db-*',
          here: { count: 1, examples: [{ resource: 'db-%', account: 'root' }] },
          meant: {
            count: 3,
            examples: ['db-1', 'db-2', 'db-%'].map((resource) => ({ resource, account: 'root' })),
          },
        },
      ]);
    });

    it('reads it as an extended glob where no pattern here has the meaning', () => {
      const [except] = hintsOf([{ resource: '!(db-*)' }], known);
      expect(except?.translation).toBe(null);
      expect(except?.here).toEqual({ count: 0, examples: [] });
      expect([except?.meant?.count, resources(except?.meant ?? null)]).toEqual([1, ['web-1']]);
      const [account] = hintsOf([{ account: '!root' }], known);
      expect([account?.path, account?.meant]).toEqual(['conditions.0.account', { count: 0, examples: [] }]);
    });

    it('says nothing about the meaning where it is neither a glob nor has a pattern here', () => {
      const [expression] = hintsOf([{ resource: '^db-[12]+$' }], known);
      expect([expression?.translation, expression?.meant]).toEqual([null, null]);
    });

    it('names five at most, and counts all', () => {
      const many = inventoryOf(Array.from({ length: 7 }, (_, index) => ({ resource: `db-${index}`, account: 'a' })));
      const [hint] = hintsOf([{ resource: 'db-%' }], many);
      expect([hint?.meant?.count, resources(hint?.meant ?? null)]).toEqual([
        7,
        ['db-0', 'db-1', 'db-2', 'db-3', 'db-4'],
      ]);
    });
  });
});
