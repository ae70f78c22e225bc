import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refsOf } from '../../src-main/engine/policy/check.ts';
import { everAnApprover } from '../../src-main/engine/request/eligibility.ts';
import { canSee } from '../../src-main/engine/request/permission.ts';
import { progressOf } from '../../src-main/engine/request/progress.ts';
import { sees } from '../../src-main/engine/request/sight.ts';
import { build, type Connection } from '../../src-main/store/connection.ts';
import { findKey } from '../../src-main/store/ids.ts';
import { loadDirectory } from '../../src-main/store/queries/directory.ts';
import { loadRequests } from '../../src-main/store/queries/requestState.ts';
import { loadSight } from '../../src-main/store/queries/sight.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let db: Connection;

beforeAll(async () => {
  db = await smallWorkspace();
}, GENERATING_MS);
afterAll(() => db.close());

describe('who sees a request', () => {
  it('is the same by the query, by the engine, and by the approvers at filing', () => {
    const people = db.all(build.selectFrom('fact_person').selectAll());
    const numbers = db.numbers(build.selectFrom('fact_request').select('number').orderBy('number'));
    const requests = loadRequests(db, numbers);
    const directory = loadDirectory(
      db,
      requests.flatMap(({ rules }) => refsOf(rules)),
      people.map(({ id }) => id),
    );
    const progress = requests.map((request) => progressOf(request, directory));
    const personKeys = new Map(people.map(({ id }) => [id, findKey(db, id) ?? -1]));
    const policyKeys = new Map(requests.map(({ policyId: id }) => [id, findKey(db, id) ?? -1]));
    const shown = { seen: 0, hidden: 0 };
    for (const viewer of people) {
      const sight = loadSight(db, viewer);
      const inDirectory = directory.people.get(viewer.id);
      if (!sight || !inDirectory) throw new Error(`${viewer.username} is there.`);
      const differing = progress.filter((walked) => {
        const { request, steps } = walked;
        const { requesterId, filedById, policyId, number } = request;
        const expected =
          viewer.role !== 'member' ||
          [requesterId, filedById].includes(viewer.id) ||
          everAnApprover(viewer.id, steps, request, directory);
        if (viewer.role === 'member') shown[expected ? 'seen' : 'hidden'] += 1;
        const filer = filedById === null ? null : (personKeys.get(filedById) ?? null);
        const byQuery = sees(sight, personKeys.get(requesterId) ?? -1, filer, policyKeys.get(policyId) ?? -1, number);
        return byQuery !== expected || canSee(inDirectory, walked) !== expected;
      });
      expect(differing.map(({ request }) => request.number)).toEqual([]);
    }
    expect(Math.min(shown.seen, shown.hidden)).toBeGreaterThan(5_000);
  });

  it('was tested on a desk on which people left groups and returned, and policies changed', () => {
    const returned = db.database
      .prepare('SELECT count(*) FROM (SELECT 1 FROM fact_membership GROUP BY person_id, group_id HAVING count(*) > 1)')
      .pluck()
      .get();
    const renewed = db.database.prepare('SELECT count(*) FROM fact_policy_version WHERE version > 1').pluck().get();
    expect(returned).toBeGreaterThan(5);
    expect(renewed).toBeGreaterThan(5);
  });
});
