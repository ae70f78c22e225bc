import { describe, expect, test } from 'vitest';
import { NOBODY, openDesk, START, type TestDesk } from '../support.ts';

/** A desk with a policy of two versions, archived and restored in between, each time by another person. */
async function lived(): Promise<{ desk: TestDesk; id: string }> {
  const desk = await openDesk();
  await desk.hire('bob carol');
  await desk.hire('ada', 'admin');
  await desk.hire('erin', 'auditor');
  await desk.group('managers', 'bob');
  const { id } = await desk.policy({ steps: [{ by: '@managers', name: 'Review' }] });
  await desk.advance(60);
  await desk.as('ada').policies.archive({ id });
  await desk.as('ada').policies.restore({ id });
  await desk.as('ada').policies.update({
    id,
    version: 1,
    duration: { maxSeconds: 7_200 },
    steps: desk.steps([{ by: 'carol @managers', name: 'Review' }]),
  });
  return { desk, id };
}

describe('the history of a policy', () => {
  test('has every event of it, the newest first, with actor and time', async () => {
    const { desk, id } = await lived();
    const { items, nextCursor } = await desk.as('erin').policies.history({ id });
    const later = '2026-01-05T09:01:00.000Z';
    expect(items.map(({ what, version, at, by }) => [what, version, at, by.username])).toEqual([
      ['updated', 2, later, 'ada'],
      ['restored', null, later, 'ada'],
      ['archived', null, later, 'ada'],
      ['created', 1, START, 'admin'],
    ]);
    expect(nextCursor).toBeNull();
    const events = await desk.as('erin').ledger.list({ subjectId: id });
    expect(items.map(({ sequence }) => sequence)).toEqual(events.items.map(({ sequence }) => sequence));
  });

  test('does not have the events of its requests, nor of other policies', async () => {
    const { desk, id } = await lived();
    const other = await desk.policy({ name: 'other', steps: [{ by: 'bob' }], precedence: -1 });
    await desk.as('admin').policies.archive({ id: other.id });
    await desk.approve((await desk.file('admin')).id, 'bob');
    expect((await desk.as('erin').policies.history({ id })).items).toHaveLength(4);
    const { items } = await desk.as('erin').policies.history({ id: other.id });
    expect(items.map(({ what }) => what)).toEqual(['archived', 'created']);
  });

  test('comes in pages that hold everything once', async () => {
    const { desk, id } = await lived();
    const found: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await desk.as('erin').policies.history({ id, limit: 1, ...(cursor ? { cursor } : {}) });
      found.push(...page.items.map(({ what }) => what));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(['updated', 'restored', 'archived', 'created']);
    expect(await desk.refused('erin', 'policies.history', { id, cursor: 'nonsense' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { cursor: expect.any(String) },
    });
  });

  test('of an unknown policy is not found', async () => {
    const { desk } = await lived();
    expect(await desk.refused('erin', 'policies.history', { id: NOBODY })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the difference of two versions', () => {
  test('is stated in words, with people and groups by name', async () => {
    const { desk, id } = await lived();
    const { changes } = await desk.as('erin').policies.difference({ id, from: 1, to: 2 });
    expect(changes).toEqual([
      {
        field: 'duration.maxSeconds',
        kind: 'changed',
        before: '4 h',
        after: '2 h',
        sentence: 'The longest duration changes from 4 h to 2 h.',
      },
      {
        field: 'steps.0.approvers',
        kind: 'added',
        before: null,
        after: 'Carol (carol)',
        sentence: 'Carol (carol) may now approve “Review” (step 1).',
      },
    ]);
    expect((await desk.as('erin').policies.difference({ id, from: 2, to: 2 })).changes).toEqual([]);
    const back = await desk.as('erin').policies.difference({ id, from: 2, to: 1 });
    expect(back.changes.map(({ sentence }) => sentence)).toEqual([
      'The longest duration changes from 2 h to 4 h.',
      'Carol (carol) may no longer approve “Review” (step 1).',
    ]);
  });

  test('names a group that was removed meanwhile', async () => {
    const { desk, id } = await lived();
    await desk.as('admin').policies.update({ id, version: 2, steps: desk.steps([{ by: 'carol', name: 'Review' }]) });
    await desk.as('admin').groups.remove({ id: desk.id('@managers') });
    const { changes } = await desk.as('erin').policies.difference({ id, from: 2, to: 3 });
    expect(changes.map(({ sentence }) => sentence)).toEqual([
      'The group managers may no longer approve “Review” (step 1).',
    ]);
  });

  test('needs two versions that exist', async () => {
    const { desk, id } = await lived();
    for (const versions of [
      { from: 1, to: 3 },
      { from: 3, to: 1 },
    ])
      expect(await desk.refused('erin', 'policies.difference', { id, ...versions })).toEqual({
        code: 'NOT_FOUND',
        message: 'This policy has no version 3.',
      });
    expect(await desk.refused('erin', 'policies.difference', { id: NOBODY, from: 1, to: 1 })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
