import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvent } from '../../src-main/ledger/read.ts';
import { build, type Connection, type WriteConnection } from '../../src-main/store/connection.ts';
import { project } from '../../src-main/store/project/project.ts';
import { emptyTables, GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let live: Connection;
let replayed: WriteConnection;

beforeAll(async () => {
  live = await smallWorkspace();
  replayed = await emptyTables();
  replayed.database.exec('BEGIN');
  for (const { bytes, hash } of live.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const read = readEvent(bytes);
    if (!read.ok) throw new Error(read.what);
    project(replayed.tx, read.event, Buffer.from(hash).toString('hex'));
  }
  replayed.database.exec('COMMIT');
}, GENERATING_MS);
afterAll(() => {
  live.close();
  replayed.close();
});

function factTables(): string[] {
  return live.database
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'fact_*' ORDER BY name",
    )
    .all()
    .map(({ name }) => name);
}

function rows(connection: Connection, table: string): unknown[] {
  const columns = connection.database
    .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => name);
  return connection.database
    .prepare(`SELECT * FROM ${table} ORDER BY ${columns.join(', ')}`)
    .raw()
    .all();
}

describe('projecting a ledger again', () => {
  it('makes the same rows in every table of facts', () => {
    expect(factTables().length).toBeGreaterThan(20);
    for (const table of factTables()) {
      const expected = rows(live, table);
      expect(expected.length, table).toBeGreaterThan(0);
      expect(rows(replayed, table), table).toEqual(expected);
    }
  });

  it.each(['search_request', 'search_grant', 'search_account'])('makes the same words in %s', (index) => {
    const words = (connection: Connection) => {
      const { database } = connection;
      database.exec(`CREATE VIRTUAL TABLE temp.${index}_words USING fts5vocab(main, ${index}, row)`);
      return database.prepare(`SELECT term, doc FROM temp.${index}_words ORDER BY term`).raw().all();
    };
    const expected = words(live);
    expect(expected.length).toBeGreaterThan(100);
    expect(words(replayed)).toEqual(expected);
  });

  it('leaves no reference to what is not there', () => {
    for (const connection of [live, replayed]) expect(connection.database.pragma('foreign_key_check')).toEqual([]);
  });

  it('repeats in the inbox what each request says', () => {
    const differing = live.database
      .prepare(
        `SELECT count(*) FROM fact_request r
         JOIN fact_person q ON q.id = r.requester_id
         JOIN fact_policy p ON p.id = r.policy_id
         LEFT JOIN fact_person f ON f.id = r.filed_by_id
         LEFT JOIN fact_inbox i ON i.number = r.number
         WHERE i.number IS NULL OR (i.status, i.requester, i.policy, i.resource, i.account, i.stuck)
           IS NOT (r.status, q.created_sequence, p.created_sequence, r.resource_id, r.account_id, r.stuck_because IS NOT NULL)
           OR i.filer IS NOT f.created_sequence`,
      )
      .pluck()
      .get();
    expect(differing).toBe(0);
  });

  it('gives each version of a policy the numbers of the requests filed under it', () => {
    const outside = live.database
      .prepare(
        `SELECT count(*) FROM fact_request r
         JOIN fact_policy_version v ON v.policy_id = r.policy_id AND v.version = r.policy_version
         LEFT JOIN fact_policy_version n ON n.policy_id = r.policy_id AND n.version = r.policy_version + 1
         WHERE r.number < v.from_number OR r.number >= n.from_number`,
      )
      .pluck()
      .get();
    expect(outside).toBe(0);
  });
});
