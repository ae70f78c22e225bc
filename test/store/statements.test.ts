import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { build, type Connection } from '../../src-main/store/connection.ts';
import { listRequests } from '../../src-main/store/requestList/lists.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let db: Connection;

beforeAll(async () => {
  db = await smallWorkspace();
}, GENERATING_MS);
afterAll(() => db.close());

const numbered = (number: number) => ({ compile: () => CompiledQuery.raw(`select ${number} as number`) });

describe('the cache of prepared statements', () => {
  it('prepares a repeated query once', () => {
    const [admin] = db.all(build.selectFrom('fact_person').selectAll().where('role', '=', 'admin'));
    if (!admin) throw new Error('There is an admin.');
    const read = () => listRequests(db, admin, { sort: 'newest', limit: 20, text: 'backup', status: 'approved' });
    read();
    const prepare = vi.spyOn(db.database, 'prepare');
    read();
    expect(prepare).not.toHaveBeenCalled();
    prepare.mockRestore();
  });

  it('drops the least recently used one, so that it stays bounded', () => {
    const prepare = vi.spyOn(db.database, 'prepare');
    for (let number = 0; number < 300; number += 1) db.all(numbered(number));
    db.all(numbered(299));
    expect(prepare).toHaveBeenCalledTimes(300);
    db.all(numbered(0));
    expect(prepare).toHaveBeenCalledTimes(301);
    prepare.mockRestore();
  });
});
