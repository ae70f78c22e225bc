import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestSorts, requestStatuses } from '#contract/requests.ts';
import { readEvent } from '../../src-main/ledger/read.ts';
import { build, ReadConnection, WriteConnection } from '../../src-main/store/connection.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { project } from '../../src-main/store/project/project.ts';
import { insertEvent } from '../../src-main/store/queries/desk.ts';
import type { RequestFilters } from '../../src-main/store/requestList/filter.ts';
import { countRequests, listRequests } from '../../src-main/store/requestList/lists.ts';
import type { PersonRow } from '../../src-main/store/schema.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { cachedWorkspace } from '../support/generator/cached.ts';
import { type Random, seeded } from '../support/generator/random.ts';
import { Reference } from './support/reference.ts';
import { GENERATING_MS } from './support/workspace.ts';

let directory: string;
let original: ReadConnection;
let writer: WriteConnection;
let reader: ReadConnection;

beforeAll(async () => {
  const made = await cachedWorkspace({ requests: 700, days: 7, people: 60, kind: 'real', seed: 5 });
  original = ReadConnection.open(join(made, WORKSPACE_FILE));
  directory = mkdtempSync(join(tmpdir(), 'countersign-refresh-'));
  writer = WriteConnection.open(join(directory, WORKSPACE_FILE));
  writer.database.pragma('synchronous = OFF');
  expect(await migrate(writer.database)).toBeNull();
  reader = ReadConnection.open(join(directory, WORKSPACE_FILE));
}, GENERATING_MS);
afterAll(() => {
  original.close();
  reader.close();
  writer.close();
  rmSync(directory, { recursive: true, force: true });
});

// Applies the ledger of the desk in transactions of limited size; answers the time of the last event.
function* turns(random: Random): Generator<string, void> {
  let left = 0;
  let at = '';
  writer.database.exec('BEGIN');
  for (const stored of original.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const read = readEvent(stored.bytes);
    if (!read.ok) throw new Error(read.what);
    insertEvent(writer.tx, stored);
    project(writer.tx, read.event, Buffer.from(stored.hash).toString('hex'));
    ({ at } = read.event);
    left -= 1;
    if (left > 0) continue;
    writer.database.exec('COMMIT');
    yield at;
    writer.database.exec('BEGIN');
    left = 1 + random.int(random.chance(0.5) ? 12 : 300);
  }
  writer.database.exec('COMMIT');
  yield at;
}

function askedOf({ requests }: Reference, random: Random): RequestFilters[] {
  if (requests.length === 0) return [{}];
  const one = random.pick(requests);
  return [
    {},
    { waitingOnMe: true },
    { stuck: true },
    { stuck: false, status: 'open' },
    { status: random.pick([...requestStatuses]) },
    { requesterId: one.requester_id, status: 'approved' },
    { policyId: one.policy_id },
    { resource: `${one.resource.slice(0, 4)}*` },
    { text: 'nightly' },
    { text: one.resource.slice(0, one.resource.length - 1) },
  ];
}

describe('a connection that reads while others write', () => {
  it(
    'answers after each change what a scan of every row answers, as of any moment',
    () => {
      const random = seeded(11);
      const seen = { waiting: 0, stuck: 0, expired: 0, turns: 0 };
      for (const at of turns(random)) {
        seen.turns += 1;
        // Sometimes requests have expired unrecorded, and sometimes the clock was set back.
        const asOf = new Date(Date.parse(at) + (random.int(5) - 1) * 3_600_000).toISOString();
        const reference = new Reference(writer, asOf);
        seen.expired += countExpired(asOf);
        const viewers: PersonRow[] = [random.pick(reference.people), random.pick(reference.people)];
        for (const viewer of viewers)
          for (const filters of askedOf(reference, random)) {
            const sort = random.pick([...requestSorts]);
            const expected = reference.list(viewer, filters, sort);
            const page = reader.readAsOf(asOf, () => listRequests(reader, viewer, { ...filters, sort, limit: 40 }));
            expect(page?.numbers, JSON.stringify([at, asOf, viewer.username, filters, sort])).toEqual(
              expected.slice(0, 40),
            );
            const counts = reader.readAsOf(asOf, () => countRequests(reader, viewer, filters));
            expect(counts).toEqual(reference.counts(viewer, filters));
            seen.waiting += counts.waitingOnMe;
            if (filters.stuck === true) seen.stuck += counts.open;
          }
      }
      expect(seen.turns).toBeGreaterThan(25);
      expect(Math.min(seen.waiting, seen.stuck, seen.expired)).toBeGreaterThan(15);
    },
    GENERATING_MS,
  );

  it('was tested on a desk with key resets, leavers and returners', () => {
    const count = (sql: string) => writer.database.prepare<[], number>(sql).pluck().get();
    expect(count('SELECT count(*) FROM fact_key_reset')).toBeGreaterThan(5);
    expect(
      count('SELECT count(*) FROM (SELECT 1 FROM fact_membership GROUP BY person_id, group_id HAVING count(*) > 1)'),
    ).toBeGreaterThan(5);
  });
});

// The number of requests that have expired as of a moment, unrecorded.
function countExpired(asOf: string): number {
  const open = build.selectFrom('fact_request').select('number').where('status', '=', 'open');
  return writer.all(open.where('expires_at', '<=', asOf)).length;
}
