import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonId } from '#contract/scalars.ts';
import { type Connection, ReadConnection, WriteConnection } from '../../src-main/store/connection.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import type { RequestFilters } from '../../src-main/store/requestList/filter.ts';
import { countRequests, listRequests } from '../../src-main/store/requestList/lists.ts';
import { type DeskBuilder, deskBuilder } from './support/deskBuilder.ts';

let directory: string;
let file: string;
let writer: WriteConnection;
let reader: ReadConnection;
let desk: DeskBuilder;
let anna: PersonId;
let bob: PersonId;
let filed = 0;

// Columns are cached as whole blocks of a thousand requests.
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'countersign-memory-'));
  file = join(directory, 'workspace.sqlite');
  writer = WriteConnection.open(file);
  expect(await migrate(writer.database)).toBeNull();
  desk = await deskBuilder(writer);
  anna = desk.person('anna.smith', 'Anna Smith');
  bob = desk.person('bob', 'Bob');
  reader = ReadConnection.open(file);
  together(() => fileRequests(2_010));
}, 60_000);
afterAll(() => {
  reader.close();
  writer.close();
  rmSync(directory, { recursive: true, force: true });
});

function fileRequests(count: number): void {
  for (let index = 0; index < count; index += 1) {
    filed += 1;
    const resource = `${filed % 3 === 0 ? 'prod' : 'test'}-${filed}`;
    desk.request({ by: anna, resource, account: 'root', justification: 'Nightly backup' });
  }
}

// The ledger writer makes one transaction after another, because a ledger is long.
function together(write: () => void): void {
  write();
  writer.database.exec('COMMIT; BEGIN');
}

const asked: readonly RequestFilters[] = [
  { text: 'nightly backup' },
  { text: 'prod' },
  { resource: 'prod-*' },
  { resource: '*-??*', account: 'roo?' },
  { text: 'prod', status: 'open' },
  { resource: 'test-*', status: 'cancelled' },
];

function answers(db: Connection): unknown[] {
  return asked.map((filters) => [
    countRequests(db, desk.admin, filters),
    // With a cap of 300.
    countRequests(db, desk.admin, filters, 300),
    countRequests(db, { id: anna, role: 'member', status: 'enabled' }, filters, 300),
    // Bob sees no request.
    countRequests(db, { id: bob, role: 'member', status: 'enabled' }, filters, 300),
    listRequests(db, desk.admin, { ...filters, sort: 'newest', limit: 20 })?.numbers,
    listRequests(db, desk.admin, { ...filters, sort: 'oldest', limit: 20 })?.numbers,
  ]);
}

// The answers of a connection that has read nothing before.
function afresh(): unknown[] {
  const fresh = ReadConnection.open(file);
  try {
    return answers(fresh);
  } finally {
    fresh.close();
  }
}

describe('a connection that caches values that cannot change', () => {
  it('answers like a new connection, whatever was filed and closed since', () => {
    const steps = [
      () => undefined,
      () => fileRequests(20),
      () => desk.cancel(3),
      () => Array.from({ length: 999 }, (_, index) => desk.cancel(1_000 + index)),
      () => desk.cancel(1_999),
      () => desk.cancel(2_000),
      () => fileRequests(1),
    ];
    for (const step of steps) {
      together(step);
      expect(answers(reader)).toEqual(afresh());
      // Once more, from the cache.
      expect(answers(reader)).toEqual(afresh());
    }
    expect(countRequests(reader, desk.admin, { text: 'nightly backup' })).toMatchObject({
      open: 1_029,
      cancelled: 1_002,
    });
  });

  it('keeps nothing from a transaction that is rolled back', () => {
    const before = answers(writer);
    // As many closed requests as a whole block.
    fileRequests(2_999 - filed);
    for (let number = 2_001; number <= 2_999; number += 1) desk.cancel(number);
    expect(answers(writer)).not.toEqual(before);
    writer.database.exec('ROLLBACK');
    expect(answers(writer)).toEqual(before);
    expect(answers(reader)).toEqual(before);
  });
});
