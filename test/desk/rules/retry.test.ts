import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import { repeatableEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { openDesk, START } from '../support.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('an expiry that cannot be recorded is tried again at intervals, without a loop', async () => {
  let asked = 0;
  let wall = Date.parse(START);
  const wallClock = () => {
    asked += 1;
    return new Date(wall).toISOString();
  };
  const desk = await openDesk({ environment: { ...repeatableEnvironment('retry', START), wallClock }, log: () => {} });
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }], pendingTtlSeconds: 60 });
  const { id } = await desk.file('alice');
  // Without its own key the desk cannot sign events of time.
  const database = new Database(join(desk.directory, WORKSPACE_FILE));
  const key = database.prepare('SELECT * FROM local_key WHERE person_id IS NULL').get();
  database.prepare('DELETE FROM local_key WHERE person_id IS NULL').run();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await desk.answer('admin', 'session.run', { running: true });
  wall += 60_000;
  asked = 0;
  await vi.advanceTimersByTimeAsync(70_000);
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(50);
  // Reading needs no recording.
  const before = desk.length;
  expect(await desk.as('alice').requests.get({ id })).toMatchObject({ status: 'expired' });
  database.prepare('INSERT INTO local_key VALUES (@id, @person_id, @private_key)').run(key);
  database.close();
  expect(desk.length).toBe(before);
  await vi.advanceTimersByTimeAsync(70_000);
  expect(desk.typesAfter(before)).toEqual(['request.expired']);
});
