import { describe, expect, test } from 'vitest';
import { chainLength } from '../property/chain.ts';
import type { PolicyPlanAnswer } from '../shapes/answers.ts';
import { openDesk, type TestDesk } from '../support.ts';

/** A policy set of these policies, each a list of its lines. */
const file = (policies: readonly (readonly string[])[], ...head: readonly string[]): string =>
  [
    'apiVersion: countersign/v1',
    'kind: PolicySet',
    ...head,
    'policies:',
    ...policies.flatMap((lines) => lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`)),
    '',
  ].join('\n');

const policy = (name: string, ...more: readonly string[]): string[] => [
  `name: ${name}`,
  'conditions: [{ resource: "prod-*", account: root }]',
  'duration: { maxSeconds: 7200 }',
  'steps: [{ approvers: [{ group: managers }, { person: carol }], required: 1 }]',
  ...more,
];

const plan = (desk: TestDesk, yaml: string): Promise<PolicyPlanAnswer> => desk.as('admin').policies.plan({ yaml });
const inBrief = ({ actions }: PolicyPlanAnswer): string[] => actions.map(({ action, name }) => `${action} ${name}`);

async function problems(desk: TestDesk, yaml: string): Promise<string[]> {
  return (await plan(desk, yaml)).problems.map(({ line, message }) => `${line}: ${message}`);
}

/** Checks that a file is refused, names these lines, and changes nothing. */
async function refusesApply(desk: TestDesk, yaml: string, lines: readonly number[]): Promise<void> {
  const before = desk.length;
  const refused = await desk.refused('admin', 'policies.apply', { yaml });
  if (refused.code !== 'INVALID_INPUT') throw new Error(`Refused with ${refused.code}.`);
  expect(Object.keys(refused.fields)).toEqual([...new Set(lines)].map((line) => `line ${line}`));
  expect(refused.message).toMatch(/^Nothing was imported\. /);
  expect(desk.length).toBe(before);
}

/** A desk with bob, carol and dan, the group managers (bob), and the policy production. */
async function staffed(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('bob carol dan');
  await desk.group('managers', 'bob');
  await desk.policy({
    name: 'production',
    conditions: [{ resource: 'prod-*', account: 'root' }],
    steps: [{ by: '@managers carol' }],
  });
  return desk;
}

describe('an export', () => {
  test('has people by username and groups by name, and states durations in words beside them', async () => {
    const desk = await staffed();
    const { yaml, policies } = await desk.as('admin').policies.export({});
    expect(policies).toBe(1);
    expect(yaml).toBe(`# TRAINING: from a desk on which nothing is real.
# People by username, groups by name. A policy is identified by its name, and becomes what this file says.
# complete: true would archive every policy of the desk that this file does not name.

apiVersion: countersign/v1
kind: PolicySet
complete: false
policies:
  - name: production
    conditions:
      - resource: prod-*
        account: root
    duration:
      minSeconds: 1 # 1 s
      maxSeconds: 14400 # 4 h
    pendingTtlSeconds: 86400 # 1 day
    steps:
      - required: 1
        approvers:
          - group: managers
          - person: carol
    distinctApprovers: true
    precedence: 0
    requireJustification: false
    requireTicket: false
`);
  });

  test('contains all active policies by name, or the requested ones, archived ones marked', async () => {
    const desk = await staffed();
    const old = await desk.policy({ name: 'Old', steps: [{ by: 'dan' }] });
    await desk.policy({ name: 'a first one', steps: [{ by: 'dan' }], bypassers: 'bob' });
    await desk.as('admin').policies.archive({ id: old.id });
    const all = await desk.as('admin').policies.export({});
    expect(all.yaml.match(/- name: .*/g)).toEqual(['- name: a first one', '- name: production']);
    expect(all.yaml).toContain('    bypass:\n      bypassers:\n        - person: bob\n');
    const some = await desk.as('admin').policies.export({ ids: [old.id, old.id] });
    expect(some.policies).toBe(1);
    expect(some.yaml).toContain('  - name: Old\n    status: archived\n');
  });

  test('of nothing is a file that changes nothing', async () => {
    const desk = await openDesk();
    const { yaml, policies } = await desk.as('admin').policies.export({});
    expect(policies).toBe(0);
    expect(await plan(desk, yaml)).toEqual({ actions: [], problems: [], warnings: [], sequence: 0 });
  });

  test('of a policy that names a removed group is refused: another group may have its name', async () => {
    const desk = await staffed();
    const { id } = await desk.policy({ name: 'old', steps: [{ by: '@managers' }] });
    await desk.as('admin').policies.archive({ id });
    const production = (await desk.as('admin').policies.list({ text: 'production' })).items[0];
    await desk
      .as('admin')
      .policies.update({ id: production?.id ?? '', version: 1, steps: desk.steps([{ by: 'bob' }]) });
    await desk.as('admin').groups.remove({ id: desk.id('@managers') });
    expect(await desk.refused('admin', 'policies.export', { ids: [id] })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { 'ids.0': expect.stringContaining('the group managers, which was removed') },
    });
  });

  test('imported on its own desk changes nothing', async () => {
    const desk = await staffed();
    const { yaml } = await desk.as('admin').policies.export({});
    expect(await plan(desk, yaml)).toMatchObject({ actions: [{ action: 'unchanged', line: 9 }], problems: [] });
    const before = desk.length;
    await desk.as('admin').policies.apply({ yaml });
    expect(desk.length).toBe(before);
  });
});

describe('a plan', () => {
  test('creates new names, changes others field by field, leaves the rest, and says so', async () => {
    const desk = await staffed();
    await desk.policy({ name: 'other', steps: [{ by: 'dan' }] });
    const yaml = file([policy('PRODUCTION', 'requireTicket: true'), policy('staging')]);
    const { actions, problems: wrong } = await plan(desk, yaml);
    expect(wrong).toEqual([]);
    expect(actions.map(({ line, action, name, policyId }) => [line, action, name, policyId === null])).toEqual([
      [4, 'update', 'PRODUCTION', false],
      [9, 'create', 'staging', true],
    ]);
    expect(actions[0]?.changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`)).toEqual([
      'name: “production” → “PRODUCTION”',
      'duration.maxSeconds: 4 h → 2 h',
      'requireTicket: no → yes',
    ]);
    expect(actions[1]?.changes.map(({ sentence }) => sentence)).toContain(
      'Step 1: 1 approval from the group managers or Carol (carol).',
    );
  });

  test('gives an omitted field its default: the file says all of a policy', async () => {
    const desk = await staffed();
    await desk.as('admin').policies.apply({ yaml: file([policy('production', 'precedence: 9', 'description: why')]) });
    const { actions } = await plan(desk, file([policy('production')]));
    expect(actions[0]?.changes.map(({ field }) => field)).toEqual(['description', 'precedence']);
  });

  test('archives and restores the marked policies, with their other changes', async () => {
    const desk = await staffed();
    const archived = file([policy('production', 'status: archived')]);
    expect(await plan(desk, archived)).toMatchObject({
      actions: [
        {
          action: 'archive',
          changes: [{ field: 'duration.maxSeconds' }, { field: 'status', before: 'active', after: 'archived' }],
        },
      ],
    });
    const before = desk.length;
    await desk.as('admin').policies.apply({ yaml: archived });
    expect(desk.typesAfter(before)).toEqual(['policy.updated', 'policy.archived']);
    expect(inBrief(await plan(desk, archived))).toEqual(['unchanged production']);
    const restored = file([policy('production')]);
    expect(inBrief(await plan(desk, restored))).toEqual(['restore production']);
    await desk.as('admin').policies.apply({ yaml: restored });
    expect(inBrief(await plan(desk, restored))).toEqual(['unchanged production']);
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });

  test('archives omitted policies only if the file is marked complete', async () => {
    const desk = await staffed();
    await desk.policy({ name: 'other', steps: [{ by: 'dan' }] });
    expect(inBrief(await plan(desk, file([policy('production')])))).toEqual(['update production']);
    const complete = file([policy('production')], 'complete: true');
    expect((await plan(desk, complete)).actions.slice(1)).toMatchObject([
      { action: 'archive', name: 'other', line: null },
    ]);
    // With any problem, no policy counts as omitted: it may be in a part that could not be read.
    const wrong = file([policy('production'), ['name: other']], 'complete: true');
    expect(inBrief(await plan(desk, wrong))).toEqual(['update production']);
    await desk.as('admin').policies.apply({ yaml: complete });
    expect((await desk.as('admin').policies.list({ status: 'archived' })).items.map(({ name }) => name)).toEqual([
      'other',
    ]);
    expect(inBrief(await plan(desk, complete))).toEqual(['unchanged production']);
  });

  test('applied, does exactly what it said, in a ledger that verifies; a new policy may begin archived', async () => {
    const desk = await staffed();
    const yaml = file([policy('production'), policy('staging'), policy('spare', 'status: archived')]);
    const planned = await plan(desk, yaml);
    const before = desk.length;
    const applied = await desk.as('admin').policies.apply({ yaml, sequence: planned.sequence });
    expect(applied).toEqual({ ...planned, sequence: desk.length });
    expect(desk.typesAfter(before)).toEqual(['policy.updated', 'policy.created', 'policy.created', 'policy.archived']);
    expect(inBrief(await plan(desk, yaml))).toEqual(['unchanged production', 'unchanged staging', 'unchanged spare']);
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
    expect(chainLength(desk.directory)).toBe(desk.length);
  });

  test('is refused if a policy was changed since it was made', async () => {
    const desk = await staffed();
    const yaml = file([policy('production')]);
    const { sequence } = await plan(desk, yaml);
    await desk.policy({ name: 'other', steps: [{ by: 'dan' }] });
    const before = desk.length;
    expect(await desk.refused('admin', 'policies.apply', { yaml, sequence })).toMatchObject({ code: 'STALE' });
    expect(desk.length).toBe(before);
  });

  test('changes no open request: it stays under its version', async () => {
    const desk = await staffed();
    const { id } = await desk.file('dan', 'prod-1');
    await desk.as('admin').policies.apply({ yaml: file([policy('production')]) });
    expect((await desk.as('dan').requests.get({ id })).policy).toMatchObject({ version: 1, isCurrentVersion: false });
  });
});

describe('a policy with a mistake', () => {
  test.each([
    ['a wrong type', ['precedence: high'], [8], 'precedence: This must be a whole number.'],
    [
      'a number instead of a text',
      ['description: 5'],
      [8],
      'description: This must be text. It is read as a number here; put it in quotation marks.',
    ],
    [
      'a value out of range',
      ['pendingTtlSeconds: 5'],
      [8],
      'pendingTtlSeconds: A request can expire after 60 seconds at the earliest.',
    ],
    ['an unknown field', ['approvals: 2'], [8], 'approvals: There is no such field.'],
    ['a field that would be a prototype', ['__proto__: {}'], [8], '__proto__: There is no such field.'],
    ['a status that there is not', ['status: gone'], [8], 'status: This must be active or archived.'],
    [
      'an unknown person',
      ['bypass:', '  bypassers:', '    - person: bob', '    - person: zed'],
      [11],
      'There is no person with the username “zed”.',
    ],
    ['an unknown group', ['bypass: { bypassers: [{ group: owners }] }'], [8], 'There is no group named “owners”.'],
    [
      'a reference to both',
      ['bypass: { bypassers: [{ group: managers, person: bob }] }'],
      [8],
      'bypass.bypassers.0: This must name a person by username or a group by name: {person: …} or {group: …}.',
    ],
    ['a repeated field', ['name: again'], [8], '“name” is repeated; it is in line 4 already.'],
  ])('has %s', async (_, more, lines, message) => {
    const desk = await staffed();
    const yaml = file([policy('staging', ...more)]);
    expect(await problems(desk, yaml)).toEqual(lines.map((line) => `${line}: ${message}`));
    await refusesApply(desk, yaml, lines);
  });

  test('is reported with all the others, and none of them is applied', async () => {
    const desk = await staffed();
    const yaml = file([
      policy('good'),
      [
        'name: bad',
        'conditions: [{ resource: "[" }]',
        'duration: { maxSeconds: 60 }',
        'steps: [{ approvers: [{ person: bob }], required: 1 }]',
      ],
      ['name: worse', 'conditions: []', 'duration: { maxSeconds: 60, minSeconds: 61 }', 'steps: [{ required: 1 }]'],
      policy('impossible', 'distinctApprovers: false').map((line) => line.replace('required: 1', 'required: 3')),
      policy('unknown').map((line) => line.replace('carol', 'zed')),
    ]);
    const wrong = await problems(desk, yaml);
    expect(wrong.map((problem) => problem.split(': ').slice(0, 2).join(': '))).toEqual([
      expect.stringContaining('9: conditions.0.resource'),
      expect.stringContaining('13: conditions'),
      expect.stringContaining('14: duration.minSeconds'),
      expect.stringContaining('15: steps.0.approvers'),
      expect.stringContaining('16: No request could ever pass this policy.'),
      expect.stringContaining('24: There is no person'),
    ]);
    expect(inBrief(await plan(desk, yaml))).toEqual(['create good']);
    await refusesApply(desk, yaml, [9, 13, 14, 15, 16, 24]);
  });

  test('has a name that is in the file already, folded', async () => {
    const desk = await staffed();
    const yaml = file([policy('staging'), policy('Staging')]);
    expect(await problems(desk, yaml)).toEqual(['8: name: There is a policy named “Staging” in line 4 already.']);
    await refusesApply(desk, yaml, [8]);
  });

  test('cannot be restored or changed into one that could not be created', async () => {
    const desk = await staffed();
    const impossible = policy('production').map((line) => line.replace('required: 1', 'required: 3'));
    const yaml = file([impossible]);
    expect(await problems(desk, yaml)).toEqual([expect.stringMatching(/^4: No request could ever pass this policy\./)]);
    await refusesApply(desk, yaml, [4]);
  });
});

describe('a file that is no policy set', () => {
  const good = file([policy('staging')]);
  test.each([
    ['nothing in it', '', [1], 'There is nothing in this file'],
    ['nothing but a comment', '# later\n', [1], 'There is nothing in this file'],
    ['a text', 'hello', [1], 'This must be a policy set'],
    ['a list', '- a\n', [1], 'This must be a policy set'],
    ['another version', good.replace('v1', 'v2'), [1], 'apiVersion: This must be countersign/v1'],
    ['another kind', good.replace('PolicySet', 'Deployment'), [2], 'kind: This must be PolicySet'],
    ['an unknown field', good.replace('policies:', 'extra: 1\npolicies:'), [3], 'extra: There is no such field'],
    ['a map of policies', good.replace('  - name', '    name'), [3], 'policies: This must be a list of policies'],
    ['a policy that is a text', `${good}  - hello\n`, [8], 'This must be a policy'],
    ['a tab', good.replace('    steps', '\tsteps'), [7], 'A tab indents this line'],
    ['an unended list', good.replace('root }]', 'root }'), [6], 'A bracket that was opened before this is not closed'],
    ['an unended text', good.replace('"prod-*"', '"prod-*'), [5], 'A quotation mark opens a value here'],
    ['an anchor', good.replace('name: staging', 'name: &n staging'), [4], 'There is an anchor here'],
    ['an alias', good.replace('name: staging', 'name: *n'), [4], 'There is an alias here'],
    ['a tag', good.replace('name: staging', 'name: !!js/function staging'), [4], 'There is a tag here'],
    ['a harmless tag', good.replace('name: staging', 'name: !!str staging'), [4], 'There is a tag here'],
    ['a directive', `%YAML 1.1\n---\n${good}`, [1], 'There is a directive here'],
    ['a second document', `${good}---\n${good}`, [8], 'Another document begins here'],
    ['a key that is no text', good.replace('kind:', '1:'), [2], 'The name of a field must be a text'],
    ['a key that is a list', `? [a]\n: b\n${good}`, [1], 'The name of a field must be a text'],
    ['a merge of maps', good.replace('kind:', '<<: {}\nkind:'), [2], '<<: There is no such field'],
    ['a character that was not read as UTF-8', good.replace('staging', 'stag\uFFFDing'), [4], 'could not be read'],
    ['lists nested too deeply', `${good}  - name: ${'['.repeat(100)}`, [8], 'too deeply'],
    [
      'maps nested too deeply',
      `${good}${Array.from({ length: 40 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')}`,
      [24],
      'too deeply',
    ],
  ])('has %s', async (_, yaml, lines, message) => {
    const desk = await staffed();
    const wrong = await problems(desk, yaml);
    expect(wrong.slice(0, 1)).toEqual([expect.stringContaining(message)]);
    expect(wrong[0]).toMatch(new RegExp(`^${lines[0]}: .*\\.$`));
    const before = desk.length;
    expect(await desk.refused('admin', 'policies.apply', { yaml })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(desk.length).toBe(before);
  });

  test('may be JSON, have other line ends, a byte order mark and a document mark', async () => {
    const desk = await staffed();
    const json = JSON.stringify({ apiVersion: 'countersign/v1', kind: 'PolicySet', policies: [] });
    expect(await plan(desk, json)).toMatchObject({ actions: [], problems: [] });
    for (const yaml of [good.replaceAll('\n', '\r\n'), `\uFEFF${good}`, `---\n${good}...\n`])
      expect(inBrief(await plan(desk, yaml))).toEqual(['create staging']);
  });
});

describe('a hostile file', () => {
  const lines = (line: string, count: number) => line.repeat(count);
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'.split('').map((name, index) => {
      const inside = `*${'abcdefgh'[index]}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => inside).join(', ')}]`;
    }),
  ].join('\n');

  test.each([
    ['an anchor bomb', bomb, 1],
    ['a million brackets', '['.repeat(1_000_000), 1],
    ['a million dashes in one line', '- '.repeat(900_000), 1],
    ['a million question marks', '? '.repeat(900_000), 1],
    ['many empty items', lines('-\n', 900_000), 200_000],
    ['many documents', lines('---\n', 400_000), 2],
    ['many closed brackets', lines('[]', 900_000), 1],
    ['many repeated keys', lines('a: 1\n', 390_000), 100_000],
    ['many tabs', lines('\t- a\n', 390_000), 133_334],
  ])('with %s is refused with the line, and quickly', async (_, yaml, line) => {
    const desk = await openDesk();
    const { actions, problems: wrong } = await plan(desk, yaml);
    expect(actions).toEqual([]);
    expect(wrong).toMatchObject([{ line }]);
    await refusesApply(desk, yaml, [line]);
  });

  test('of 50 MB is refused by its size, before any of it is read', async () => {
    const desk = await openDesk();
    const yaml = 'x'.repeat(50_000_000);
    for (const verb of ['policies.plan', 'policies.apply'])
      expect(await desk.refused('admin', verb, { yaml })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { yaml: 'This file is too large: at most 2,000,000 characters at once.' },
      });
  });

  test('with very many problems answers some of them', async () => {
    const desk = await openDesk();
    const yaml = file(Array.from({ length: 1_000 }, (_, index) => [`name: p${index}`]));
    expect((await plan(desk, yaml)).problems).toHaveLength(200);
    const refused = await desk.refused('admin', 'policies.apply', { yaml });
    expect(JSON.stringify(refused).length).toBeLessThan(20_000);
  });

  test('with more policies than one file holds has one problem, at the first policy beyond the limit', async () => {
    const desk = await openDesk();
    const yaml = file(Array.from({ length: 4_001 }, (_, index) => [`name: p${index}`]));
    expect(await problems(desk, yaml)).toEqual([expect.stringMatching(/^4004: .*at most 4,000/)]);
  });
});
