import { beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.hire('bob');
});

const set = (...condition: readonly string[]): string =>
  [
    'apiVersion: countersign/v1',
    'kind: PolicySet',
    'policies:',
    '  - name: one',
    '    duration: { maxSeconds: 60 }',
    '    steps: [{ approvers: [{ person: bob }], required: 1 }]',
    '    conditions:',
    ...condition.map((line, index) => `      ${index === 0 ? '-' : ' '} ${line}`),
  ].join('\n');
const problems = async (yaml: string) =>
  (await desk.as('admin').policies.plan({ yaml })).problems.map(({ line, message }) => `${line}: ${message}`);

describe('a condition field that is present but empty', () => {
  it.each(['resource: #root', 'resource:', 'resource: ~', 'resource: null', 'resource: ""', "resource: '  '"])(
    'is a problem in YAML, as in %s',
    async (line) => {
      const found = await problems(set('account: root', line));
      expect(found).toEqual([expect.stringMatching(/^9: .*(?:is empty|must not be empty)/)]);
    },
  );

  it.each([null, '', '  '])('is refused at the bridge and in JSON: %j', async (resource) => {
    const terms = desk.terms({ steps: [{ by: 'bob' }] });
    const conditions = [{ account: 'root', resource }];
    for (const [call, input] of [
      ['policies.create', { ...terms, conditions }],
      ['proposals.make', { area: 'policies', verb: 'create', input: { ...terms, conditions } }],
    ] as const) {
      const refused = await desk.refused('admin', call, input);
      expect(refused).toMatchObject({ code: 'INVALID_INPUT' });
      expect(JSON.stringify(refused)).toMatch(/conditions\.0\.resource":"This (?:is|must not be) empty/);
    }
    const { id } = await desk.policy({ steps: [{ by: 'bob' }] });
    expect(await desk.refused('admin', 'policies.update', { id, version: 1, conditions })).toMatchObject({
      fields: { 'conditions.0.resource': expect.any(String) },
    });
    const impact = await desk.answer('admin', 'policies.foresee', { draft: { ...terms, name: 'b', conditions } });
    expect(impact).toMatchObject({
      ok: true,
      result: { fields: { 'conditions.0.resource': expect.any(String) }, matched: 0 },
    });
  });

  it('any other field that is present but empty in YAML is a problem, too', async () => {
    const yaml = `${set('account: root')}\n    bypass:\n    requireTicket:\n    description: null\n`;
    expect(await problems(yaml)).toEqual([
      expect.stringMatching(/^9: “bypass” is empty/),
      expect.stringMatching(/^10: “requireTicket” is empty/),
    ]);
  });
});

describe('a text that YAML reads as something else', () => {
  it.each([
    ['resource: *-admin', /alias .* put it in quotation marks: '\*-admin'/],
    ['{ account: a, resource: *-admin }', /alias .* put it in quotation marks: '\*-admin'/],
    ['resource: [ab]*', /put it in quotation marks: '\[ab\]\*'/],
    ['resource: [ab]-db', /put it in quotation marks: '\[ab\]-db'/],
    ['resource: !prod-*', /tag .* put it in quotation marks: '!prod-\*'/],
    ['resource: 0123', /read as a number here; put it in quotation marks/],
    ['resource: [ab]', /read as a list here; put it in quotation marks/],
    ['resource: {a,b}', /put it in quotation marks: '\{a,b\}'/],
    ['resource: true', /read as a boolean here; put it in quotation marks/],
    ['resource: a #b', /A # after a blank begins a comment here.* quotation marks/],
  ])('is said to need quotation marks: %s', async (line, sentence) => {
    const found = await problems(set(line));
    expect(found[0]).toMatch(sentence);
    expect(found.every((one) => one.startsWith('8: '))).toBe(true);
  });

  it('and a # that begins a comment by accident is a problem', async () => {
    expect(await problems(set('resource: prod-* # all of production', "account: 'a #b' # an odd name"))).toEqual([]);
  });
});

describe('a pattern of another dialect', () => {
  beforeEach(async () => {
    await desk.as('admin').accounts.import({
      rows: ['web1', 'web2', 'web7', 'web1..3', 'dba', 'dbx'].map((resource) => ({ resource, account: 'root' })),
    });
  });

  it('is reported by foresee, with the matches of each reading, and is not refused', async () => {
    const terms = desk.terms({ steps: [{ by: 'bob' }], conditions: [{ resource: '[' }, { resource: 'web{1..3,7}' }] });
    const { hints } = await desk.as('admin').policies.foresee({ draft: terms });
    expect(hints).toEqual([
      expect.objectContaining({
        path: 'conditions.1.resource',
        found: '{1..3,7}',
        translation: 'web{{1..3},7}',
        here: {
          count: 2,
          examples: [
            { resource: 'web1..3', account: 'root' },
            { resource: 'web7', account: 'root' },
          ],
        },
        meant: expect.objectContaining({ count: 3 }),
      }),
    ]);
    await desk.policy({ conditions: [{ resource: 'web{1..3,7}' }], steps: [{ by: 'bob' }] });
  });

  it('is a warning of a plan, in its line, and nothing is refused for it', async () => {
    const yaml = set("resource: 'db[^a]'");
    const plan = await desk.as('admin').policies.plan({ yaml });
    expect(plan.problems).toEqual([]);
    expect(plan.warnings).toEqual([
      {
        line: 8,
        message: expect.stringMatching(
          /^conditions\.0\.resource: “\[\^a\]” comes from another dialect of patterns\. .* As it stands it matches 1 known account, and 1 known account as db\[!a\]\.$/,
        ),
      },
    ]);
    await desk.as('admin').policies.apply({ yaml });
  });

  it.each([
    ['web!(1|2)', ['web7', 'web1..3']],
    ['!web*', ['dba', 'dbx']],
    ['!(dba|dbx)', ['web1', 'web1..3', 'web2', 'web7']],
    ['db+(a|x)', ['dba', 'dbx']],
    ['DB*(a|b)', ['dba']],
  ])('is counted as the other dialect reads it where nothing here means that: %s', async (resource, meant) => {
    const draft = desk.terms({ steps: [{ by: 'bob' }], conditions: [{ resource }] });
    const { hints } = await desk.as('admin').policies.foresee({ draft });
    expect(hints).toEqual([
      expect.objectContaining({ translation: null, meant: expect.objectContaining({ count: meant.length }) }),
    ]);
    expect(new Set(hints.flatMap((hint) => hint.meant?.examples.map((one) => one.resource)))).toEqual(new Set(meant));
    expect((await desk.as('admin').policies.plan({ yaml: set(`resource: '${resource}'`) })).warnings).toEqual([
      {
        line: 8,
        message: expect.stringMatching(/ As it stands it matches .*, and \d known accounts? in the other dialect\.$/),
      },
    ]);
  });

  it.each([
    ['a filter of LDAP', '(cn=web*)'],
    ['a regular expression', '^web(?!1).*'],
    ['longer than is tried', `web!(${'x'.repeat(64)})`],
    ['of too many alternatives', 'web!(1){a,b}{a,b}{a,b}{a,b}{a,b}'],
  ])('is not counted where it is %s', async (_, resource) => {
    const draft = desk.terms({ steps: [{ by: 'bob' }], conditions: [{ resource }] });
    const { hints } = await desk.as('admin').policies.foresee({ draft });
    expect(hints.map((hint) => [hint.translation, hint.meant])).toEqual([[null, null]]);
  });

  it('is reported when it is applied, without looking through the accounts', async () => {
    const { warnings } = await desk.as('admin').policies.apply({ yaml: set("resource: 'web!(1)'") });
    expect(warnings).toEqual([
      {
        line: 8,
        message: expect.stringMatching(
          /^conditions\.0\.resource: “!\(1\)” comes from another dialect of patterns\.(?!.*As it stands)/,
        ),
      },
    ]);
  });
});
