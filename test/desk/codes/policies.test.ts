import { describe, expect, test } from 'vitest';
import { NOBODY, openDesk } from '../support.ts';

describe('NAME_TAKEN', () => {
  test('a policy’s name is taken in folded form, also by archived policies', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const steps = [{ by: 'bob' }];
    const first = await desk.policy({ name: 'Über-Zugriff', steps });
    const second = await desk.policy({ name: 'other', steps });
    for (const archived of [false, true]) {
      if (archived) await desk.as('admin').policies.archive({ id: first.id });
      const before = desk.length;
      for (const name of ['über-zugriff', 'U\u0308BER-ZUGRIFF', '\tÜber-Zugriff ']) {
        expect(await desk.refused('admin', 'policies.create', desk.terms({ name, steps }))).toMatchObject({
          code: 'NAME_TAKEN',
        });
        expect(await desk.refused('admin', 'policies.update', { id: second.id, version: 1, name })).toMatchObject({
          code: 'NAME_TAKEN',
        });
      }
      expect(desk.length).toBe(before);
    }
    const own = await desk.as('admin').policies.update({ id: first.id, version: 1, name: 'ÜBER-zugriff' });
    expect(own.name).toBe('ÜBER-zugriff');
    // An earlier name of a policy is free again.
    await desk.as('admin').policies.update({ id: first.id, version: 2, name: 'renamed' });
    expect(await desk.policy({ name: 'Über-Zugriff', steps })).toMatchObject({ version: 1 });
  });
});

describe('STALE', () => {
  test('a change must be based on the current version, which the refusal names', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const { id } = await desk.policy({ steps: [{ by: 'bob' }] });
    await desk.as('admin').policies.update({ id, version: 1, precedence: 1 });
    const before = desk.length;
    for (const version of [1, 3, 1_000_000])
      expect(await desk.refused('admin', 'policies.update', { id, version, precedence: 2 })).toMatchObject({
        code: 'STALE',
        message: expect.stringContaining('2'),
      });
    expect(desk.length).toBe(before);
  });

  test('two changes based on the same version at once: one lands, one is stale', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const { id } = await desk.policy({ steps: [{ by: 'bob' }] });
    const both = [1, 2].map((precedence) => desk.answer('admin', 'policies.update', { id, version: 1, precedence }));
    const given = await Promise.all(both);
    expect(given.filter(({ ok }) => ok)).toHaveLength(1);
    expect(given).toContainEqual({ ok: false, error: expect.objectContaining({ code: 'STALE' }) });
  });
});

describe('QUORUM_IMPOSSIBLE when saved', () => {
  test.each([
    ['more approvals than people', [{ by: 'bob carol', required: 3 }]],
    ['a group with nobody in it', [{ by: '@nobody' }]],
    ['only auditors and disabled people', [{ by: 'erin dave' }]],
    ['the same two people for three places', [{ by: 'bob carol', required: 2 }, { by: '@both' }]],
    ['a matching that a count would miss', [{ by: 'bob' }, { by: 'bob carol', required: 1 }, { by: 'carol bob' }]],
  ])('%s', async (_, steps) => {
    const desk = await openDesk();
    await desk.hire('bob carol dave');
    await desk.hire('erin', 'auditor');
    await desk.as('admin').people.disable({ id: desk.id('dave') });
    await desk.group('nobody', '');
    await desk.group('both', 'bob carol');
    const good = await desk.policy({ name: 'good', steps: [{ by: 'bob' }] });
    const before = desk.length;
    expect(await desk.refused('admin', 'policies.create', desk.terms({ steps }))).toMatchObject({
      code: 'QUORUM_IMPOSSIBLE',
      message: expect.stringMatching(/step \d/i),
    });
    expect(
      await desk.refused('admin', 'policies.update', { id: good.id, version: 1, steps: desk.steps(steps) }),
    ).toMatchObject({ code: 'QUORUM_IMPOSSIBLE' });
    expect(desk.length).toBe(before);
  });

  test('one person counts once, even if named directly and through two groups', async () => {
    const desk = await openDesk();
    await desk.hire('bob carol');
    await desk.group('a', 'bob');
    await desk.group('b', 'bob');
    const steps = [{ by: 'bob @a @b', required: 2 }];
    expect(await desk.refused('admin', 'policies.create', desk.terms({ steps }))).toMatchObject({
      code: 'QUORUM_IMPOSSIBLE',
    });
  });

  test('one person may serve two steps if approvers need not be distinct', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const steps = [{ by: 'bob' }, { by: 'bob' }];
    expect(await desk.refused('admin', 'policies.create', desk.terms({ steps }))).toMatchObject({
      code: 'QUORUM_IMPOSSIBLE',
      message: expect.stringContaining('once'),
    });
    const { id } = await desk.policy({ steps, distinctApprovers: false });
    expect(await desk.refused('admin', 'policies.update', { id, version: 1, distinctApprovers: true })).toMatchObject({
      code: 'QUORUM_IMPOSSIBLE',
    });
  });

  test('restoring is checked like creating', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const { id } = await desk.policy({ steps: [{ by: 'bob' }] });
    await desk.as('admin').policies.archive({ id });
    await desk.as('admin').people.disable({ id: desk.id('bob') });
    expect(await desk.refused('admin', 'policies.restore', { id })).toMatchObject({ code: 'QUORUM_IMPOSSIBLE' });
    await desk.as('admin').people.enable({ id: desk.id('bob') });
    expect(await desk.as('admin').policies.restore({ id })).toMatchObject({ status: 'active', version: 1 });
  });
});

test('NOT_FOUND: no such policy, no such version, no approver with that id', async () => {
  const desk = await openDesk();
  await desk.hire('bob');
  const { id } = await desk.policy({ steps: [{ by: 'bob' }] });
  for (const verb of ['policies.get', 'policies.archive', 'policies.restore'])
    expect(await desk.refused('admin', verb, { id: NOBODY })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await desk.refused('admin', 'policies.update', { id: NOBODY, version: 1 })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await desk.refused('admin', 'policies.get', { id, version: 2 })).toMatchObject({ code: 'NOT_FOUND' });
  for (const kind of ['person', 'group']) {
    const approvers = [{ kind, id: NOBODY }];
    const terms = { ...desk.terms({ name: 'new', steps: [] }), steps: [{ approvers, required: 1 }] };
    expect(await desk.refused('admin', 'policies.create', terms)).toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('archiving twice and restoring an active policy change nothing', async () => {
  const desk = await openDesk();
  await desk.hire('bob');
  const created = await desk.policy({ steps: [{ by: 'bob' }] });
  const { id } = created;
  expect(await desk.as('admin').policies.restore({ id })).toEqual(created);
  await desk.advance(60);
  const archived = await desk.as('admin').policies.archive({ id });
  expect(archived).toEqual({ ...created, status: 'archived', updatedAt: '2026-01-05T09:01:00.000Z' });
  const before = desk.length;
  expect(await desk.as('admin').policies.archive({ id })).toEqual(archived);
  expect(desk.length).toBe(before);
});
