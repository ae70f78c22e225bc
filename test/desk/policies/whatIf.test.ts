import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '#contract/contract.ts';
import { whatIfHere } from '../../../src-main/desk/policies/whatif/run.ts';
import { NOBODY, openDesk, type TestDesk, untilOver } from '../support.ts';

type Draft = Input<'policies', 'startWhatIf'>['draft'];
type More = Omit<Input<'policies', 'startWhatIf'>, 'draft'>;

let desk: TestDesk;
let policy: string;

const draft = (more: Partial<Draft> = {}): Draft => ({
  name: 'draft',
  conditions: [{ resource: 'prod-*' }],
  duration: { maxSeconds: 14_400 },
  steps: [{ approvers: desk.refs('bob'), required: 1 }],
  ...more,
});

async function run(more: Partial<Draft> = {}, rest: More = {}) {
  const { id } = await desk.as('admin').policies.startWhatIf({ draft: draft(more), ...rest });
  return untilOver(desk, id);
}

async function rows(id: string, wanted: Partial<Input<'policies', 'whatIfRequests'>> = {}) {
  return (await desk.as('admin').policies.whatIfRequests({ id, ...wanted })).items;
}

beforeEach(async () => {
  desk = await openDesk({ whatIf: whatIfHere(2) });
  await desk.hire('alice bob carol dan');
  ({ id: policy } = await desk.policy({
    name: 'production',
    conditions: [{ resource: 'prod-*' }],
    steps: [{ by: 'bob' }],
  }));
  await desk.policy({ name: 'staging', conditions: [{ resource: 'stage-*' }], steps: [{ by: 'carol' }] });
});

describe('a what-if', () => {
  it('counts what a new version would have changed, and leaves out unrelated requests', async () => {
    await desk.approve((await desk.file('alice', 'prod-a')).id, 'bob');
    await desk.file('dan', 'prod-b', { durationSeconds: 7_200 });
    await desk.file('alice', 'stage-a');
    const seen = await run({ name: 'production', duration: { maxSeconds: 3_600 } }, { replaces: policy });
    expect(seen).toMatchObject({
      state: 'done',
      done: 3,
      total: 3,
      untouched: 1,
      touched: 2,
      findings: { DURATION_REFUSED: 1, SAME: 1, ANOTHER_POLICY: 0 },
      fates: { refused: 1, same: 1, undetermined: 0, expired: 0 },
    });
    expect(await rows(seen.id)).toMatchObject([
      {
        number: 2,
        requester: { username: 'dan' },
        resource: 'prod-b',
        account: 'root',
        status: 'open',
        from: { policyId: policy, name: 'production', version: 1 },
        to: { policyId: policy, name: 'production' },
        findings: ['DURATION_REFUSED'],
        fate: 'refused',
        sentence: 'It would have been refused when it was filed: “production” allows 1 s to 1 h, and it asked for 2 h.',
      },
      {
        number: 1,
        status: 'approved',
        findings: ['SAME'],
        fate: 'same',
        sentence:
          'The same people would have decided the same steps. With the same decisions it would still have been approved.',
      },
    ]);
  });

  it('finds no difference for a version equal to the present one', async () => {
    await desk.file('alice', 'prod-a');
    expect(await run({ name: 'other name', description: 'and words' }, { replaces: policy })).toMatchObject({
      untouched: 1,
      touched: 0,
    });
  });

  it('does not blame the draft for later changes of others', async () => {
    await desk.file('alice', 'prod-a');
    await desk.as('admin').policies.update({ id: policy, version: 1, steps: desk.steps([{ by: 'carol' }]) });
    const before = desk.as('admin').policies.startWhatIf({ draft: draft({ conditions: [{ resource: 'stage-*' }] }) });
    expect(await untilOver(desk, (await before).id)).toMatchObject({ touched: 0, untouched: 1 });
  });

  it('finds the next policy, or none, for accounts that the draft gives up', async () => {
    await desk.policy({ name: 'all roots', precedence: -1, conditions: [{ account: 'root' }], steps: [{ by: 'dan' }] });
    await desk.file('alice', 'prod-a');
    await desk.file('alice', 'prod-a', { account: 'app' });
    const seen = await run({ name: 'production', conditions: [{ resource: 'elsewhere' }] }, { replaces: policy });
    expect(seen).toMatchObject({ findings: { NO_POLICY: 1, ANOTHER_POLICY: 1, OTHER_STEPS: 1 } });
    expect(await rows(seen.id)).toMatchObject([
      {
        account: 'app',
        to: null,
        findings: ['NO_POLICY'],
        fate: 'refused',
        sentence: 'It would have been refused when it was filed: no active policy would cover app on prod-a.',
      },
      {
        account: 'root',
        to: { name: 'all roots' },
        findings: ['ANOTHER_POLICY', 'OTHER_STEPS'],
        fate: 'undetermined',
        sentence: 'It would have needed other approvals. What people would have decided cannot be known.',
      },
    ]);
  });

  it('finds missing texts and too few people, with the people of that time', async () => {
    await desk.group('managers', 'bob alice');
    await desk.file('alice', 'prod-a', { ticket: 'OPS-1' });
    await desk.file('bob', 'stage-a');
    const stricter = { requireJustification: true, requireTicket: true };
    const written = await run({ name: 'production', ...stricter }, { replaces: policy });
    expect(await rows(written.id)).toMatchObject([
      {
        findings: ['JUSTIFICATION_MISSING'],
        sentence: expect.stringContaining('“production” requires a justification, and it has none.'),
      },
    ]);
    // Alice cannot approve her own request, so two of the two managers cannot be found for her, even with later members.
    await desk.regroup('managers', 'bob alice carol');
    const few = await run({ steps: [{ approvers: desk.refs('@managers'), required: 2 }], precedence: 1 });
    expect(await rows(few.id)).toMatchObject([
      {
        findings: ['ANOTHER_POLICY', 'TOO_FEW_APPROVERS', 'OTHER_STEPS'],
        fate: 'refused',
        sentence: expect.stringMatching(/with people and groups as they were then\. Step 1 needs 2 more approvals/),
      },
    ]);
    // A group that did not exist yet says nothing about that time.
    await desk.group('newcomers', 'bob carol');
    const later = await run({ steps: [{ approvers: desk.refs('@newcomers'), required: 2 }], precedence: 1 });
    expect(await rows(later.id)).toMatchObject([{ fate: 'undetermined' }]);
  });

  it('states the possible outcomes of a shorter and a longer wait', async () => {
    const decided = await desk.file('alice', 'prod-a');
    const expiring = await desk.file('alice', 'prod-b');
    await desk.advance(600);
    await desk.approve(decided.id, 'bob');
    await desk.advance(86_400);
    await desk.file('alice', 'prod-c');
    expect((await desk.as('admin').requests.get({ id: expiring.id })).status).toBe('expired');
    const wait = async (pendingTtlSeconds: number) => {
      const seen = await run({ name: 'production', pendingTtlSeconds }, { replaces: policy });
      expect(seen.findings).toMatchObject({ OTHER_RULES: 3 });
      return (await rows(seen.id)).map(({ resource, fate, sentence }) => `${resource} ${fate}: ${sentence}`);
    };
    expect(await wait(300)).toEqual([
      'prod-c same: It is still open, and the same people would decide the same steps. How it ends is not known.',
      'prod-b same: It would have expired anyway, but sooner: after 5 min.',
      'prod-a expired: It would have expired after 5 min, before it was approved.',
    ]);
    expect(await wait(172_800)).toEqual([
      expect.stringMatching('^prod-c same'),
      'prod-b undetermined: It expired, but would have waited longer: 2 days. Whether it would have been decided by then cannot be known.',
      expect.stringMatching('^prod-a same: .* it would still have been approved'),
    ]);
  });

  it('leaves open what a person would have done who could have broken the glass', async () => {
    await desk.file('alice', 'prod-a');
    await desk.file('dan', 'prod-b');
    const seen = await run({ name: 'production', bypass: { bypassers: desk.refs('alice') } }, { replaces: policy });
    expect(await rows(seen.id)).toMatchObject([
      { requester: { username: 'dan' }, findings: ['OTHER_RULES'], fate: 'same' },
      {
        requester: { username: 'alice' },
        fate: 'undetermined',
        sentence: expect.stringContaining('whether Alice could'),
      },
    ]);
  });

  it('covers one period, and turns pages of one finding or fate', async () => {
    await desk.file('alice', 'prod-a');
    await desk.advance(60);
    for (const resource of ['prod-b', 'prod-c', 'prod-d']) await desk.file('alice', resource);
    const submittedFrom = '2026-01-05T09:00:30.000Z';
    const seen = await run({ duration: { maxSeconds: 60 }, precedence: 1 }, { submittedFrom });
    expect(seen).toMatchObject({ total: 3, touched: 3 });
    const first = await desk.as('admin').policies.whatIfRequests({ id: seen.id, fate: 'refused', limit: 2 });
    expect(first.items.map(({ number }) => number)).toEqual([4, 3]);
    const cursor = first.nextCursor ?? '';
    const second = await desk.as('admin').policies.whatIfRequests({ id: seen.id, fate: 'refused', limit: 2, cursor });
    expect(second).toMatchObject({ items: [{ number: 2 }], nextCursor: null });
    expect(await rows(seen.id, { finding: 'NO_POLICY' })).toEqual([]);
    const none = await run({}, { submittedTo: '2026-01-05T08:00:00.000Z' });
    expect(none).toMatchObject({ state: 'done', done: 0, total: 0 });
    expect(await rows(none.id)).toEqual([]);
  });

  it('shows the changes of the inventory’s coverage, as the preview of a policy does', async () => {
    await desk.as('admin').accounts.import({ rows: [{ resource: 'prod-db', account: 'root' }] });
    const { accounts } = await run({ precedence: 1 });
    const { changes } = await desk.as('admin').policies.foresee({ draft: draft({ precedence: 1 }) });
    expect(accounts).toEqual({ total: 1, ...changes });
  });

  it('is cancelled at once, and keeps its findings', async () => {
    for (const resource of ['prod-a', 'prod-b', 'prod-c']) await desk.file('alice', resource);
    const { id } = await desk.as('admin').policies.startWhatIf({ draft: draft({ precedence: 1 }) });
    const cancelled = await desk.as('admin').policies.cancelWhatIf({ id });
    expect(cancelled).toMatchObject({ state: 'cancelled', total: 3 });
    expect(cancelled.done).toBeLessThan(3);
    expect(await desk.as('admin').policies.cancelWhatIf({ id })).toEqual(cancelled);
    expect(await rows(id)).toHaveLength(cancelled.touched);
  });

  it('is one per person, and private', async () => {
    await desk.hire('ada', 'admin');
    const first = await run();
    const others = await desk.as('ada').policies.startWhatIf({ draft: draft() });
    expect(await desk.refused('ada', 'policies.whatIf', { id: first.id })).toMatchObject({ code: 'NOT_FOUND' });
    const second = await run();
    for (const verb of ['whatIf', 'cancelWhatIf', 'whatIfRequests'])
      expect(await desk.refused('admin', `policies.${verb}`, { id: first.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.as('admin').policies.whatIf({ id: second.id })).toEqual(second);
    expect(await desk.as('ada').policies.whatIf(others)).toMatchObject({ id: others.id });
  });

  it('refuses a draft that could not be saved, and an unknown id', async () => {
    const start = (input: object) => desk.refused('admin', 'policies.startWhatIf', input);
    expect(await start({ draft: draft({ conditions: [{ resource: 'prod-[' }], name: '' }) })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { 'draft.conditions.0.resource': expect.any(String), 'draft.name': expect.any(String) },
    });
    expect(await start({ draft: draft({ name: 'staging' }) })).toMatchObject({
      fields: { 'draft.name': expect.any(String) },
    });
    const steps = [{ approvers: desk.refs('bob'), required: 2 }];
    expect(await start({ draft: draft({ steps }) })).toMatchObject({ code: 'QUORUM_IMPOSSIBLE' });
    expect(await start({ draft: draft(), replaces: NOBODY })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.refused('admin', 'policies.whatIf', { id: NOBODY })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.refused('admin', 'policies.whatIf', { id: policy })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { id: expect.any(String) },
    });
  });

  it('writes nothing', async () => {
    await desk.file('alice', 'prod-a');
    const before = desk.length;
    await run({ precedence: 1 });
    expect(desk.length).toBe(before);
  });
});
