import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '#contract/contract.ts';
import { NOBODY, openDesk, type TestDesk } from '../support.ts';

type Draft = Input<'policies', 'foresee'>['draft'];

let desk: TestDesk;
const draft = (more: Partial<Draft> = {}): Draft => ({
  name: 'draft',
  conditions: [{ resource: 'prod-*' }],
  duration: { maxSeconds: 3_600 },
  steps: [{ approvers: desk.refs('bob carol'), required: 1 }],
  ...more,
});
const foresee = (more: Partial<Draft> = {}, replaces?: string) =>
  desk.as('admin').policies.foresee({ draft: draft(more), ...(replaces === undefined ? {} : { replaces }) });
const names = (accounts: readonly { resource: string; account: string }[]) =>
  accounts.map(({ resource, account }) => `${account} on ${resource}`);

beforeEach(async () => {
  desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.as('admin').accounts.import({
    rows: ['prod-db root', 'prod-db app', 'prod-web root', 'stage-db root', 'wiki admin'].map((row) => {
      const [resource = '', account = ''] = row.split(' ');
      return { resource, account };
    }),
  });
});

describe('policies.foresee', () => {
  it('says which accounts a new policy matches and wins, and which get their first gate', async () => {
    await desk.policy({
      name: 'databases',
      conditions: [{ resource: '*-db', account: 'root' }],
      steps: [{ by: 'bob' }],
    });
    const seen = await foresee();
    expect(seen).toMatchObject({ fields: {}, accounts: 5, matched: 3, gated: 2 });
    expect(names(seen.changes.gains.examples)).toEqual(['app on prod-db', 'root on prod-web']);
    expect(seen.changes).toMatchObject({ loses: { count: 0 }, changes: { count: 0 } });
    expect(seen.examples.map(({ effect, to }) => [effect, to?.name])).toEqual([
      ['gains', 'draft'],
      ['shadowed', 'databases'],
      ['gains', 'draft'],
    ]);
    expect(seen.overlaps).toMatchObject([{ name: 'databases', accounts: 1, draftWins: 0, otherWins: 1 }]);
    expect(seen.overlaps[0]?.examples).toMatchObject([
      {
        resource: 'prod-db',
        account: 'root',
        because: expect.stringMatching(
          /^Its condition .* it goes before “draft” because their precedence is the same, and it names more/,
        ),
      },
    ]);
    expect(seen.effects).toEqual([
      'It matches 3 of 5 accounts, and gates 2.',
      'On 1 account another policy wins.',
      '2 accounts that no policy gates now get their first gate.',
    ]);
  });

  it('says which accounts another version of a policy gains and loses, as then happens', async () => {
    await desk.policy({
      name: 'everything else',
      precedence: -1,
      conditions: [{ resource: '*-db' }],
      steps: [{ by: 'bob' }],
    });
    const { id, version, ...rules } = await desk.policy({
      name: 'production',
      conditions: [{ resource: 'prod-*' }],
      steps: [{ by: 'bob' }],
    });
    const next = { name: 'production', conditions: [{ resource: 'stage-*' }] };
    const seen = await foresee(next, id);
    expect(seen.changes.loses).toMatchObject({
      count: 1,
      examples: [{ resource: 'prod-web', effect: 'loses', to: null }],
    });
    expect(seen.changes.changes.examples.map(({ resource, from, to }) => [resource, from?.name, to?.name])).toEqual([
      ['prod-db', 'production', 'everything else'],
      ['prod-db', 'production', 'everything else'],
      ['stage-db', 'everything else', 'production'],
    ]);
    expect(seen.risks).toContainEqual(expect.objectContaining({ code: 'LOSES_GATE' }));
    expect(rules.name).toBe('production');

    await desk.as('admin').policies.update({ id, version, conditions: next.conditions });
    for (const { resource, account, to } of [...seen.changes.changes.examples, ...seen.changes.loses.examples])
      expect((await desk.as('admin').policies.match({ resource, account })).winner?.name).toBe(to?.name);
    expect((await foresee(next, id)).changes).toMatchObject({
      gains: { count: 0 },
      loses: { count: 0 },
      changes: { count: 0 },
    });
  });

  it('says how another version of a policy differs from the current one, as then its history does', async () => {
    const { id, version } = await desk.policy({
      name: 'draft',
      conditions: [{ resource: 'prod-*' }],
      steps: [{ by: 'bob' }],
    });
    expect((await foresee()).differences).toEqual([]);
    expect((await foresee({ duration: { maxSeconds: null } }, id)).differences).toEqual([]);
    const next = { conditions: [{ resource: 'prod-*' }, { resource: 'wiki' }] };
    const { differences } = await foresee(next, id);
    expect(differences.map(({ sentence }) => sentence)).not.toEqual([]);
    await desk.as('admin').policies.update({
      id,
      version,
      ...next,
      duration: { maxSeconds: 3_600 },
      steps: [{ approvers: desk.refs('bob carol'), required: 1 }],
    });
    const history = await desk.as('admin').policies.difference({ id, from: 1, to: 2 });
    expect(differences).toEqual(history.changes);
    expect((await foresee(next, id)).differences).toEqual([]);
  });

  it('follows changes of the inventory and the policies', async () => {
    expect(await foresee()).toMatchObject({ accounts: 5, matched: 3, overlapCount: 0 });
    await desk.as('admin').accounts.import({ rows: [{ resource: 'prod-new', account: 'root' }] });
    expect(await foresee()).toMatchObject({ accounts: 6, matched: 4 });
    const { id } = await desk.policy({ name: 'all', steps: [{ by: 'bob' }] });
    expect(await foresee()).toMatchObject({ overlapCount: 1, changes: { changes: { count: 4 } } });
    await desk.as('admin').policies.archive({ id });
    expect(await foresee()).toMatchObject({ overlapCount: 0, changes: { gains: { count: 4 } } });
    expect((await foresee({ name: 'all', conditions: [{ resource: '*' }] }, id)).risks).toContainEqual(
      expect.objectContaining({ code: 'ARCHIVED' }),
    );
  });

  it('answers mistakes by field and refuses none of them', async () => {
    await desk.policy({ name: 'taken', steps: [{ by: 'bob' }] });
    const seen = await foresee({
      name: ' Taken ',
      conditions: [{ resource: 'prod-[' }, { resource: 'stage-*' }, {}],
      duration: { minSeconds: 7_200, maxSeconds: 60 },
      pendingTtlSeconds: 5,
      steps: [
        { approvers: [], required: null },
        { approvers: [{ kind: 'person', id: NOBODY }], required: 1 },
      ],
      precedence: null,
    });
    expect(Object.keys(seen.fields).sort()).toEqual([
      'conditions.0.resource',
      'conditions.2',
      'duration.minSeconds',
      'name',
      'pendingTtlSeconds',
      'precedence',
      'steps.0.approvers',
      'steps.0.required',
      'steps.1.approvers.0.id',
    ]);
    // The valid parts are previewed all the same.
    expect(seen).toMatchObject({ matched: 1, sentences: [] });
    expect(await foresee({ name: '', conditions: [], steps: [] })).toMatchObject({ matched: 0 });
  });

  it('reports as a fault what saving would refuse, and agrees with it', async () => {
    const steps = [{ approvers: desk.refs('bob'), required: 2 }];
    const [fault] = (await foresee({ steps })).risks;
    const refusal = await desk.refused('admin', 'policies.create', draft({ steps }));
    expect(fault).toEqual({ code: 'QUORUM_IMPOSSIBLE', weight: 'fault', path: 'steps', sentence: refusal.message });
  });

  it('reports it even while another step is incomplete, and keeps the positions of the steps', async () => {
    const { fields, risks } = await foresee({
      steps: [
        { approvers: [], required: null },
        { approvers: desk.refs('bob'), required: 2 },
      ],
    });
    expect(Object.keys(fields).sort()).toEqual(['steps.0.approvers', 'steps.0.required']);
    expect(risks).toMatchObject([{ code: 'QUORUM_IMPOSSIBLE', sentence: expect.stringContaining('Step 2 needs 2') }]);
  });

  it('names the people who could not pass, and they cannot', async () => {
    const steps = [{ approvers: desk.refs('bob carol'), required: 2 }];
    const [risk] = (await foresee({ steps })).risks;
    expect(risk).toMatchObject({
      code: 'QUORUM_FOR_SOME',
      sentence: expect.stringMatching(/^Bob and Carol could not/),
    });
    await desk.policy({ steps: [{ by: 'bob carol', required: 2 }] });
    for (const username of ['bob', 'carol'])
      expect(
        await desk.refused(username, 'requests.submit', { resource: 'prod-db', account: 'root', durationSeconds: 60 }),
      ).toMatchObject({ code: 'QUORUM_IMPOSSIBLE' });
    await desk.file('alice', 'prod-db');
  });

  it('states the rules of the policy, with the names of groups', async () => {
    await desk.group('managers', 'bob carol');
    const { sentences } = await foresee({ steps: [{ approvers: desk.refs('@managers'), required: 1 }] });
    expect(sentences).toContain('Step 1: 1 approval from the group managers (2 people now).');
  });

  it('names as many accounts as requested, and counts all', async () => {
    const seen = await desk.as('admin').policies.foresee({ draft: draft(), examples: 1 });
    expect(seen.matched).toBe(3);
    expect(seen.examples).toHaveLength(1);
    expect(seen.changes.gains).toMatchObject({ count: 3, examples: [{ account: 'app' }] });
  });

  it('refuses an invalid policy', async () => {
    const input = { draft: draft(), replaces: NOBODY };
    expect(await desk.refused('admin', 'policies.foresee', input)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.refused('admin', 'policies.foresee', { ...input, replaces: desk.id('alice') })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { replaces: expect.any(String) },
    });
  });

  it('writes nothing', async () => {
    const before = desk.length;
    await foresee();
    expect(desk.length).toBe(before);
  });
});

describe('a draft', () => {
  it('is there when its author comes back, the newest one, for them alone', async () => {
    await desk.hire('ada', 'admin');
    const admin = desk.as('admin');
    expect(await admin.policies.loadDraft({})).toEqual({ kept: null });
    const before = desk.length;
    await admin.policies.saveDraft({ draft: draft({ name: 'first' }) });
    const unfinished = draft({ name: '', conditions: [{ resource: 'prod-[' }], steps: [], pendingTtlSeconds: null });
    const kept = await admin.policies.saveDraft({ draft: unfinished });
    expect(kept).toMatchObject({ draft: unfinished, version: null });
    expect(await admin.policies.loadDraft({})).toEqual({ kept });
    expect(await desk.as('ada').policies.loadDraft({})).toEqual({ kept: null });
    expect(desk.length).toBe(before);
    expect(await admin.policies.dropDraft({})).toEqual({});
    expect(await admin.policies.loadDraft({})).toEqual({ kept: null });
    expect(await admin.policies.dropDraft({})).toEqual({});
  });

  it('is kept for each policy separately, with the version that it began from', async () => {
    const { id, version } = await desk.policy({ steps: [{ by: 'bob' }] });
    const admin = desk.as('admin');
    await admin.policies.saveDraft({ draft: draft({ name: 'new' }) });
    await admin.policies.saveDraft({ policyId: id, version, draft: draft({ name: 'changed' }) });
    expect((await admin.policies.loadDraft({ policyId: id })).kept).toMatchObject({
      version,
      draft: { name: 'changed' },
    });
    expect((await admin.policies.loadDraft({})).kept).toMatchObject({ version: null, draft: { name: 'new' } });
  });
});
