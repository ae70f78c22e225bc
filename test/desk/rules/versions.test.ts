import { expect, test } from 'vitest';
import { openDesk } from '../support.ts';

test('a request follows the version under which it was filed, and says that there is a newer one', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol dan');
  const policy = await desk.policy({
    name: 'old name',
    steps: [{ by: 'bob', name: 'First' }, { by: 'carol' }],
    duration: { maxSeconds: 3_600 },
    bypassers: 'alice',
  });
  const old = await desk.file('alice', 'a');
  const inFlight = await desk.file('alice', 'b');
  await desk.as('admin').policies.update({
    id: policy.id,
    version: 1,
    name: 'new name',
    duration: { maxSeconds: 60 },
    steps: desk.steps([{ by: 'dan' }]),
    bypass: null,
    requireTicket: true,
  });
  const shown = await desk.as('alice').requests.get({ id: old.id });
  expect(shown.policy).toEqual({ ...old.policy, isCurrentVersion: false });
  expect(shown.policy).toMatchObject({ id: policy.id, name: 'old name', version: 1 });
  expect(shown.steps).toEqual(old.steps);
  expect(shown.viewer.canBypass).toBe(true);
  expect(await desk.refused('dan', 'requests.approve', { id: old.id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await desk.approve(old.id, 'bob carol')).toMatchObject({ status: 'approved', durationSeconds: 3_600 });
  expect(
    await desk.refused('alice', 'requests.submit', {
      resource: 'c',
      account: 'root',
      durationSeconds: 3_600,
      ticket: 'T',
    }),
  ).toMatchObject({
    code: 'DURATION_OUT_OF_RANGE',
  });
  const under2 = await desk.file('alice', 'c', { durationSeconds: 60, ticket: 'T' });
  expect(under2.policy).toMatchObject({ name: 'new name', version: 2, isCurrentVersion: true });
  expect(await desk.approve(under2.id, 'dan')).toMatchObject({ status: 'approved' });

  await desk.as('admin').policies.archive({ id: policy.id });
  expect(await desk.approve(inFlight.id, 'bob carol')).toMatchObject({ status: 'approved' });
});

test('every version can be read as it was', async () => {
  const desk = await openDesk();
  await desk.hire('bob carol');
  const first = await desk.policy({ steps: [{ by: 'bob' }] });
  await desk.advance(60);
  const second = await desk.as('admin').policies.update({ id: first.id, version: 1, precedence: 7 });
  expect(second).toEqual({ ...first, version: 2, precedence: 7, updatedAt: '2026-01-05T09:01:00.000Z' });
  const { policies } = desk.as('admin');
  expect(await policies.get({ id: first.id, version: 1 })).toEqual(first);
  expect(await policies.get({ id: first.id, version: 2 })).toEqual(second);
  expect(await policies.get({ id: first.id })).toEqual(second);
});

test('a change keeps omitted fields, and reads null as none', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  const whole = await desk.policy({
    description: 'why',
    conditions: [{ resource: 'a*', account: 'root' }, { account: '*' }],
    duration: { minSeconds: 10, maxSeconds: 20 },
    pendingTtlSeconds: 90,
    steps: [{ by: 'bob carol', name: 'Review', required: 2 }],
    distinctApprovers: false,
    precedence: -3,
    requireJustification: true,
    requireTicket: true,
    bypassers: 'alice',
  });
  const { id, version: _, status: __, createdAt: ___, updatedAt: ____, ...rules } = whole;
  let version = 1;
  const change = async (fields: object) => {
    const given = await desk.as('admin').policies.update({ id, version, ...fields });
    version += 1;
    expect(given.version).toBe(version);
    return given;
  };
  expect(await desk.as('admin').policies.update({ id, version })).toEqual(whole);
  for (const [field, value] of Object.entries({
    name: 'another',
    conditions: [{ resource: 'b' }],
    duration: { minSeconds: 1, maxSeconds: 5 },
    pendingTtlSeconds: 60,
    distinctApprovers: true,
    precedence: 4,
    requireJustification: false,
    requireTicket: false,
    description: null,
    bypass: null,
  })) {
    const changed = await change({ [field]: value });
    expect(changed).toEqual({ ...whole, version, [field]: value });
    expect(await change({ [field]: Object.entries(rules).find(([key]) => key === field)?.[1] })).toEqual({
      ...whole,
      version,
    });
  }
});

test('a changed duration without a shortest one begins at 1 second', async () => {
  const desk = await openDesk();
  await desk.hire('bob');
  const { id } = await desk.policy({ steps: [{ by: 'bob' }], duration: { minSeconds: 60, maxSeconds: 120 } });
  expect(await desk.as('admin').policies.update({ id, version: 1, duration: { maxSeconds: 30 } })).toMatchObject({
    duration: { minSeconds: 1, maxSeconds: 30 },
  });
});
