import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../src-main/store/connection.ts';
import { planOf } from './support/recorder.ts';
import { emptyTables } from './support/workspace.ts';

let db: Connection;

beforeAll(async () => {
  db = await emptyTables();
});
afterAll(() => db.close());

describe('what the rules require to be unique', () => {
  const insertPerson = (id: string, folded: string, sequence: number) =>
    db.database
      .prepare(
        "INSERT INTO fact_person (id, username, username_folded, name, email, role, status, created_sequence) VALUES (?, ?, ?, 'N', 'e@x', 'member', 'enabled', ?)",
      )
      .run(id, folded, folded, sequence);
  const insertGroup = (id: string, folded: string, sequence: number, removed: number | null) =>
    db.database
      .prepare(
        'INSERT INTO fact_group (id, name, name_folded, created_sequence, removed_sequence) VALUES (?, ?, ?, ?, ?)',
      )
      .run(id, folded, folded, sequence, removed);

  it('cannot be in the tables twice: usernames, names of existing groups', () => {
    insertPerson('p1', 'anna', 1);
    expect(() => insertPerson('p2', 'anna', 2)).toThrow(/UNIQUE/);
    insertGroup('g1', 'owners', 3, 9);
    insertGroup('g2', 'owners', 4, null);
    expect(() => insertGroup('g3', 'owners', 5, null)).toThrow(/UNIQUE/);
  });

  it('must refer to an existing status and an existing person', () => {
    expect(() => db.database.prepare("UPDATE fact_person SET status = 'gone'").run()).toThrow(/CHECK/);
    expect(() => db.database.prepare("INSERT INTO fact_standing VALUES ('nobody', 1, NULL)").run()).toThrow(
      /FOREIGN KEY/,
    );
    expect(() => db.database.prepare("INSERT INTO fact_event VALUES (1, '5', 'x', NULL)").run()).not.toThrow();
    expect(() => db.database.prepare("INSERT INTO fact_event VALUES ('one', 't', 'x', NULL)").run()).toThrow(
      /datatype/,
    );
  });
});

describe('each index', () => {
  // The purpose of each index: a query, and the index that must answer it.
  const uses: Record<string, string> = {
    fact_event_by_type: 'SELECT sequence FROM fact_event WHERE type = 1 ORDER BY sequence DESC',
    fact_event_by_actor: 'SELECT sequence FROM fact_event WHERE actor_key = 1 ORDER BY sequence DESC',
    fact_person_by_role: "SELECT count(*) FROM fact_person WHERE role = 'admin' AND status = 'enabled'",
    fact_person_word_by_person: 'DELETE FROM fact_person_word WHERE person_key = 1',
    fact_enrolment_open: "SELECT key_id FROM fact_enrolment WHERE person_id = 'p' AND ended_sequence IS NULL",
    fact_key_by_person: "SELECT id FROM fact_key WHERE person_id = 'p'",
    fact_group_by_name: "SELECT id FROM fact_group WHERE name_folded = 'g' AND removed_sequence IS NULL",
    fact_membership_by_group: "SELECT person_id FROM fact_membership WHERE group_id = 'g'",
    fact_policy_by_status: "SELECT name_folded FROM fact_policy WHERE status = 'active' ORDER BY name_folded",
    fact_policy_ref_by_principal: "SELECT policy_id, version FROM fact_policy_ref WHERE principal = 'g'",
    fact_request_due:
      "SELECT number FROM fact_request WHERE status = 'open' AND expires_at <= 'x' ORDER BY expires_at, number",
    fact_request_open_by_policy:
      "SELECT number FROM fact_request WHERE policy_key = 1 AND policy_version = 1 AND status = 'open'",
    fact_request_open_once: "SELECT id_key FROM fact_request WHERE requester_key = 1 AND status = 'open'",
    fact_person_by_key: 'SELECT username FROM fact_person WHERE id_key = 1',
    fact_policy_by_key: 'SELECT name FROM fact_policy WHERE id_key = 1',
    fact_person_by_name: "SELECT id FROM fact_person WHERE name_folded = 'anna'",
    fact_proposal_status: "SELECT number FROM fact_proposal WHERE status = 'open' AND number < 9 ORDER BY number DESC",
    fact_grant_by_status: "SELECT sequence FROM fact_grant WHERE status = 'expired' ORDER BY sequence DESC",
    fact_grant_by_person:
      "SELECT sequence FROM fact_grant WHERE person_key = 1 AND status = 'expired' ORDER BY sequence DESC",
    fact_grant_ending_by_person:
      "SELECT sequence FROM fact_grant WHERE person_key = 1 AND status = 'active' AND expires_at <= 'x' ORDER BY expires_at, sequence",
    local_notice_by_person:
      'SELECT number FROM local_notice INDEXED BY local_notice_by_person WHERE person_id = 1 AND number < 9 ORDER BY number DESC',
    local_notice_unread: 'SELECT number FROM local_notice WHERE person_id = 1 AND read = 0 ORDER BY number DESC',
    fact_grant_due:
      "SELECT id_key FROM fact_grant INDEXED BY fact_grant_due WHERE status = 'active' AND expires_at <= 'x' ORDER BY expires_at, sequence",
    fact_grant_active:
      "SELECT expires_at FROM fact_grant WHERE person_key = 1 AND resource_id = 1 AND account_id = 1 AND status = 'active' ORDER BY expires_at DESC",
    fact_grant_unreviewed:
      'SELECT sequence FROM fact_grant WHERE bypass_reason IS NOT NULL AND reviewed_at IS NULL ORDER BY sequence DESC',
    fact_grant_bypass_by_person:
      'SELECT sequence FROM fact_grant WHERE person_key = 1 AND bypass_reason IS NOT NULL ORDER BY sequence DESC',
    fact_grant_reviewed:
      'SELECT sequence FROM fact_grant WHERE bypass_reason IS NOT NULL AND reviewed_at IS NOT NULL ORDER BY sequence DESC',
  };

  it.each(Object.entries(uses))('%s answers its query without sorting', (index, query) => {
    const plan = planOf(db, { sql: query, parameters: [] }).join('\n');
    expect(plan).toMatch(new RegExp(`\\b${index}\\b`));
    expect(plan).not.toMatch(/TEMP B-TREE/);
  });

  it('is in this list, or only keeps a value unique', () => {
    const made = db.database
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
      )
      .all()
      .map(({ name }) => name);
    expect(made.filter((name) => !Object.hasOwn(uses, name))).toEqual(['fact_membership_current']);
  });
});
