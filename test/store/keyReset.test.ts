import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, type Connection } from '../../src-main/store/connection.ts';
import { loadDirectory } from '../../src-main/store/queries/directory.ts';
import { listEnrolments } from '../../src-main/store/queries/enrolments.ts';
import { countRequests, listRequests } from '../../src-main/store/requestList/lists.ts';
import { deskBuilder } from './support/deskBuilder.ts';
import { Reference } from './support/reference.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

describe('the list of requests waiting for a person whose key was reset', () => {
  it('has only requests filed after the newest reset, in the list and in the count; the person still sees the rest', async () => {
    const desk = await deskBuilder();
    const { admin, connection } = desk;
    const zoe = desk.person('zoe', 'Zoë');
    const waiting = () => ({
      list: listRequests(connection, admin, { waitingOnMe: true, sort: 'newest', limit: 50 })?.numbers,
      oldest: listRequests(connection, admin, { waitingOnMe: true, sort: 'oldest', limit: 1 })?.numbers,
      count: countRequests(connection, admin, {}).waitingOnMe,
      open: countRequests(connection, admin, { status: 'open' }).open,
    });
    desk.resetKey(admin.id);
    desk.request({ by: zoe, resource: 'a', account: 'root' });
    desk.request({ by: zoe, resource: 'b', account: 'root' });
    expect(waiting()).toEqual({ list: [2, 1], oldest: [1], count: 2, open: 2 });
    desk.resetKey(admin.id);
    expect(waiting()).toEqual({ list: [], oldest: [], count: 0, open: 2 });
    desk.request({ by: zoe, resource: 'c', account: 'root' });
    desk.request({ by: zoe, resource: 'd', account: 'root' });
    expect(waiting()).toEqual({ list: [4, 3], oldest: [3], count: 2, open: 4 });
    desk.resetKey(zoe);
    expect(waiting()).toEqual({ list: [4, 3], oldest: [3], count: 2, open: 4 });
    desk.resetKey(admin.id);
    expect(waiting()).toEqual({ list: [], oldest: [], count: 0, open: 4 });
    connection.close();
  });
});

describe('a desk with key resets', () => {
  let db: Connection;
  let reference: Reference;
  beforeAll(async () => {
    db = await smallWorkspace();
    reference = new Reference(db);
  }, GENERATING_MS);
  afterAll(() => db.close());

  it('answers each person the same waiting requests as a scan of every row', () => {
    const reset = new Set(db.all(build.selectFrom('fact_key_reset').select('person_id')).map((row) => row.person_id));
    expect(reset.size).toBeGreaterThan(20);
    const concerned = reference.people.filter(({ id }) => reset.has(id));
    for (const viewer of concerned) {
      const page = listRequests(db, viewer, { waitingOnMe: true, sort: 'newest', limit: 200 });
      expect(page?.numbers).toEqual(reference.list(viewer, { waitingOnMe: true }, 'newest').slice(0, 200));
    }
  });

  it('loads the resets of each person into the directory', () => {
    const rows = db.all(build.selectFrom('fact_key_reset').selectAll().orderBy('sequence'));
    const { people } = loadDirectory(
      db,
      [],
      reference.people.map(({ id }) => id),
    );
    for (const [id, person] of people)
      expect([...person.keyResets].sort((a, b) => a - b)).toEqual(
        rows.filter((row) => row.person_id === id).map(({ sequence }) => sequence),
      );
  });

  it('lists the state of everyone’s key as a scan of every row does, by username', () => {
    const times = new Map(db.all(build.selectFrom('fact_event').selectAll()).map(({ sequence, at }) => [sequence, at]));
    const at = (sequence: number | undefined) => (sequence === undefined ? null : (times.get(sequence) ?? null));
    const [keys, codes, resets] = [
      db.all(build.selectFrom('fact_key').selectAll().orderBy('from_sequence')),
      db.all(build.selectFrom('fact_enrolment').selectAll().orderBy('sequence')),
      db.all(build.selectFrom('fact_key_reset').selectAll().orderBy('sequence')),
    ];
    const expected = reference.people.map(({ id: personId }) => ({
      personId,
      codeExpiresAt:
        codes.find((code) => code.person_id === personId && code.ended_sequence === null)?.expires_at ?? null,
      enrolledAt: at(keys.find((key) => key.person_id === personId && key.to_sequence === null)?.from_sequence),
      resetAt: at(resets.findLast((reset) => reset.person_id === personId)?.sequence),
    }));
    expect(expected.filter(({ codeExpiresAt }) => codeExpiresAt !== null)).toHaveLength(2);
    expect(expected.filter(({ resetAt }) => resetAt !== null).length).toBeGreaterThan(20);
    const found: unknown[] = [];
    for (let cursor: string | undefined | null; cursor !== null; ) {
      const page = listEnrolments(db, { limit: 7, cursor });
      if (!page) throw new Error('A cursor of this very list was refused.');
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(found).toEqual(expected);
  });
});
