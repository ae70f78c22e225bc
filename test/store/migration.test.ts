import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventTypes } from '#contract/events.ts';
import { build, type Connection, WriteConnection } from '../../src-main/store/connection.ts';
import { EVENT_CODES, typeOf } from '../../src-main/store/eventCodes.ts';
import { NEWEST_TABLES, schemaDigest } from '../../src-main/store/integrity/schema.ts';
import { APPLICATION_ID, migrate } from '../../src-main/store/migrate.ts';
import { completeBlock } from '../../src-main/store/project/requestBlocks.ts';
import { listEnrolments } from '../../src-main/store/queries/enrolments.ts';
import {
  BLOCK_SIZE,
  CLOSED_CELLS,
  emptyCells,
  readBlocks,
  readStatuses,
} from '../../src-main/store/requestList/blocks.ts';
import { listRequests } from '../../src-main/store/requestList/lists.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { planOf, recorder } from './support/recorder.ts';
import { emptyTables } from './support/workspace.ts';

let db: Connection;

beforeAll(async () => {
  db = await emptyTables();
});
afterAll(() => db.close());

interface TableInfo {
  name: string;
  type: string;
  strict: number;
}

function tables(connection: Connection): TableInfo[] {
  return connection.database
    .prepare<[], TableInfo>("SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main' ORDER BY name")
    .all();
}

describe('the first migration', () => {
  it('makes every table strict, except those of the word indexes and of the migrator', () => {
    const lax = tables(db).filter(
      ({ name, type, strict }) => type === 'table' && strict === 0 && !name.startsWith('sqlite_'),
    );
    expect(lax.map(({ name }) => name)).toEqual(['local_migration', 'local_migration_lock']);
    const strict = tables(db).filter((table) => table.strict === 1);
    for (const { name } of strict) expect(name).toMatch(/^(ledger$|fact_|local_)/);
    expect(strict.length).toBeGreaterThan(20);
  });

  it('marks the file as a workspace', () => {
    expect(db.database.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  });

  it('makes the tables whose digest lets a workspace open without a comparison', () => {
    expect(schemaDigest(db)).toBe(NEWEST_TABLES);
    db.database.exec('CREATE INDEX more ON local_setting (name)');
    expect(schemaDigest(db)).not.toBe(NEWEST_TABLES);
    db.database.exec('DROP INDEX more');
    expect(schemaDigest(db)).toBe(NEWEST_TABLES);
  });

  it('changes nothing when it has run already', async () => {
    const before = tables(db);
    expect(await migrate(db.database)).toBeNull();
    expect(tables(db)).toEqual(before);
  });

  it('generates no numbers: ids and numbers come from the events', () => {
    const sql = db.database.prepare<[], { sql: string }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
    for (const one of sql) expect(one.sql).not.toMatch(/AUTOINCREMENT/i);
  });

  it('keeps foreign keys whose other end exists and has an index', () => {
    const problems = tables(db).flatMap(({ name }) =>
      db.database
        .prepare<[], { table: string; to: string | null }>(
          `SELECT "table", "to" FROM pragma_foreign_key_list('${name}')`,
        )
        .all()
        .filter(({ table }) => !tables(db).some((one) => one.name === table)),
    );
    expect(problems).toEqual([]);
    // Fails if the other end of a foreign key has no unique index.
    expect(() => db.database.pragma('foreign_key_check')).not.toThrow();
  });
});

describe('the second migration', () => {
  it('keeps a workspace of the first one, and adds its tables', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0001-foundation')).toBeNull();
    const before = tables(older).map(({ name }) => name);
    older.database.exec(`INSERT INTO fact_person VALUES ('p', 'u', 'u', 'N', 'e@x', 'member', 'enabled', 1)`);
    older.database.exec(`INSERT INTO fact_key VALUES ('k', 'p', 'public', 1, NULL)`);
    expect(await migrate(older.database, '0002-identity')).toBeNull();
    const added = tables(older).filter(({ name }) => !before.includes(name));
    expect(added.map(({ name }) => name)).toEqual([
      'fact_enrolment',
      'fact_key_reset',
      'fact_recovery_kit',
      'local_acknowledged',
      'local_setting',
      'local_sign_in',
    ]);
    expect(added.every(({ strict }) => strict === 1)).toBe(true);
    expect(older.database.prepare('SELECT username FROM fact_person').pluck().all()).toEqual(['u']);
    older.close();
  });

  it.each([
    [
      'the open code of a person',
      'SELECT key_id, expires_at FROM fact_enrolment WHERE person_id = ? AND ended_sequence IS NULL',
      'SEARCH fact_enrolment USING INDEX fact_enrolment_open (person_id=?)',
    ],
    [
      'the resets of a person’s key',
      'SELECT sequence FROM fact_key_reset WHERE person_id = ? ORDER BY sequence DESC',
      'SEARCH fact_key_reset USING PRIMARY KEY (person_id=?)',
    ],
    [
      'the first request that a person’s key decides',
      'SELECT max(number) FROM fact_key_reset WHERE person_id = ?',
      'SEARCH fact_key_reset USING PRIMARY KEY (person_id=?)',
    ],
    [
      'the recovery kit in force',
      'SELECT key_id FROM fact_recovery_kit WHERE current = 1',
      'SEARCH fact_recovery_kit USING INDEX sqlite_autoindex_fact_recovery_kit_3 (current=?)',
    ],
    [
      'the acknowledged alerts of a person',
      'SELECT sequence FROM local_acknowledged WHERE person_id = ?',
      'SEARCH local_acknowledged USING PRIMARY KEY (person_id=?)',
    ],
    [
      'the failed sign-ins of a person',
      'SELECT failures FROM local_sign_in WHERE person_id = ?',
      'SEARCH local_sign_in USING INDEX sqlite_autoindex_local_sign_in_1 (person_id=?)',
    ],
  ])('has an index that finds %s', (_, sql, plan) => {
    const parameters = sql.includes('?') ? ['p'] : [];
    expect(planOf(db, { sql, parameters })).toEqual([plan]);
  });

  it('answers the state of everyone’s key without a scan, and sorts only the people', () => {
    const recorded = recorder(db);
    listEnrolments(recorded, { limit: 50 });
    const [issued] = recorded.issued.values();
    if (!issued) throw new Error('The list is read.');
    const plan = planOf(db, issued);
    expect(plan[0]).toMatch(/^SEARCH fact_person USING INDEX sqlite_autoindex_fact_person_\d/);
    expect(plan.join('\n')).not.toMatch(/SCAN fact|TEMP B-TREE/);
  });

  it('allows one open code for each person, and one recovery kit in force', () => {
    const { database } = db;
    const insert = (table: string, ...values: readonly (string | number | null)[]) =>
      database.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`).run(...values);
    insert('fact_person', 'e1', 'e1', 'e1', 'N', 'e@x', 'member', 'enabled', 101, 1, 'n', 0, null);
    const code = (key: string, sequence: number, ended: number | null, reset = 0) =>
      insert('fact_enrolment', key, 'e1', sequence, 'at', 'then', reset, ended);
    code('c1', 1, 2);
    code('c2', 2, null);
    expect(() => code('c3', 3, null)).toThrow(/UNIQUE/);
    expect(() => code('c2', 4, 5)).toThrow(/UNIQUE/);
    expect(() => code('c4', 2, 5)).toThrow(/UNIQUE/);
    expect(() => code('c5', 6, 7, 2)).toThrow(/CHECK/);
    insert('fact_recovery_kit', 'k1', 1, null);
    insert('fact_recovery_kit', 'k2', 2, null);
    insert('fact_recovery_kit', 'k3', 3, 1);
    expect(() => insert('fact_recovery_kit', 'k4', 4, 1)).toThrow(/UNIQUE/);
    expect(() => insert('fact_recovery_kit', 'k5', 5, 0)).toThrow(/CHECK/);
    insert('fact_key_reset', 'e1', 7, 1);
    expect(() => insert('fact_key_reset', 'e1', 7, 2)).toThrow(/UNIQUE/);
    expect(() => insert('fact_key_reset', 'nobody', 8, 1)).toThrow(/FOREIGN KEY/);
    expect(() => insert('fact_enrolment', 'c9', 'nobody', 9, 'at', 'then', 0, null)).toThrow(/FOREIGN KEY/);
  });
});

describe('the third migration', () => {
  it('keeps a workspace of the second one, and adds the inventory', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0002-identity')).toBeNull();
    const before = tables(older).map(({ name }) => name);
    older.database.exec(`INSERT INTO fact_person VALUES ('p', 'u', 'u', 'N', 'e@x', 'member', 'enabled', 1)`);
    expect(await migrate(older.database, '0003-accounts')).toBeNull();
    const added = tables(older).filter(({ name, type }) => !before.includes(name) && type !== 'shadow');
    expect(added.map(({ name }) => name)).toEqual(['fact_account', 'fact_account_import', 'search_account']);
    expect(older.database.prepare('SELECT username FROM fact_person').pluck().all()).toEqual(['u']);
    older.close();
  });

  it('keeps one account per name and resource, and one import per id', () => {
    const { database } = db;
    const insert = database.prepare(`INSERT INTO fact_account VALUES (?, 'R', 'A', ?, ?, NULL, NULL)`);
    insert.run(1, 'r', 'a');
    insert.run(2, 'r', 'b');
    expect(() => insert.run(3, 'r', 'a')).toThrow(/UNIQUE/);
    const begun = database.prepare('INSERT INTO fact_account_import VALUES (?, 1, 1, ?)');
    begun.run('i', 1);
    expect(() => begun.run('i', 2)).toThrow(/UNIQUE/);
    expect(() => begun.run('j', 1)).toThrow(/UNIQUE/);
  });
});

describe('the fourth migration', () => {
  it('keeps a workspace of the third one, and adds drafts', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0003-accounts')).toBeNull();
    const before = tables(older).map(({ name }) => name);
    older.database.exec(`INSERT INTO fact_person VALUES ('p', 'u', 'u', 'N', 'e@x', 'member', 'enabled', 1)`);
    expect(await migrate(older.database, '0004-drafts')).toBeNull();
    expect(
      tables(older)
        .filter(({ name }) => !before.includes(name))
        .map(({ name }) => name),
    ).toEqual(['local_draft']);
    expect(older.database.prepare('SELECT username FROM fact_person').pluck().all()).toEqual(['u']);
    older.close();
  });

  it('keeps one draft for each person and policy', () => {
    const insert = db.database.prepare(`INSERT INTO local_draft VALUES (?, ?, NULL, 'now', '{}')`);
    insert.run('p', '');
    insert.run('p', 'x');
    insert.run('q', '');
    expect(() => insert.run('p', '')).toThrow(/UNIQUE/);
  });
});

describe('the fifth migration', () => {
  it('keeps a desk of the fourth one without four eyes, and adds a table of proposals', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0004-drafts')).toBeNull();
    const before = tables(older).map(({ name }) => name);
    older.database.exec(`INSERT INTO fact_desk VALUES (1, 'real', 'Night desk', 'f', '2026-01-05T09:00:00.000Z')`);
    expect(await migrate(older.database, '0005-proposals')).toBeNull();
    const added = tables(older).filter(({ name }) => !before.includes(name));
    expect(added).toMatchObject([{ name: 'fact_proposal', strict: 1 }]);
    expect(older.database.prepare('SELECT name, four_eyes FROM fact_desk').all()).toEqual([
      { name: 'Night desk', four_eyes: 0 },
    ]);
    older.close();
  });
});

describe('the sixth migration', () => {
  const plansOf = (connection: Connection): string =>
    ['status', 'requester', 'policy', 'resource', 'account']
      .flatMap((column) => {
        const equal = column === 'status' ? '' : `${column} = 1 AND`;
        const sql = `SELECT number, requester, filer, policy, resource, account FROM fact_inbox
          INDEXED BY fact_inbox_by_${column} WHERE ${equal} status = 'open' ORDER BY number DESC LIMIT 50`;
        return planOf(connection, { sql, parameters: [] });
      })
      .join('\n');

  it('keeps the inbox of the fifth one, and answers it from the indexes alone', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0005-proposals')).toBeNull();
    older.database.pragma('foreign_keys = OFF');
    older.database.exec("INSERT INTO fact_inbox VALUES (1, 'open', 2, NULL, 3, 4, 5, 0)");
    expect(plansOf(older)).not.toMatch(/COVERING/);
    expect(await migrate(older.database, '0006-covering')).toBeNull();
    expect(plansOf(older).match(/USING COVERING INDEX/g)).toHaveLength(5);
    expect(plansOf(older)).not.toMatch(/TEMP B-TREE/);
    expect(
      older.database.prepare('SELECT * FROM fact_inbox INDEXED BY fact_inbox_by_status WHERE status = ?').all('open'),
    ).toEqual([{ number: 1, status: 'open', requester: 2, filer: null, policy: 3, resource: 4, account: 5, stuck: 0 }]);
    older.close();
  });
});

describe('the migration of views', () => {
  it('keeps a workspace of the migration before it, and adds saved views', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0005-proposals')).toBeNull();
    const before = tables(older).map(({ name }) => name);
    older.database.exec(`INSERT INTO fact_person VALUES ('p', 'u', 'u', 'N', 'e@x', 'member', 'enabled', 1)`);
    expect(await migrate(older.database, '0007-views')).toBeNull();
    const added = tables(older).map(({ name }) => name);
    expect(added.filter((name) => !before.includes(name))).toContain('local_view');
    expect(older.database.prepare('SELECT username FROM fact_person').pluck().all()).toEqual(['u']);
    older.close();
  });

  it('keeps one view per name and person', () => {
    const insert = db.database.prepare(`INSERT INTO local_view VALUES (?, ?, ?, 'N', ?, '', 'now', 1)`);
    insert.run('a', 'p', 'inbox', 'n');
    insert.run('b', 'q', 'mine', 'n');
    expect(() => insert.run('c', 'p', 'mine', 'n')).toThrow(/UNIQUE/);
    expect(() => insert.run('d', 'p', 'elsewhere', 'm')).toThrow(/CHECK/);
  });
});

describe('the eighth migration', () => {
  it('keeps a workspace of an earlier one, and adds notifications', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0005-proposals')).toBeNull();
    older.database.exec(`INSERT INTO fact_person VALUES ('p', 'u', 'u', 'N', 'e@x', 'member', 'enabled', 1)`);
    expect(await migrate(older.database, '0008-notices')).toBeNull();
    const added = tables(older).filter(({ name }) => name.startsWith('local_notice'));
    expect(added).toMatchObject([
      { name: 'local_notice', strict: 1 },
      { name: 'local_notice_cursor', strict: 1 },
    ]);
    expect(older.database.prepare('SELECT username FROM fact_person').pluck().all()).toEqual(['u']);
    older.close();
  });

  it('keeps each notification of a person once', () => {
    const insert = db.database.prepare(
      `INSERT INTO local_notice (number, person_id, kind, sequence, subject_id, at) VALUES (?, ?, ?, ?, 's', 'now')`,
    );
    insert.run(1, 'p', 'requestWaits', 7);
    insert.run(2, 'q', 'requestWaits', 7);
    insert.run(3, 'p', 'requestStuck', 7);
    expect(() => insert.run(4, 'p', 'requestWaits', 7)).toThrow(/UNIQUE/);
    expect(db.database.prepare('SELECT DISTINCT read FROM local_notice').pluck().all()).toEqual([0]);
  });
});

describe('the ninth migration', () => {
  it('removes the long words of an earlier workspace from its word index, and no token with them', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0008-notices')).toBeNull();
    const insert = older.database.prepare('INSERT INTO search_request (rowid, words) VALUES (?, ?)');
    const token = '\uE000q123456';
    insert.run(1, `prod backups größer ${token} データベースの 12345`);
    insert.run(2, `backups backup certificate ${token}`);
    expect(await migrate(older.database, '0009-words')).toBeNull();
    const words = older.database.prepare('SELECT word FROM fact_request_word').pluck().all();
    expect(words).toEqual(['backup', 'backups', 'certificate', 'größer', 'データベースの'].sort());
    expect(tables(older).map(({ name }) => name)).not.toContain('indexed_word');
    older.close();
  });
});

describe('the tenth migration', () => {
  it('makes columns of each request, and none for a number without a request', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0009-words')).toBeNull();
    older.database.pragma('foreign_keys = OFF');
    older.database.exec("INSERT INTO fact_inbox VALUES (2003, 'expired', 70000, NULL, 2000000000, 4, 5, 0)");
    expect(await migrate(older.database, '0010-columns')).toBeNull();
    const cells = older.database
      .prepare<[string, number], Buffer>('SELECT cells FROM fact_inbox_column WHERE name = ? AND block = ?')
      .pluck();
    const [statuses, none] = [cells.get('status', 2), cells.get('status', 0)];
    expect([statuses?.[3], statuses?.[2], none?.[3]]).toEqual([5, 0, 0]);
    expect(cells.get('requester', 2)?.readUInt32LE(3 * 4)).toBe(70_000);
    expect(cells.get('policy', 2)?.readUInt32LE(3 * 4)).toBe(2_000_000_000);
    expect(tables(older).map(({ name }) => name)).not.toContain('cell');
    older.close();
  });
});

const STATUSES = ['open', 'approved', 'rejected', 'cancelled', 'expired'] as const;

// 4,005 requests of an older workspace: enough to fill one block of columns.
async function olderWorkspace(): Promise<WriteConnection> {
  const older = WriteConnection.memory();
  expect(await migrate(older.database, '0017-clock')).toBeNull();
  older.database.pragma('foreign_keys = OFF');
  older.database.exec(`
    INSERT INTO fact_person (id, username, username_folded, name, email, role, status, created_sequence)
      VALUES ('p', 'u', 'u', 'N', 'e@x', 'admin', 'enabled', 70000), ('f', 'v', 'v', 'M', 'e@x', 'member', 'enabled', 3);
    INSERT INTO fact_policy (id, name, name_folded, status, version, created_at, updated_at, created_sequence)
      VALUES ('q', 'P', 'p', 'active', 1, 'now', 'now', 2000000000);
  `);
  const request = older.database.prepare(
    `INSERT INTO fact_request VALUES (?, ?, ?, 'p', ?, ?, 9, 'srv', 'root', 60, ?, ?, 'q', 1, 'b', 'now', 'later', NULL, ?, NULL, 2, 1, ?, NULL, NULL)`,
  );
  const inbox = older.database.prepare('INSERT INTO fact_inbox VALUES (?, ?, 70000, ?, 2000000000, ?, 9, ?)');
  const name = older.database.prepare('INSERT INTO fact_name VALUES (?, ?, ?)');
  name.run(9, 'account', 'root');
  for (let number = 1; number <= 4_005; number += 1) {
    const status = STATUSES[number % 5] ?? 'open';
    const filed = number % 3 === 0;
    const ticket = number === 7 ? 'OPS-31' : null;
    const reason = number % 2 === 0 ? 'Nightly backup, nightly' : null;
    request.run(
      number,
      `r${number}`,
      status,
      filed ? 'f' : null,
      number + 9,
      reason,
      ticket,
      number,
      number === 4_005 ? 's' : null,
    );
    name.run(number + 9, 'resource', `srv-${number}`);
    inbox.run(number, status, filed ? 3 : null, number + 9, number === 4_005 ? 1 : 0);
  }
  older.database.exec("INSERT INTO fact_approval SELECT number, 'p', 1 FROM fact_request WHERE number < 11");
  return older;
}

describe('the eighteenth migration', () => {
  it('makes the columns and words of an older workspace as its requests would', async () => {
    const older = await olderWorkspace();
    expect(await migrate(older.database, '0018-request-list')).toBeNull();
    const [keys, status] = [emptyCells(2 * BLOCK_SIZE), new Uint8Array(2 * BLOCK_SIZE)];
    expect([...readBlocks(older, keys)]).toEqual([0]);
    readStatuses(older, status);
    for (const number of [1, 2, 3, 2_000, 3_999]) {
      const cells = [keys.requester[number], keys.policy[number], keys.resource[number], keys.account[number]];
      expect(cells).toEqual([70_000, 2_000_000_000, number + 9, 9]);
      expect(keys.filer[number]).toBe(number % 3 === 0 ? 3 : 0);
    }
    for (let number = 1; number <= 4_005; number += 1) {
      const name = STATUSES[number % 5] ?? 'open';
      expect(status[number]).toBe(name === 'open' ? 0 : CLOSED_CELLS[name]);
    }
    expect([status[0], status[4_006]]).toEqual([0, 0]);
    const found = older.database
      .prepare('SELECT rowid FROM search_request WHERE search_request MATCH ? AND rowid < 9')
      .pluck();
    expect([found.all('"nightly"'), found.all('"31"'), found.all('"o" *'), found.all('"srv"')]).toEqual([
      [2, 4, 6, 8],
      [7],
      [7],
      [],
    ]);
    const approvals = older.database.prepare('SELECT number FROM fact_approval ORDER BY number').pluck().all();
    expect(approvals).toEqual([5, 10]);
    older.close();
  });

  it('makes no columns for an empty desk, and drops the tables of earlier lists', () => {
    expect(db.database.prepare('SELECT count(*) FROM fact_request_block').pluck().get()).toBe(0);
    expect(db.database.prepare('SELECT count(*) FROM fact_request_status').pluck().get()).toBe(0);
    const names = tables(db).map(({ name }) => name);
    for (const gone of [
      'fact_inbox',
      'fact_inbox_column',
      'fact_audience',
      'fact_waiting',
      'fact_count',
      'fact_request_word',
    ])
      expect(names).not.toContain(gone);
  });
});

describe('the nineteenth migration', () => {
  it('makes of a block of keys what its requests make, and lists the requests of before', async () => {
    const older = await olderWorkspace();
    expect(await migrate(older.database, '0018-request-list')).toBeNull();
    const cells = () => {
      const keys = emptyCells(2 * BLOCK_SIZE);
      expect([...readBlocks(older, keys)]).toEqual([0]);
      return keys;
    };
    const before = cells();
    expect(await migrate(older.database, '0019-keys-of-ids')).toBeNull();
    const after = cells();
    const key = (id: string) => older.database.prepare('SELECT key FROM fact_id WHERE id = ?').pluck().get(id);
    for (const number of [1, 2, 3, 2_000, 3_999]) {
      expect([before.requester[number], before.policy[number]]).toEqual([70_000, 2_000_000_000]);
      expect([after.requester[number], after.policy[number]]).toEqual([key('p'), key('q')]);
      expect([after.resource[number], after.account[number]]).toEqual([number + 1, 1]);
      expect(after.filer[number]).toBe(number % 3 === 0 ? key('f') : 0);
    }
    const block = older.database.prepare('SELECT * FROM fact_request_block');
    const migrated = block.all();
    older.database.exec('DELETE FROM fact_request_block');
    older.database.exec('BEGIN');
    completeBlock(older.tx, 3_999);
    older.database.exec('COMMIT');
    expect(block.all()).toEqual(migrated);
    const [viewer] = older.all(build.selectFrom('fact_person').selectAll().where('username', '=', 'u'));
    if (!viewer) throw new Error('The admin is there.');
    expect(await migrate(older.database)).toBeNull();
    const page = listRequests(older, viewer, { sort: 'newest', limit: 3, stuck: true });
    expect(page?.numbers).toEqual([4_005]);
    older.close();
  });

  it('numbers ids in the order of the events that first named them, and those of one event in their own order', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0018-request-list')).toBeNull();
    older.database.exec(`
      INSERT INTO fact_event VALUES (1, 'desk.founded', 'now', 'boss'), (2, 'proposal.made', 'now', 'boss'),
        (3, 'group.created', 'later', 'boss'), (4, 'clock.advanced', 'later', NULL);
      INSERT INTO fact_event_subject VALUES ('boss', 1), ('proposal', 2), ('a group', 2), ('a group', 3), ('ann', 3);
    `);
    expect(await migrate(older.database, '0019-keys-of-ids')).toBeNull();
    const rows = (sql: string) => older.database.prepare(sql).raw().all();
    expect(rows('SELECT key, id FROM fact_id ORDER BY key')).toEqual([
      [1, 'boss'],
      [2, 'a group'],
      [3, 'proposal'],
      [4, 'ann'],
    ]);
    expect(rows('SELECT sequence, type, at, actor_key FROM fact_event ORDER BY sequence')).toEqual([
      [1, EVENT_CODES['desk.founded'], 'now', 1],
      [2, EVENT_CODES['proposal.made'], 'now', 1],
      [3, EVENT_CODES['group.created'], 'later', 1],
      [4, EVENT_CODES['clock.advanced'], 'later', null],
    ]);
    expect(rows('SELECT subject_key, sequence FROM fact_event_subject')).toEqual([
      [1, 1],
      [2, 2],
      [2, 3],
      [3, 2],
      [4, 3],
    ]);
    older.close();
  });

  it('gives each type of event the code that the catalogue of codes says', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0018-request-list')).toBeNull();
    const insert = older.database.prepare("INSERT INTO fact_event VALUES (?, ?, 'now', NULL)");
    const types = eventTypes.filter((type) => EVENT_CODES[type] <= EVENT_CODES['bypass.reviewed']);
    for (const [index, type] of types.entries()) insert.run(index + 1, type);
    expect(await migrate(older.database, '0019-keys-of-ids')).toBeNull();
    const codes = older.database.prepare('SELECT type FROM fact_event ORDER BY sequence').pluck().all();
    expect(codes).toEqual(types.map((type) => EVENT_CODES[type]));
    expect(new Set(eventTypes.map((type) => EVENT_CODES[type])).size).toBe(eventTypes.length);
    expect(eventTypes.map((type) => typeOf(EVENT_CODES[type]))).toEqual(eventTypes);
    older.close();
  });
});

describe('the twentieth migration', () => {
  it('adds no text to the requests of before, and none of them awaits an answer', async () => {
    const older = await olderWorkspace();
    expect(await migrate(older.database, '0019-keys-of-ids')).toBeNull();
    expect(await migrate(older.database)).toBeNull();
    const [viewer] = older.all(build.selectFrom('fact_person').selectAll().where('username', '=', 'u'));
    if (!viewer) throw new Error('The admin is there.');
    const listed = (awaitsAnswer: boolean) =>
      listRequests(older, viewer, { sort: 'newest', limit: 3, awaitsAnswer })?.numbers.length;
    expect([listed(true), listed(false)]).toEqual([0, 3]);
    expect(older.database.prepare('SELECT count(*) FROM fact_text').pluck().get()).toBe(0);
    older.close();
  });
});

describe('the twelfth migration', () => {
  it('counts the versions of people and groups from their events, and finds whose name another person has', async () => {
    const older = WriteConnection.memory();
    expect(await migrate(older.database, '0011-rules')).toBeNull();
    older.database.exec(`
      INSERT INTO fact_person VALUES ('p', 'u', 'u', 'Σωτήρης', 'e@x', 'member', 'enabled', 1), ('q', 'v', 'v', 'ΣΩΤΉΡΗΣ', 'e@x', 'member', 'disabled', 2), ('r', 'w', 'w', 'W', 'e@x', 'member', 'enabled', 3);
      INSERT INTO fact_group VALUES ('g', 'G', 'g', 4, NULL);
      INSERT INTO fact_event VALUES (1, 'person.created', 'now', NULL), (5, 'person.updated', 'now', NULL), (6, 'person.disabled', 'now', NULL), (7, 'group.updated', 'now', NULL), (8, 'group.updated', 'now', NULL);
      INSERT INTO fact_event_subject VALUES ('p', 1), ('p', 5), ('q', 6), ('g', 7), ('g', 8), ('p', 8);
    `);
    expect(await migrate(older.database, '0012-versions')).toBeNull();
    const people = older.database.prepare('SELECT id, version, name_folded, name_shared FROM fact_person ORDER BY id');
    expect(people.raw().all()).toEqual([
      ['p', 2, 'σωτήρησ', 1],
      ['q', 1, 'σωτήρησ', 1],
      ['r', 1, 'w', 0],
    ]);
    expect(older.database.prepare('SELECT version FROM fact_group').pluck().all()).toEqual([3]);
    older.close();
  });
});

describe('a workspace', () => {
  let directory: string;
  let store: Store;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'countersign-migration-'));
    store = await openStore(directory);
  });
  afterAll(() => {
    store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is written with a write-ahead log, synced at each commit, with foreign keys on', () => {
    const { database } = store.writer;
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('cannot be changed through its reader', () => {
    expect(() => store.reader.database.exec('INSERT INTO local_writer VALUES (1)')).toThrow(/readonly/);
  });
});
