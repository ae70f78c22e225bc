import { describe, expect, test } from 'vitest';
import { NOBODY, openDesk, type TestDesk } from '../support.ts';

const preview = (desk: TestDesk, username: string) => desk.as('admin').people.previewDisable({ id: desk.id(username) });

const NOTHING = { refusal: null, cancelled: [], revoked: 0, stuck: [], policies: [], groups: [] };

describe('the consequences of disabling a person', () => {
  test('are none for a person without requests, access, policies and groups', async () => {
    const desk = await openDesk();
    await desk.hire('alice');
    expect(await preview(desk, 'alice')).toEqual(NOTHING);
  });

  test('are the person’s own open requests that are cancelled and the person’s own access that ends', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'bob' }] });
    const [first, second] = [await desk.file('alice', 'DB-1'), await desk.file('alice', 'db-2')];
    await desk.file('admin', 'db-3');
    const closed = await desk.file('alice', 'db-4');
    await desk.as('alice').requests.cancel({ id: closed.id });
    for (const resource of ['x', 'y']) await desk.approve((await desk.file('alice', resource)).id, 'bob');
    const ended = await desk.approve((await desk.file('alice', 'z')).id, 'bob');
    await desk.as('alice').grants.release({ id: ended.grant?.id ?? '' });
    const before = desk.length;
    expect(await preview(desk, 'alice')).toEqual({
      ...NOTHING,
      cancelled: [
        { id: first.id, number: 1, resource: 'DB-1', account: 'root' },
        { id: second.id, number: 2, resource: 'db-2', account: 'root' },
      ],
      revoked: 2,
    });
    expect(desk.length).toBe(before);
  });

  test('are requests of others that get stuck, with the sentence; not those that are stuck already for the same reason', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol dan');
    await desk.group('managers', 'bob carol');
    await desk.policy({ name: 'both', conditions: [{ resource: 'both' }], steps: [{ by: '@managers', required: 2 }] });
    await desk.policy({ name: 'one', conditions: [{ resource: 'one' }], steps: [{ by: '@managers' }] });
    await desk.policy({ name: 'bob', conditions: [{ resource: 'bob' }], steps: [{ by: 'bob' }] });
    const both = await desk.file('alice', 'both');
    await desk.file('alice', 'one');
    const only = await desk.file('alice', 'bob');
    const consequences = await preview(desk, 'bob');
    expect(consequences.stuck).toEqual([
      {
        id: both.id,
        number: 1,
        because: 'Step 1 needs 2 more approvals, and only 1 person can be found for them: it lacks 1 person.',
      },
      { id: only.id, number: 3, because: 'Step 1 needs 1 more approval, and nobody who is free to give it is left.' },
    ]);
    await desk.as('admin').people.disable({ id: desk.id('bob') });
    // The first is stuck because one manager is missing, and would be because both are.
    expect((await preview(desk, 'carol')).stuck.map(({ number, because }) => `${number}: ${because}`)).toEqual([
      '1: Step 1 needs 2 more approvals, and nobody who is free to give them is left.',
      '2: Step 1 needs 1 more approval, and nobody who is free to give it is left.',
    ]);
    await desk.as('admin').people.disable({ id: desk.id('carol') });
    expect((await preview(desk, 'dan')).stuck).toEqual([]);
  });

  test('do not include a request that is served by an approval already given', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    await desk.policy({ steps: [{ by: 'bob carol', required: 2 }] });
    const { id } = await desk.file('alice');
    await desk.approve(id, 'bob');
    expect((await preview(desk, 'bob')).stuck).toEqual([]);
    expect((await preview(desk, 'carol')).stuck).toMatchObject([{ id }]);
  });

  test('are active policies that name the person or a group of theirs, and those groups', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    const managers = await desk.group('managers', 'bob carol');
    const night = await desk.group('Night', 'bob');
    await desk.group('left', 'bob');
    await desk.regroup('left', '');
    const [zeta, alpha, mid] = [
      await desk.policy({ name: 'Zeta', steps: [{ by: 'bob @managers' }] }),
      await desk.policy({ name: 'alpha', steps: [{ by: 'carol' }, { by: '@managers bob' }] }),
      await desk.policy({ name: 'mid', steps: [{ by: 'carol' }], bypassers: '@Night' }),
    ];
    await desk.policy({ name: 'other', steps: [{ by: 'carol' }] });
    await desk.policy({ name: 'of old', steps: [{ by: 'carol bob' }] });
    const old = (await desk.as('admin').policies.list({ text: 'old' })).items[0];
    await desk.as('admin').policies.update({ id: old?.id ?? '', version: 1, steps: desk.steps([{ by: 'carol' }]) });
    const gone = await desk.policy({ name: 'gone', steps: [{ by: 'bob' }] });
    await desk.as('admin').policies.archive({ id: gone.id });
    const { policies, groups } = await preview(desk, 'bob');
    expect(policies).toEqual([
      { id: alpha.id, name: 'alpha' },
      { id: mid.id, name: 'mid' },
      { id: zeta.id, name: 'Zeta' },
    ]);
    expect(groups).toEqual([
      { id: managers, name: 'managers' },
      { id: night, name: 'Night' },
    ]);
  });

  test('are only the refusal if disabling would be refused', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    await desk.policy({ steps: [{ by: 'bob' }] });
    await desk.file('admin');
    const refusal = await desk.refused('admin', 'people.disable', { id: desk.id('admin') });
    expect(refusal.code).toBe('LAST_ADMIN');
    expect(await preview(desk, 'admin')).toEqual({ ...NOTHING, refusal });
  });

  test('are none for a disabled person', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'alice bob' }] });
    await desk.as('admin').people.disable({ id: desk.id('bob') });
    expect(await preview(desk, 'bob')).toEqual(NOTHING);
  });

  test('are those of now: expired requests are not among them', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ pendingTtlSeconds: 60, steps: [{ by: 'bob' }] });
    await desk.file('alice');
    await desk.advance(60);
    expect(await preview(desk, 'alice')).toEqual(NOTHING);
    expect((await preview(desk, 'bob')).stuck).toEqual([]);
  });

  test('are refused for an unknown id, or the id of something else', async () => {
    const desk = await openDesk();
    const group = await desk.group('managers', '');
    expect(await desk.refused('admin', 'people.previewDisable', { id: NOBODY })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.refused('admin', 'people.previewDisable', { id: group })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { id: 'This is the id of a group, not of a person.' },
    });
  });
});
