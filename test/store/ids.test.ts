import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personId } from '#contract/scalars.ts';
import { build, type WriteConnection } from '../../src-main/store/connection.ts';
import { findKey, idOf, keyOf, keysOf, noteId } from '../../src-main/store/ids.ts';
import { emptyTables } from './support/workspace.ts';

let db: WriteConnection;

beforeEach(async () => {
  db = await emptyTables();
  db.database.exec('BEGIN');
});
afterEach(() => db.close());

const [anna, bob] = ['01943aa0-bc00-779b-aaff-3e49dddb9352', '01943aa0-bc00-73be-a831-ae10a8101df6'].map((id) =>
  personId.parse(id),
);
if (anna === undefined || bob === undefined) throw new Error('There are two ids.');

describe('the key of an id', () => {
  it('counts from 1 without gaps, and stays what it is', () => {
    expect([noteId(db.tx, anna), noteId(db.tx, bob), noteId(db.tx, anna)]).toEqual([1, 2, 1]);
    expect([findKey(db, anna), findKey(db, bob)]).toEqual([1, 2]);
  });

  it('is there only once something is noted, and is given again after a rollback', () => {
    expect(findKey(db, anna)).toBeUndefined();
    expect(noteId(db.tx, anna)).toBe(1);
    db.database.exec('ROLLBACK; BEGIN');
    expect(findKey(db, anna)).toBeUndefined();
    expect(noteId(db.tx, bob)).toBe(1);
  });

  it('goes into a query as an id and comes out as one; nothing has the key of an unknown id', () => {
    const [first, second] = [noteId(db.tx, anna), noteId(db.tx, bob)];
    const insert = (number: number, person_key: typeof first) =>
      db.tx.run(build.insertInto('fact_approval').values({ number, person_key, position: 1 }));
    db.database.pragma('defer_foreign_keys = ON');
    insert(1, first);
    insert(2, second);
    const approvals = build.selectFrom('fact_approval').select((e) => ['number', idOf(e.ref('person_key')).as('id')]);
    const all = [
      { number: 1, id: anna },
      { number: 2, id: bob },
    ];
    expect(db.all(approvals.orderBy('number'))).toEqual(all);
    expect(db.all(approvals.where('person_key', '=', keyOf(bob)))).toEqual([all[1]]);
    const both = JSON.stringify([bob, anna]);
    expect(db.all(approvals.where('person_key', 'in', keysOf<typeof bob>(both)).orderBy('number'))).toEqual(all);
    const nobody = personId.parse('01943aa0-bc00-7565-82f1-caf3838b7a11');
    expect(db.all(approvals.where('person_key', '=', keyOf(nobody)))).toEqual([]);
    expect(db.all(approvals.where('person_key', 'is not', keyOf(nobody)).orderBy('number'))).toEqual(all);
  });
});
