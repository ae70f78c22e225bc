import { expect, it, onTestFinished } from 'vitest';
import { personId } from '#contract/scalars.ts';
import { build } from '../../src-main/store/connection.ts';
import { KEPT_NOTICES, keepNotices, listKept, pageOfNotices, wasTold } from '../../src-main/store/queries/notices.ts';
import { emptyTables } from './support/workspace.ts';

const [anna, bela] = ['0190a5c2-7b1e-7c3d-9f4a-2b6d8e0f1a3c', '0190a5c2-7b1e-7c3d-9f4a-2b6d8e0f1a3d'].map((id) =>
  personId.parse(id),
);

async function opened() {
  const db = await emptyTables();
  onTestFinished(() => db.close());
  db.database.exec('BEGIN');
  if (!anna || !bela) throw new Error('There are two of them.');
  return { db, anna, bela };
}

const notices = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    kind: 'requestWaits' as const,
    sequence: from + index,
    subjectId: 'r',
    at: '2026-01-05T09:00:00.000Z',
  }));

it('keeps the newest 500 of one person, however many come at once, and those of others', async () => {
  const { db, anna, bela } = await opened();
  keepNotices(db.tx, bela, notices(1, 4));
  keepNotices(db.tx, anna, notices(1, 700));
  expect(listKept(db, anna)).toHaveLength(KEPT_NOTICES);
  keepNotices(db.tx, anna, notices(700, 710));
  expect(listKept(db, anna)).toHaveLength(KEPT_NOTICES);
  expect(listKept(db, bela)).toHaveLength(3);
  const { items } = pageOfNotices(listKept(db, anna), { limit: 2 }) ?? { items: [] };
  expect(items.map(({ sequence }) => sequence)).toEqual([709, 708]);
});

it('keeps no notification twice, and numbers them upwards', async () => {
  const { db, anna } = await opened();
  keepNotices(db.tx, anna, notices(1, 3));
  keepNotices(db.tx, anna, notices(2, 5));
  const rows = db.all(build.selectFrom('local_notice').select(['number', 'sequence']).orderBy('number'));
  expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  const [third] = notices(3, 4);
  expect(third && wasTold(db, anna, third)).toBe(true);
});

it('answers them page by page, the newest first', async () => {
  const { db, anna } = await opened();
  keepNotices(db.tx, anna, notices(1, 6));
  const first = pageOfNotices(listKept(db, anna), { limit: 3 });
  const second = pageOfNotices(listKept(db, anna), { limit: 3, cursor: first?.nextCursor ?? undefined });
  expect([first, second].flatMap((page) => page?.items.map(({ sequence }) => sequence) ?? [])).toEqual([5, 4, 3, 2, 1]);
  expect(second?.nextCursor).toBeNull();
  expect(pageOfNotices(listKept(db, anna), { limit: 3, cursor: 'nonsense' })).toBeNull();
});
