import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { WriteConnection } from '../../src-main/store/connection.ts';
import { migrate, migrationNames } from '../../src-main/store/migrate.ts';
import { openStore, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { richScenario } from '../ledger/rich.ts';
import { contentsOf, folder, verifyFolder, writeWorkspace } from './workspace.ts';

const rich = richScenario();
const head = rich.told.length;
const MOMENT = '2026-01-05T09:00:00.000Z';

async function withRow(sql: string): Promise<string> {
  const directory = folder();
  await writeWorkspace(directory, rich);
  const database = new Database(join(directory, WORKSPACE_FILE));
  database.pragma('ignore_check_constraints = ON');
  database.exec(sql);
  database.close();
  return directory;
}

async function problems(directory: string): Promise<readonly string[]> {
  const verified = await verifyFolder(directory);
  return typeof verified === 'string' ? [verified] : verified.problems.map(({ what }) => what);
}

describe('a row of this workstation that would disable a guard', () => {
  it.each([
    ['local_acknowledged', `INSERT INTO local_acknowledged VALUES ('p', ${head + 1})`],
    ['local_notice_cursor', `INSERT INTO local_notice_cursor VALUES ('p', ${head + 1})`],
    ['local_notice', `INSERT INTO local_notice VALUES (1, 'p', 'glassBroken', ${head + 1}, 's', '${MOMENT}', 1)`],
  ])('is named when it is ahead of the ledger: %s', async (table, sql) => {
    const directory = await withRow(sql);
    const before = contentsOf(directory);
    expect(await problems(directory)).toEqual([
      expect.stringMatching(new RegExp(`^${table}: a row of "p" is wrong: the ledger does not have its event`)),
    ]);
    expect(contentsOf(directory)).toEqual(before);
  });

  const hostile = [
    `INSERT INTO local_sign_in VALUES ('p', -1000, '${MOMENT}')`,
    `INSERT INTO local_sign_in VALUES ('p', 0, '${MOMENT}')`,
    `INSERT INTO local_sign_in VALUES ('p', 9223372036854775807, '${MOMENT}')`,
    `INSERT INTO local_sign_in VALUES ('p', 3, 'never')`,
    `INSERT INTO local_acknowledged VALUES ('p', 0)`,
    `INSERT INTO local_notice VALUES (9223372036854775807, 'p', 'glassBroken', 1, 's', '${MOMENT}', 0)`,
    `INSERT INTO local_notice VALUES (1, 'p', 'glassBroken', -1, 's', '${MOMENT}', 0)`,
    `INSERT INTO local_notice_cursor VALUES ('p', -1)`,
    `INSERT INTO local_stranger VALUES (7, 5, 0, '${MOMENT}')`,
    `INSERT INTO local_stranger VALUES (7, -1, 3, '${MOMENT}')`,
    `INSERT INTO local_clock VALUES (1, 'always')`,
  ];

  it.each(hostile)('is refused by the table: %s', async (sql) => {
    const directory = folder();
    await writeWorkspace(directory, rich);
    const store = await openStore(directory);
    expect(() => store.writer.database.exec(sql)).toThrow(/CHECK constraint failed/);
    store.close();
  });

  it.each(hostile)('is reported if it was written past the table: %s', async (sql) => {
    expect(await problems(await withRow(sql))).toContainEqual(
      expect.stringMatching(/^local_[a-z_]+: a row of (?:"p"|7|1) is wrong: /),
    );
  });

  it('is reported where the table has no limit of its own: a stranger who is never slowed down', async () => {
    expect(await problems(await withRow(`INSERT INTO local_stranger VALUES (7, 5, 3, '')`))).toEqual([
      'local_stranger: a row of 7 is wrong: its count of failed sign-ins or its time of the next try is impossible, so tries would not be slowed down.',
    ]);
  });

  it('at the head of the ledger is fine', async () => {
    const directory = await withRow(`INSERT INTO local_acknowledged VALUES ('p', ${head});
      INSERT INTO local_notice_cursor VALUES ('p', ${head}), ('q', 0);
      INSERT INTO local_sign_in VALUES ('p', 1, '${MOMENT}')`);
    expect(await problems(directory)).toEqual([]);
  });
});

it('older rows of this kind are limited or dropped by the migration, and nothing fails', async () => {
  const older = WriteConnection.memory();
  const before = migrationNames[migrationNames.indexOf('0015-guards') - 1];
  expect(await migrate(older.database, before)).toBeNull();
  older.database.exec(`
    INSERT INTO ledger VALUES (1, x'00', x'00', x'00'), (2, x'00', x'00', x'00');
    INSERT INTO local_sign_in VALUES ('a', -5, '${MOMENT}'), ('b', 3, 'never'), ('c', 7, '${MOMENT}'), ('d', 9223372036854775807, '');
    INSERT INTO local_acknowledged VALUES ('a', 0), ('a', 2), ('a', 3);
    INSERT INTO local_notice VALUES (1, 'a', 'glassBroken', 2, 's', '${MOMENT}', 0), (2, 'a', 'glassBroken', 3, 's', '${MOMENT}', 0),
      (9223372036854775807, 'b', 'glassBroken', 1, 's', '${MOMENT}', 1);
    INSERT INTO local_notice_cursor VALUES ('a', 2), ('b', 3), ('c', -4);`);
  expect(await migrate(older.database, '0015-guards')).toBeNull();
  const rows = (table: string) => older.database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().all();
  expect(rows('local_sign_in')).toEqual([
    ['a', 1, MOMENT],
    ['b', 3, '1970-01-01T00:00:00.000Z'],
    ['c', 7, MOMENT],
    ['d', 1_000_000_000, '1970-01-01T00:00:00.000Z'],
  ]);
  expect(rows('local_acknowledged')).toEqual([['a', 2]]);
  expect(rows('local_notice')).toEqual([[1, 'a', 'glassBroken', 2, 's', MOMENT, 0]]);
  expect(rows('local_notice_cursor')).toEqual([
    ['a', 2],
    ['c', 0],
  ]);
  older.close();
});

it('an empty older desk is migrated, too', async () => {
  const older = WriteConnection.memory();
  expect(await migrate(older.database, migrationNames[migrationNames.indexOf('0015-guards') - 1])).toBeNull();
  expect(await migrate(older.database)).toBeNull();
  older.close();
});
