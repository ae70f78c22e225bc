import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskEvent, EventType } from '#contract/events.ts';
import { readEvent } from '../../src-main/ledger/read.ts';
import { build, type Connection, type WriteConnection } from '../../src-main/store/connection.ts';
import { idOf } from '../../src-main/store/ids.ts';
import { project } from '../../src-main/store/project/project.ts';
import { known, Projection } from '../engine/support/projection.ts';
import { allGrants, allRequests } from './support/rows.ts';
import { emptyTables, GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let live: Connection;
let replayed: WriteConnection;
/** The same events in the tests' own projection, which shares no code with the store. */
const plain = new Projection();

beforeAll(async () => {
  live = await smallWorkspace();
  replayed = await emptyTables();
  replayed.database.exec('BEGIN');
  for (const { bytes, hash } of live.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const read = readEvent(bytes);
    if (!read.ok) throw new Error(read.what);
    project(replayed.tx, read.event, Buffer.from(hash).toString('hex'));
    follow(read.event);
  }
  replayed.database.exec('COMMIT');
}, GENERATING_MS);
afterAll(() => {
  live.close();
  replayed.close();
});

/** They change no person, group, policy, request or grant; the changes of an approved proposal follow as events. */
const OTHERS: ReadonlySet<EventType> = new Set([
  'accounts.imported',
  'clock.advanced',
  'clock.confirmed',
  'clock.corrected',
  'desk.updated',
  'deskKey.enrolled',
  'passphrase.changed',
  'proposal.made',
  'proposal.approved',
  'proposal.rejected',
  'proposal.withdrawn',
  'recovery.issued',
  'rules.adopted',
  'signin.failed',
]);

function follow(event: DeskEvent): void {
  if (event.type === 'desk.founded') {
    const { key: _, ...admin } = event.data.admin;
    plain.apply([{ type: 'person.created', data: { ...admin, role: 'admin' } }], null, event.at);
  } else if (OTHERS.has(event.type)) plain.sequence += 1;
  else plain.apply([event], event.actor, event.at);
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

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

describe('the tables that a ledger makes', () => {
  it('hold the people, with role, status and version', () => {
    const rows = replayed.all(
      build.selectFrom('fact_person').select(['id', 'username', 'name', 'email', 'role', 'status', 'version']),
    );
    const expected = [...plain.people.values()].map(({ standing: _, keyResets: __, ...person }) => person);
    expect(byId(rows)).toEqual(byId(expected));
  });

  it('hold since when each member belongs to a group, and until when', () => {
    const rows = replayed.all(
      build.selectFrom('fact_membership').select(['group_id', 'person_id', 'from_sequence', 'to_sequence']),
    );
    const expected = [...plain.groups.values()].flatMap(({ id, members }) =>
      members.map(({ personId, from, to }) => ({
        group_id: id,
        person_id: personId,
        from_sequence: from,
        to_sequence: to,
      })),
    );
    const sorted = (all: readonly (typeof rows)[number][]) => all.map((row) => JSON.stringify(row)).sort();
    expect(sorted(rows)).toEqual(sorted(expected));
  });

  it('hold each version of each policy, and the state of the policy', () => {
    const rows = replayed.all(build.selectFrom('fact_policy').select(['id', 'status', 'version', 'name']));
    const versions = replayed.all(
      build.selectFrom('fact_policy_version').select(['policy_id', 'rules']).orderBy('version'),
    );
    for (const { id, status, version, name } of rows) {
      const policy = known(plain.policies, id);
      expect({ status, version, name }).toEqual({
        status: policy.status,
        version: policy.versions.length,
        name: policy.versions.at(-1)?.name,
      });
      const rules = versions.filter(({ policy_id }) => policy_id === id).map((row): unknown => JSON.parse(row.rules));
      expect(rules).toEqual(policy.versions);
    }
    expect(rows).toHaveLength(plain.policies.size);
  });

  it('hold the progress of each request', () => {
    const rows = allRequests(replayed);
    const found = rows.map((row) => ({
      id: row.id,
      number: row.number,
      status: row.status,
      requesterId: row.requester_id,
      filedById: row.filed_by_id,
      resource: row.resource,
      account: row.account,
      submittedAt: row.submitted_at,
      closedAt: row.closed_at,
      closedSequence: row.closed_sequence,
      position: row.status === 'open' ? row.open_position : null,
      stuckBecause: row.stuck_because,
      cancelledById: row.cancelled_by_id,
    }));
    const expected = [...plain.requests.values()].map((request) => ({
      id: request.id,
      number: request.number,
      status: request.status,
      requesterId: request.requesterId,
      filedById: request.filedById,
      resource: request.resource,
      account: request.account,
      submittedAt: request.submittedAt,
      closedAt: request.closedAt,
      closedSequence: request.closedSequence,
      position: request.status === 'open' ? request.openPosition : null,
      stuckBecause: request.stuckBecause,
      cancelledById: request.cancelledById,
    }));
    expect(byId(found)).toEqual(byId(expected));
    expect(new Set(found.map(({ status }) => status)).size).toBe(5);
  });

  it('hold every decision, by whom and when', () => {
    const numbers = new Map([...plain.requests.values()].map(({ number, decisions }) => [number, decisions]));
    const rows = replayed.all(
      build
        .selectFrom('fact_decision')
        .selectAll()
        .select((e) => idOf(e.ref('person_key')).as('person_id'))
        .orderBy('sequence'),
    );
    for (const [number, decisions] of numbers) {
      const own = rows.filter((row) => row.number === number);
      expect(
        own.map(({ position, person_id, decision, comment, at, sequence }) => ({
          position,
          personId: person_id,
          decision,
          comment,
          at,
          sequence,
        })),
      ).toEqual(decisions);
    }
    expect(rows).toHaveLength([...numbers.values()].flat().length);
  });

  it('hold every text of a thread, and which open requests await an answer', () => {
    const requests = [...plain.requests.values()];
    const rows = replayed.all(build.selectFrom('fact_text').selectAll().orderBy('number').orderBy('sequence'));
    const written = requests.flatMap(({ number, thread }) => {
      return thread.map(({ sequence, text }) => ({ number, sequence, text }));
    });
    expect(written.length).toBeGreaterThan(50);
    expect(rows).toEqual(written.sort((a, b) => a.number - b.number || a.sequence - b.sequence));
    const unanswered = replayed.numbers(build.selectFrom('fact_unanswered').select('number').orderBy('number'));
    const asked = requests.filter(({ status, thread }) => status === 'open' && thread.at(-1)?.kind === 'question');
    expect(unanswered).toEqual(asked.map(({ number }) => number).sort((a, b) => a - b));
    expect(unanswered.length).toBeGreaterThan(0);
  });

  it('hold which grants there are, and how each ended', () => {
    const rows = allGrants(replayed).map(({ id, status, person_id, starts_at, expires_at, ended_at }) => ({
      id,
      status,
      person_id,
      starts_at,
      expires_at,
      ended_at,
    }));
    const expected = [...plain.grants.values()].map((grant) => ({
      id: grant.id,
      status: grant.status,
      person_id: grant.person.id,
      starts_at: grant.startsAt,
      expires_at: grant.expiresAt,
      ended_at: grant.endedAt,
    }));
    expect(byId(rows)).toEqual(byId(expected));
    expect(rows.length).toBeGreaterThan(500);
  });
});

describe('projecting a ledger again', () => {
  it('makes the same rows in every table of facts', () => {
    expect(factTables().length).toBeGreaterThan(20);
    for (const table of factTables()) {
      const expected = rows(live, table);
      // 2,000 requests fill no block of keys; the migration tests fill one.
      if (table !== 'fact_request_block') expect(expected.length, table).toBeGreaterThan(0);
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

  it('leaves no dangling reference', () => {
    for (const connection of [live, replayed]) expect(connection.database.pragma('foreign_key_check')).toEqual([]);
  });

  it('gives each version of a policy the numbers of the requests filed under it', () => {
    const outside = live.database
      .prepare(
        `SELECT count(*) FROM fact_request r
         JOIN fact_policy p ON p.id_key = r.policy_key
         JOIN fact_policy_version v ON v.policy_id = p.id AND v.version = r.policy_version
         LEFT JOIN fact_policy_version n ON n.policy_id = p.id AND n.version = r.policy_version + 1
         WHERE r.number < v.from_number OR r.number >= n.from_number`,
      )
      .pluck()
      .get();
    expect(outside).toBe(0);
  });
});
