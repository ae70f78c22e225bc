import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { openDesk } from '../support.ts';

it.each(['x', '-3', '1.5', '1e99', ''])(
  'settings with %j as their number of changes count as never changed, and can be changed',
  async (kept) => {
    const desk = await openDesk();
    const database = new Database(join(desk.directory, WORKSPACE_FILE));
    database.prepare(`INSERT INTO local_setting VALUES ('changes', ?)`).run(kept);
    database.close();
    const { version } = await desk.as('admin').settings.get({});
    expect(version).toBe(1);
    const changed = await desk.as('admin').settings.update({ version, singleKeys: false });
    expect(changed.version).toBe(2);
  },
);
