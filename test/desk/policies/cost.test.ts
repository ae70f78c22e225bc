import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Condition } from '#contract/policies.ts';
import { repeatableEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { openTraining } from '../../../src-main/desk/open.ts';
import {
  MAX_DESK_PATTERN_CHARACTERS,
  MAX_POLICY_PATTERN_CHARACTERS,
  patternCharacters,
  whyTooCostly,
} from '../../../src-main/engine/pattern/cost.ts';
import { ReadConnection } from '../../../src-main/store/connection.ts';
import { countPatternCharacters } from '../../../src-main/store/queries/policies.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { heavyConditions } from '../../bench/base/heavy.ts';
import { folder, openWith } from '../../integrity/workspace.ts';
import { ADMIN, ledgerBuilder, policy as policyOf } from '../../ledger/ledgerBuilder.ts';
import { openDesk, START, TestDesk } from '../support.ts';

const LONGEST = 'a'.repeat(256);
/** The most conditions that a policy may have. */
const AT_LIMIT: readonly Condition[] = [
  ...Array.from({ length: 3 }, () => ({ resource: LONGEST })),
  { account: 'b'.repeat(MAX_POLICY_PATTERN_CHARACTERS - 3 * 256) },
];
const ABOVE: readonly Condition[] = [...AT_LIMIT, { account: 'c' }];
const TOO_LONG = `The patterns of this policy have ${(1_001).toLocaleString('en')} characters in all, and at most 1,000 are allowed. Write shorter patterns, or several policies.`;

describe('the patterns of a policy', () => {
  it('have a limit, which create, update and foresee report at the field before anything is saved', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const create = desk.terms({ name: 'long', conditions: [...ABOVE], steps: [{ by: 'bob' }] });
    expect(await desk.refused('admin', 'policies.create', create)).toEqual({
      code: 'INVALID_INPUT',
      message: TOO_LONG,
      fields: { conditions: TOO_LONG },
    });
    const { id, version } = await desk.policy({ name: 'long', conditions: [...AT_LIMIT], steps: [{ by: 'bob' }] });
    const change = { id, version, conditions: [...ABOVE] };
    expect(await desk.refused('admin', 'policies.update', change)).toMatchObject({ fields: { conditions: TOO_LONG } });
    const impact = await desk.as('admin').policies.foresee({ draft: { ...create, name: 'other' } });
    expect(impact.fields).toEqual({ conditions: TOO_LONG });
    expect(await desk.refused('admin', 'policies.startWhatIf', { draft: create, replaces: id })).toMatchObject({
      fields: { 'draft.conditions': TOO_LONG },
    });
  });

  it('have the same limit in a policy set, in the line of the policy', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const yaml = [
      'apiVersion: countersign/v1',
      'kind: PolicySet',
      'policies:',
      '  - name: long',
      '    conditions:',
      ...ABOVE.map(({ resource, account }) => `      - ${resource ? `resource: ${resource}` : `account: ${account}`}`),
      '    duration: { maxSeconds: 60 }',
      '    steps: [{ approvers: [{ person: bob }], required: 1 }]',
    ].join('\n');
    const plan = await desk.as('admin').policies.plan({ yaml });
    expect(plan).toMatchObject({ actions: [], problems: [{ line: 4, message: TOO_LONG }] });
  });

  it('are counted for the whole desk: the present ones of active policies', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const file = ReadConnection.open(join(desk.directory, WORKSPACE_FILE));
    onTestFinished(() => file.close());
    const counts: number[] = [];
    const count = () => counts.push(countPatternCharacters(file));
    const admin = desk.as('admin');
    const { id } = await desk.policy({ conditions: [{ resource: 'db-*', account: '😀é' }], steps: [{ by: 'bob' }] });
    count();
    await desk.policy({ name: 'other', conditions: [{ account: 'root' }], steps: [{ by: 'bob' }] });
    count();
    await admin.policies.update({ id, version: 1, conditions: [{ resource: 'd*' }] });
    count();
    await admin.policies.archive({ id });
    count();
    await admin.policies.update({ id, version: 2, conditions: [{ resource: 'db*' }] });
    count();
    await admin.policies.restore({ id });
    count();
    expect(counts).toEqual([6, 10, 6, 4, 4, 7]);
    expect(await admin.ledger.verify({})).toMatchObject({ ok: true, problems: [] });
  });

  it('have a limit for the whole desk, beyond which a policy is saved only if it adds nothing', () => {
    const full = MAX_DESK_PATTERN_CHARACTERS;
    const ten = [{ resource: 'abcdefghij' }];
    expect(patternCharacters(ten)).toBe(10);
    expect(whyTooCostly(ten, { own: 0, active: true, desk: full - 10 })).toBeNull();
    expect(whyTooCostly(ten, { own: 0, active: true, desk: full - 9 })).toMatch(
      /^The patterns of all active policies /,
    );
    expect(whyTooCostly(ten, { own: 11, active: true, desk: full + 50 })).toBeNull();
    expect(whyTooCostly(ten, { own: 5, active: true, desk: full })).not.toBeNull();
    expect(whyTooCostly(ten, { own: 5, active: false, desk: full })).toBeNull();
    expect(whyTooCostly([...ABOVE], null)).toBeNull();
  });
});

it('a policy from before the limit still gates, is named as a risk, and can only get shorter', async () => {
  const told = ledgerBuilder('older');
  const conditions = [...ABOVE, { resource: 'prod-*' }];
  const rules = {
    name: 'old',
    description: null,
    conditions,
    duration: { minSeconds: 1, maxSeconds: 3_600 },
    pendingTtlSeconds: 86_400,
    steps: [{ name: null, approvers: [{ kind: 'person' as const, id: ADMIN }], required: 1 }],
    distinctApprovers: true,
    precedence: 0,
    requireJustification: false,
    requireTicket: false,
    bypass: null,
  };
  const id = policyOf(1);
  told.tell({ type: 'policy.created', data: { id, version: 1, rules } }, ADMIN);
  const directory = folder();
  (await openWith(directory, told)).close();
  const opened = await openTraining({
    directory,
    environment: repeatableEnvironment('later', START),
    name: 'Test',
    check: 'header',
    log: (_, error) => {
      throw error;
    },
  });
  if (!opened.ok) throw new Error(opened.refusal.message);
  onTestFinished(() => opened.desk.close());
  const desk = new TestDesk(directory, opened.desk);
  const { policies, ledger } = desk.as('admin');
  expect(await policies.match({ resource: 'prod-db', account: 'root' })).toMatchObject({ winner: { name: 'old' } });
  expect(await policies.foresee({ draft: rules, replaces: id })).toMatchObject({
    fields: {},
    risks: expect.arrayContaining([
      {
        code: 'PATTERNS_TOO_LONG',
        weight: 'risk',
        path: 'conditions',
        sentence: expect.stringMatching(/^The patterns of this policy have 1,007 characters .* It still gates /),
      },
    ]),
  });
  await policies.update({ id, version: 1, description: 'as it is' });
  const longer = { id, version: 2, conditions: [...conditions, { resource: 'more' }] };
  expect(await desk.refused('admin', 'policies.update', longer)).toMatchObject({ code: 'INVALID_INPUT' });
  await policies.update({ id, version: 2, conditions: [...ABOVE] });
  await policies.archive({ id });
  expect(await desk.refused('admin', 'policies.restore', { id })).toMatchObject({ fields: { id: TOO_LONG } });
  expect(await ledger.verify({})).toMatchObject({ ok: true, problems: [] });
});

it('twenty policies of the highest allowed cost are matched and filed under', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  for (let index = 0; index < 20; index += 1)
    await desk.policy({
      name: `heavy ${index}`,
      conditions: heavyConditions(index, MAX_POLICY_PATTERN_CHARACTERS),
      steps: [{ by: 'bob' }],
    });
  const filed = await desk.file('alice', 'prod-db-1', { account: 'postgres' });
  expect(filed.policy.name).toMatch(/^heavy /);
  const { winner, shadowed } = await desk.as('admin').policies.match({ resource: 'prod-db-2', account: 'postgres' });
  expect([winner?.policyId, ...shadowed.map(({ policyId }) => policyId)]).toHaveLength(20);
});
