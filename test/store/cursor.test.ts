import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestSorts } from '#contract/requests.ts';
import type { Connection } from '../../src-main/store/connection.ts';
import { encodeCursor } from '../../src-main/store/queries/cursor.ts';
import { listGrants } from '../../src-main/store/queries/grantList.ts';
import { listGroups } from '../../src-main/store/queries/groupList.ts';
import { listEvents } from '../../src-main/store/queries/ledgerList.ts';
import { listPeople } from '../../src-main/store/queries/peopleList.ts';
import { listPolicies } from '../../src-main/store/queries/policyList.ts';
import { listRequests } from '../../src-main/store/requestList/lists.ts';
import type { PersonRow } from '../../src-main/store/schema.ts';
import { Reference } from './support/reference.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let db: Connection;
let admin: PersonRow;
let reference: Reference;

beforeAll(async () => {
  db = await smallWorkspace();
  reference = new Reference(db);
  const found = reference.people.find(({ role }) => role === 'admin');
  if (!found) throw new Error('There is an admin.');
  admin = found;
}, GENERATING_MS);
afterAll(() => db.close());

const limit = 50;
const lists: Record<string, (cursor: string) => { nextCursor: string | null } | null> = {
  'requests newest': (cursor) => listRequests(db, admin, { cursor, limit, sort: 'newest' }),
  'requests oldest': (cursor) => listRequests(db, admin, { cursor, limit, sort: 'oldest' }),
  'requests expiring': (cursor) => listRequests(db, admin, { cursor, limit, sort: 'expiring' }),
  grants: (cursor) => listGrants(db, admin, { cursor, limit }),
  'grants ending': (cursor) => listGrants(db, admin, { cursor, limit, sort: 'ending' }),
  people: (cursor) => listPeople(db, { cursor, limit }),
  groups: (cursor) => listGroups(db, { cursor, limit }),
  policies: (cursor) => listPolicies(db, { cursor, limit }),
  ledger: (cursor) => listEvents(db, admin, { cursor, limit }),
};

describe('a cursor', () => {
  it('that is invalid is answered with null, never with an exception', () => {
    const json = fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'));
    const position = fc.oneof(fc.jsonValue(), fc.constant(-1), fc.constant(1.5), fc.constant(2 ** 60));
    const tampered = fc
      .tuple(fc.constantFrom(...Object.keys(lists)), position)
      .map(([list, at]) => ({ list, at, cursor: encodeCursor(list, at) }));
    fc.assert(
      fc.property(fc.oneof(fc.string(), json), fc.constantFrom(...Object.values(lists)), (cursor, list) => {
        expect(list(cursor)).toBeNull();
      }),
      { numRuns: 500 },
    );
    const isPlace = (at: unknown) => typeof at === 'number' && Number.isSafeInteger(at) && at >= 0;
    fc.assert(
      fc.property(tampered, ({ list, at, cursor }) => {
        const page = lists[list]?.(cursor) ?? null;
        // A number may be the place in a list; lists in two orders have places of two values.
        expect(page === null || isPlace(at) || (typeof at === 'object' && at !== null)).toBe(true);
      }),
      { numRuns: 500 },
    );
    for (const list of Object.values(lists)) {
      expect(list('')).toBeNull();
      expect(list('not a cursor')).toBeNull();
      expect(list(encodeCursor('requests newest', { v: 1 }))).toBeNull();
    }
  });

  it('of another list, order or version is answered with null', () => {
    for (const [name, list] of Object.entries(lists)) {
      for (const other of Object.keys(lists).filter((one) => one !== name))
        expect(list(encodeCursor(other, other === 'requests expiring' ? { closed: 5 } : 5))).toBeNull();
      expect(list(Buffer.from(JSON.stringify({ v: 2, list: name, at: 5 })).toString('base64url'))).toBeNull();
    }
  });

  it('that names a person who never existed is answered with null', () => {
    for (const list of ['people', 'groups', 'policies'])
      expect(lists[list]?.(encodeCursor(list, 999_999_999))).toBeNull();
  });

  it('made with other filters continues at the place that it names', () => {
    for (const sort of requestSorts) {
      const { nextCursor } = listRequests(db, admin, { limit: 10, sort, status: 'open' }) ?? {};
      if (!nextCursor) throw new Error('There are more than 10 open requests.');
      expect(listRequests(db, admin, { limit: 10, sort, cursor: nextCursor })?.numbers).toHaveLength(10);
    }
  });

  it('holds a place and no name, which could be longer than a cursor may be', () => {
    for (const page of [listPeople(db, { limit: 1 }), listGroups(db, { limit: 1 }), listPolicies(db, { limit: 1 })])
      expect(page?.nextCursor?.length).toBeLessThan(100);
  });
});
