import { describe, expect, test } from 'vitest';
import { NOBODY, openDesk, type TestDesk } from '../support.ts';

const wanted = { resource: 'prod-db', account: 'root', durationSeconds: 3_600 };

async function prodDesk(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  await desk.policy({
    conditions: [{ resource: 'prod-*' }],
    duration: { minSeconds: 60, maxSeconds: 7_200 },
    steps: [{ by: 'bob carol' }],
  });
  return desk;
}

/** The preview refuses what submit refuses; neither writes. */
async function refusedAndForetold(desk: TestDesk, username: string, input: object): Promise<unknown> {
  const before = desk.length;
  const refused = await desk.refused(username, 'requests.submit', input);
  const { justification: _, ticket: __, ...asked } = { justification: null, ticket: null, ...wanted, ...input };
  const preview = await desk.as(username).requests.preview(asked);
  expect(preview.refusal).toEqual(refused);
  expect(desk.length).toBe(before);
  return refused;
}

test('NO_MATCHING_POLICY: access to an account without an active policy is refused', async () => {
  const desk = await prodDesk();
  expect(await refusedAndForetold(desk, 'alice', { ...wanted, resource: 'stage-db' })).toMatchObject({
    code: 'NO_MATCHING_POLICY',
  });
  const { winner } = await desk.as('admin').policies.match({ resource: 'prod-db', account: 'root' });
  await desk.as('admin').policies.archive({ id: winner?.policyId ?? '' });
  expect(await refusedAndForetold(desk, 'alice', wanted)).toMatchObject({ code: 'NO_MATCHING_POLICY' });
});

describe('DURATION_OUT_OF_RANGE', () => {
  test.each([1, 59, 7_201, 31_536_000])('%i seconds are outside of what the policy allows', async (durationSeconds) => {
    const desk = await prodDesk();
    expect(await refusedAndForetold(desk, 'alice', { ...wanted, durationSeconds })).toMatchObject({
      code: 'DURATION_OUT_OF_RANGE',
    });
  });

  test.each([60, 7_200])('%i seconds are allowed', async (durationSeconds) => {
    const desk = await prodDesk();
    expect(await desk.file('alice', 'prod-db', { durationSeconds })).toMatchObject({ status: 'open', durationSeconds });
  });

  test.each([0, -1, 1.5, 31_536_001, Number.MAX_SAFE_INTEGER, 1e308, Number.NaN, Number.POSITIVE_INFINITY])(
    'a duration that no policy could allow is INVALID_INPUT: %d',
    async (durationSeconds) => {
      const desk = await prodDesk();
      expect(await desk.refused('alice', 'requests.submit', { ...wanted, durationSeconds })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { durationSeconds: expect.any(String) },
      });
    },
  );
});

describe('QUORUM_IMPOSSIBLE when filed', () => {
  test('the requester is needed for the quorum of their own request', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.policy({ steps: [{ by: 'alice bob', required: 2, name: 'Review' }] });
    expect(await refusedAndForetold(desk, 'alice', wanted)).toMatchObject({
      code: 'QUORUM_IMPOSSIBLE',
      message: expect.stringContaining('Review'),
    });
    expect(await desk.file('carol')).toMatchObject({ status: 'open', stuck: false });
  });

  test('the filer is needed for the quorum', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.hire('ada', 'admin');
    await desk.policy({ steps: [{ by: 'ada bob', required: 2 }] });
    const forAlice = { ...wanted, requesterId: desk.id('alice') };
    expect(await refusedAndForetold(desk, 'ada', forAlice)).toMatchObject({ code: 'QUORUM_IMPOSSIBLE' });
    expect(await desk.as('admin').requests.submit(forAlice)).toMatchObject({ filedBy: { username: 'admin' } });
  });

  test('people have left since the policy was saved', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.group('managers', 'bob carol');
    await desk.policy({ steps: [{ by: '@managers', required: 2 }] });
    await desk.regroup('managers', 'bob');
    expect(await refusedAndForetold(desk, 'alice', wanted)).toMatchObject({ code: 'QUORUM_IMPOSSIBLE' });
  });
});

describe('DUPLICATE_REQUEST', () => {
  test('the same person has an open request for the same account, in any spelling', async () => {
    const desk = await prodDesk();
    const first = await desk.file('alice', 'prod-db');
    for (const input of [wanted, { ...wanted, resource: 'PROD-DB' }, { ...wanted, account: ' Root' }])
      expect(await refusedAndForetold(desk, 'alice', input)).toMatchObject({
        code: 'DUPLICATE_REQUEST',
        message: expect.stringContaining(`#${first.number}`),
      });
    const forAlice = { ...wanted, requesterId: desk.id('alice') };
    expect(await refusedAndForetold(desk, 'admin', forAlice)).toMatchObject({ code: 'DUPLICATE_REQUEST' });
  });

  test('other people, other accounts and closed requests are no duplicates', async () => {
    const desk = await prodDesk();
    const first = await desk.file('alice', 'prod-db');
    await desk.file('dan', 'prod-db');
    await desk.file('alice', 'prod-db', { account: 'backup' });
    await desk.file('alice', 'prod-db2');
    await desk.as('alice').requests.cancel({ id: first.id });
    const second = await desk.file('alice', 'prod-db');
    await desk.approve(second.id, 'bob');
    expect(await desk.file('alice', 'prod-db')).toMatchObject({ status: 'open', number: 6 });
  });

  test('of two at the same time, one is filed', async () => {
    const desk = await prodDesk();
    const given = await Promise.all([1, 2].map(() => desk.answer('alice', 'requests.submit', wanted)));
    expect(given.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(given).toContainEqual({ ok: false, error: expect.objectContaining({ code: 'DUPLICATE_REQUEST' }) });
  });
});

describe('INVALID_INPUT that only the desk can find', () => {
  test('justification and ticket, if the policy requires them', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'bob' }], requireJustification: true, requireTicket: true });
    const refused = async (more: object) => desk.refused('alice', 'requests.submit', { ...wanted, ...more });
    expect(await refused({})).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { justification: expect.any(String), ticket: expect.any(String) },
    });
    const blank = await refused({ justification: 'why', ticket: ' \n ' });
    expect(blank).toMatchObject({ code: 'INVALID_INPUT', fields: { ticket: expect.any(String) } });
    expect(blank).not.toMatchObject({ fields: { justification: expect.any(String) } });
    expect(await desk.file('alice', 'prod-db', { justification: 'why', ticket: 'T-1' })).toMatchObject({
      justification: 'why',
      ticket: 'T-1',
    });
  });

  test('a request for a person who cannot have access', async () => {
    const desk = await prodDesk();
    await desk.hire('erin', 'auditor');
    await desk.as('admin').people.disable({ id: desk.id('dan') });
    for (const username of ['erin', 'dan'])
      expect(await refusedAndForetold(desk, 'admin', { ...wanted, requesterId: desk.id(username) })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { requesterId: expect.any(String) },
      });
  });
});

test('NOT_FOUND: a request for an unknown person', async () => {
  const desk = await prodDesk();
  for (const verb of ['requests.submit', 'requests.preview'])
    expect(await desk.refused('admin', verb, { ...wanted, requesterId: NOBODY })).toMatchObject({ code: 'NOT_FOUND' });
});

test('the preview refuses auditors, and members who ask for another person', async () => {
  const desk = await prodDesk();
  await desk.hire('erin', 'auditor');
  expect((await desk.as('erin').requests.preview(wanted)).refusal).toMatchObject({ code: 'FORBIDDEN' });
  const forDan = { ...wanted, requesterId: desk.id('dan') };
  expect((await desk.as('alice').requests.preview(forDan)).refusal).toMatchObject({ code: 'FORBIDDEN' });
});
