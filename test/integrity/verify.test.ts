import { setImmediate as breathe } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { append, EMPTY } from '../../src-main/ledger/append.ts';
import { ReadConnection, WriteConnection } from '../../src-main/store/connection.ts';
import { rawQuery } from '../../src-main/store/integrity/rows.ts';
import { verifyWorkspace } from '../../src-main/store/integrity/verify.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { ADMIN, keyOf, type LedgerBuilder, ledgerBuilder, person, request } from '../ledger/ledgerBuilder.ts';
import { BOB, richScenario } from '../ledger/rich.ts';
import { contentsOf, folder, openWith, refusals, verifyFolder, writeWorkspace } from './workspace.ts';

const rich = richScenario();

/** The problems found after a generated workspace was changed directly in its file. */
async function foundAfter(
  change: string | ((database: Database.Database) => void),
  told: LedgerBuilder = rich,
): Promise<string[]> {
  const directory = folder();
  const writer = WriteConnection.open(await writeWorkspace(directory, told));
  for (const pragma of ['foreign_keys = OFF', 'ignore_check_constraints = ON']) writer.database.pragma(pragma);
  if (typeof change === 'string') writer.database.exec(change);
  else change(writer.database);
  writer.close();
  const before = contentsOf(directory);
  const verified = await verifyFolder(directory);
  expect(contentsOf(directory)).toEqual(before);
  return typeof verified === 'string' ? [verified] : verified.problems.map(({ what }) => what);
}

describe('a value changed by SQL is reported with table, row and column', () => {
  it.each([
    [
      "UPDATE fact_person SET role = 'admin' WHERE username = 'bob'",
      /^fact_person: in the row id ".*", role is not what/,
    ],
    [
      "UPDATE fact_grant SET expires_at = '2027-01-01T00:00:00.000Z', status = 'active' WHERE sequence = (SELECT min(sequence) FROM fact_grant)",
      /^fact_grant: in the row sequence "\d+", status, expires_at are not what/,
    ],
    [
      'UPDATE fact_request SET justification = NULL WHERE number = 1',
      /^fact_request: in the row number "1", justification is not/,
    ],
    [
      "UPDATE fact_request SET stuck_because = '' WHERE number = 1",
      /^fact_request: in the row number "1", stuck_because is not/,
    ],
    [
      "UPDATE fact_decision SET decision = 'approved' WHERE decision = 'rejected'",
      /^fact_decision: .*, decision is not/,
    ],
    [
      'DELETE FROM fact_request_status',
      /^fact_request_status: the row block "0" is missing, although an event of the ledger makes it\.$/,
    ],
    [
      'INSERT INTO fact_approval VALUES (4, 77, 1)',
      /^fact_approval: the row number "4", person_key "77", position "1" exists, but/,
    ],
    [
      'UPDATE fact_request_status SET cells = zeroblob(4000)',
      /^fact_request_status: in the row block "0", cells is not what the ledger says/,
    ],
    ["UPDATE fact_desk SET kind = 'real'", /^fact_desk: in the row id "1", kind is not/],
    [
      'UPDATE fact_event SET actor_key = NULL WHERE sequence = 2',
      /^fact_event: in the row sequence "2", actor_key is not/,
    ],
    [
      "UPDATE fact_id SET id = '01943aa0-bc00-779b-aaff-3e49dddb9352' WHERE key = 1",
      /^fact_id: in the row key "1", id is not what/,
    ],
    [
      'UPDATE fact_request SET requester_key = (SELECT max(id_key) FROM fact_person) WHERE number = 1',
      /^fact_request: in the row number "1", requester_key is not what/,
    ],
    [
      'UPDATE fact_event SET type = type + 1 WHERE sequence = 2',
      /^fact_event: in the row sequence "2", type is not what/,
    ],
    [
      'DELETE FROM fact_event_subject WHERE sequence = 2',
      /^fact_event_subject: the row subject_key "\d+", sequence "2" is missing/,
    ],
    ["INSERT INTO search_request (rowid, words) VALUES (99, 'smuggled')", /^search_request.*99/],
    [
      'UPDATE local_key SET private_key = zeroblob(48)',
      /^The private key kept as [0-9a-f]{64} is not the one that was enrolled\.$/,
    ],
    [
      `UPDATE local_key SET person_id = '${BOB}' WHERE person_id IS NULL`,
      /^The private key [0-9a-f]{64} is kept for a person who did not enrol it/,
    ],
    [
      "UPDATE local_key SET id = 'x' WHERE person_id IS NULL",
      /^A private key is kept as x, but no such key was enrolled\.$/,
    ],
    ['UPDATE ledger SET hash = zeroblob(32) WHERE sequence = 5', /^Event 5: Its hash is not the hash of its bytes\.$/],
    ['DELETE FROM ledger WHERE sequence = 5', /^Event 6: Event 5 is missing before it\.$/],
  ])('%s', async (sql, wanted) => {
    const said = await foundAfter(sql);
    expect(said.find((what) => wanted.test(what)) ?? said).toMatch(wanted);
  });

  it('a word of a request moved to another request', async () => {
    const said = await foundAfter(
      "INSERT INTO search_request (search_request, rowid, words) VALUES ('delete', 1, 'ops index neu aufbauen nummer')",
    );
    expect(said.join()).toMatch(/search_request/);
  });

  it.each(['search_request', 'search_grant'])('prefixes of words taken out of %s', async (index) => {
    const said = await foundAfter((database) => {
      const schema = database
        .prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?')
        .pluck()
        .get(index);
      const twin = new Database(':memory:');
      twin.exec((schema ?? '').replace(/, prefix = '[0-9 ]+'/, ''));
      database.exec(`CREATE VIRTUAL TABLE temp.planted USING fts5vocab(main, ${index}, instance)`);
      const words = database.prepare<[], { doc: number; words: string }>(
        "SELECT doc, group_concat(term, ' ') AS words FROM temp.planted GROUP BY doc ORDER BY doc",
      );
      for (const { doc, words: all } of words.iterate())
        twin.prepare(`INSERT INTO ${index} (rowid, words) VALUES (?, ?)`).run(BigInt(doc), all);
      database.exec('DROP TABLE temp.planted');
      database.unsafeMode(true);
      for (const table of [`${index}_data`, `${index}_idx`]) {
        database.exec(`DELETE FROM ${table}`);
        const rows = twin.prepare<[], unknown[]>(`SELECT * FROM ${table}`).safeIntegers().raw().all();
        for (const row of rows)
          database.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join(', ')})`).run(...row);
      }
      database.unsafeMode(false);
      twin.close();
    });
    expect(said).toEqual([
      `${index}: its lists of words and prefixes differ from those that the ledger makes, although each row has the right words.`,
    ]);
  });

  it('a schema changed by SQL', async () => {
    expect((await foundAfter('CREATE TRIGGER t AFTER INSERT ON ledger BEGIN SELECT 1; END')).join()).toMatch(
      /^sqlite_schema: the row type "trigger", name "t" exists, /,
    );
    expect((await foundAfter('DROP INDEX fact_request_open_once')).join()).toMatch(
      /"fact_request_open_once" is missing/,
    );
  });

  it('and is the same with statistics', async () => {
    const directory = folder();
    const { writer, close } = await openWith(directory, rich);
    writer.database.exec('ANALYZE');
    writer.database.exec('DELETE FROM local_schema');
    writer.database.exec('INSERT INTO local_schema SELECT schema_version FROM pragma_schema_version');
    close();
    expect(await refusals(directory)).toEqual([]);
  });
});

describe('a ledger that is well signed but impossible', () => {
  const found = async (told: LedgerBuilder): Promise<readonly { sequence: number; what: string }[]> => {
    const db = WriteConnection.memory();
    await migrate(db.database);
    for (const { stored } of told.told)
      db.database
        .prepare('INSERT INTO ledger VALUES (?, ?, ?, ?)')
        .run(stored.sequence, stored.bytes, stored.hash, stored.signature);
    const { problems } = await verifyWorkspace(db);
    db.close();
    return problems;
  };

  it('about a request that was never submitted', async () => {
    const told = ledgerBuilder();
    told.tell({ type: 'request.stuck', data: { requestId: request(1), because: 'x' } }, ADMIN);
    expect(await found(told)).toContainEqual({
      sequence: 2,
      what: `Event 2: It contradicts the events before it (An event is about request ${request(1)}, which was never submitted.).`,
    });
  });

  it('about a person twice', async () => {
    const told = ledgerBuilder();
    const data = { id: person(2), username: 'Admin', name: 'x', email: 'x@y', role: 'member' } as const;
    told.tell({ type: 'person.created', data }, ADMIN);
    expect((await found(told)).map(({ what }) => what).join()).toMatch(
      /Event 2: It contradicts the events before it \(UNIQUE/,
    );
  });

  it('from its first event on', async () => {
    const told = ledgerBuilder();
    const first = append(
      EMPTY,
      { type: 'clock.advanced', data: { seconds: 1 } },
      '2026-01-01T00:00:00.000Z',
      ADMIN,
      keyOf('x').signer,
    );
    const whats = (await found({ ...told, told: [first] })).map(({ what }) => what);
    expect(whats).toContain('Event 1: A ledger begins with its founding event, and has no other one.');
  });
});

describe('a verification', () => {
  it('compares the end of the ledger with a saved head', async () => {
    const directory = folder();
    const { reader, close } = await openWith(directory, rich);
    const expected = (sequence: number, hash: string) => verifyWorkspace(reader, { expectedHead: { sequence, hash } });
    for (const { head } of rich.told.slice(-3)) expect((await expected(head.sequence, head.hash ?? '')).ok).toBe(true);
    const end = rich.told.length;
    expect((await expected(end, '0'.repeat(64))).problems).toEqual([
      { sequence: end, what: `Event ${end}: It is not the event of the checkpoint.` },
    ]);
    expect((await expected(end + 2, '0'.repeat(64))).problems).toEqual([
      { sequence: 0, what: `The ledger ends with event ${end}, but the checkpoint is event ${end + 2}.` },
    ]);
    const { hash } = rich.told.at(-1)?.head ?? { hash: '' };
    const known = { desk: '0'.repeat(64), sequence: end, hash: hash ?? '' };
    expect((await verifyWorkspace(reader, { expectedHead: known })).problems).toEqual([
      { sequence: 0, what: expect.stringMatching(/^This is not the desk of the checkpoint: /) },
    ]);
    close();
  });

  it('reports the event of a saved head as missing, wherever it was', async () => {
    const directory = folder();
    const { reader, writer, close } = await openWith(directory, rich);
    writer.database.exec('DELETE FROM ledger WHERE sequence = 5');
    const expectedHead = { sequence: 5, hash: '0'.repeat(64) };
    expect((await verifyWorkspace(reader, { expectedHead })).problems).toContainEqual({
      sequence: 5,
      what: 'Event 5, which the checkpoint names, is missing.',
    });
    close();
  });

  it('asks the authority about every event before the event changes the tables that the authority reads', async () => {
    const { reader, close } = await openWith(folder(), rich);
    const asked: number[] = [];
    const { problems } = await verifyWorkspace(reader, {
      authority: (made) => ({
        next({ sequence }) {
          const newest = made.first(
            rawQuery<{ newest: number | null }>('SELECT max(sequence) AS newest FROM fact_event'),
          );
          asked.push(sequence);
          expect(newest?.newest ?? 0).toBe(sequence - 1);
          return sequence === 3 ? [{ sequence, what: 'Event 3: It is a lie.' }] : [];
        },
        readTables: () => undefined,
        end: () => [{ sequence: rich.told.length, what: 'It ends here.' }],
      }),
    });
    // After the first problem, the check starts again.
    expect(asked).toEqual([1, 2, 3, ...rich.told.map(({ event }) => event.sequence)]);
    expect(problems).toEqual([
      { sequence: 3, what: 'Event 3: It is a lie.' },
      { sequence: rich.told.length, what: 'It ends here.' },
    ]);
    close();
  });

  it('ends early if it is told to', async () => {
    const { reader, close } = await openWith(folder(), rich);
    const ended = new AbortController();
    const checking = verifyWorkspace(reader, { yieldEvery: 1, signal: ended.signal });
    ended.abort(new Error('enough'));
    await expect(checking).rejects.toThrow('enough');
    expect(reader.database.inTransaction).toBe(false);
    close();
  });

  it('lists a hundred problems and says that there are more', async () => {
    const said = await foundAfter('UPDATE ledger SET hash = zeroblob(32), signature = zeroblob(64)');
    expect(said).toHaveLength(101);
    expect(said.at(-1)).toBe('There are more problems than these 100.');
  });

  it('lets other processes write meanwhile, and sees one state throughout', async () => {
    const directory = folder();
    const { file, writer, close } = await openWith(directory, rich);
    const reader = ReadConnection.open(file);
    const checking = verifyWorkspace(reader, { yieldEvery: 1 });
    let turns = 0;
    let done = false;
    void checking.finally(() => (done = true));
    while (!done) {
      await breathe();
      turns += 1;
      if (turns === 20) writer.database.exec("UPDATE fact_person SET name = 'Mallory'");
    }
    expect(turns).toBeGreaterThan(100);
    expect((await checking).ok).toBe(true);
    expect((await verifyWorkspace(reader)).ok).toBe(false);
    reader.close();
    close();
  });

  it('leaves the connection in its earlier state', async () => {
    const { reader, close } = await openWith(folder(), rich);
    await verifyWorkspace(reader);
    expect(reader.database.inTransaction).toBe(false);
    expect(reader.all(rawQuery('SELECT * FROM temp.sqlite_schema'))).toEqual([]);
    close();
  });

  it('reports a workspace without a desk as empty', async () => {
    const directory = folder();
    const { reader, close } = await openWith(directory, { ...rich, told: [] });
    expect(await verifyWorkspace(reader)).toEqual({
      ok: false,
      length: 0,
      head: '',
      problems: [{ sequence: 0, what: 'The ledger is empty: not even the founding event is there.' }],
      warnings: [],
    });
    close();
    expect(await verifyFolder(directory)).toMatchObject({ ok: false, length: 0 });
  });
});
