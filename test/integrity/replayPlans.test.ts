import { expect, it } from 'vitest';
import { replayVerifier } from '../../src-main/desk/authorization/replayVerifier.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { build, WriteConnection } from '../../src-main/store/connection.ts';
import { replay } from '../../src-main/store/integrity/replay.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { DEFAULTS, fill } from '../support/generator/generate.ts';

// Tables that grow with the ledger. The replay makes them without most of their indexes.
const SCANS = /SCAN (fact_event|fact_event_subject|fact_request|fact_decision|fact_grant|e|b)\b(?! USING)/;

it('a replay scans no table that grows with the ledger, although it makes few of their indexes', async () => {
  const ledger = WriteConnection.memory();
  await migrate(ledger.database);
  fill(ledger, { ...DEFAULTS, requests: 800, people: 120, days: 8, kind: 'real' });
  const replayed = await replay();
  const { database } = replayed.made;
  const asked = new Set<string>();
  const prepare = database.prepare.bind(database);
  const noted: typeof database.prepare = (sql: string) => {
    asked.add(sql);
    return prepare(sql);
  };
  database.prepare = noted;
  const judge = replayVerifier(replayed.made);
  const chain = checker();
  for (const row of ledger.all(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const { event } = chain.next(row);
    if (!event) throw new Error('A generated event can be read.');
    expect(judge.next(event)).toEqual([]);
    expect(replayed.project(event, chain.head.hash ?? '')).toBeNull();
  }
  expect(judge.end()).toEqual([]);
  expect(asked.size).toBeGreaterThan(40);
  // The plan of an insertion has the scans by which foreign keys would look for rows that were waiting for it; none ever is.
  const read = [...asked].filter((sql) => !/^insert/i.test(sql));
  const scanning = read.filter((sql) =>
    prepare<(string | null)[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...valuesFor(sql))
      .some(({ detail }) => SCANS.test(detail)),
  );
  expect(scanning).toEqual([]);
  replayed.close();
  ledger.close();
});

// SQLite takes a partial index if the status that is bound allows it.
function valuesFor(sql: string): (string | null)[] {
  const status = sql.includes('"fact_grant"') ? 'active' : 'open';
  return sql
    .split('?')
    .slice(0, -1)
    .map((before) => (before.endsWith('"status" = ') ? status : null));
}
