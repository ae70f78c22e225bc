import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDesk } from '../desk/support.ts';
import { hire, inBrief, newFolder, runDesk, startDesk, withResults } from './support.ts';

/** Longer than any pipe holds, so a process that has taken it is up and reading. */
const warmUp = `${JSON.stringify({ note: 'x'.repeat(1_000_000) })}\n`;

test('processes that make the same new workspace at once make one desk, and all of them work in it', async () => {
  const workspace = join(newFolder(), 'new');
  const names = ['alice', 'bob', 'carol'];
  const started = names.map(() => startDesk(['play', '-', '--workspace', workspace]));
  await Promise.all(started.map((process) => process.feed(warmUp)));
  for (const [index, process] of started.entries()) process.end(JSON.stringify(hire(names[index] ?? '')));
  for (const process of started) {
    const played = withResults(await process.ran);
    expect(played).toMatchObject({ status: 0, stderr: '' });
    expect(inBrief(played)).toEqual(['2 ok']);
  }
  const verified = await runDesk(['verify', workspace]);
  expect(verified.status).toBe(0);
  // One founding, and a person with a key for each of the three.
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, length: 7 });
});

test('a process that is killed loses nothing that it had answered, and leaves an intact ledger', async () => {
  const desk = await openDesk();
  await desk.hire('alice bob');
  await desk.policy({ steps: [{ by: 'bob' }] });
  const submit = (index: number) => ({
    as: 'alice',
    do: 'requests.submit',
    with: { resource: `db-${index}`, account: 'root', durationSeconds: 60 },
  });
  const lines = Array.from({ length: 5_000 }, (_, index) => JSON.stringify(submit(index))).join('\n');
  const process = startDesk(['play', '-', '--workspace', desk.directory]);
  process.end(lines);
  await process.killAfter(50);
  const { stdout } = await process.ran;
  const whole = stdout.slice(0, stdout.lastIndexOf('\n') + 1);
  const answered = whole.split('\n').length - 1;
  expect(answered).toBeGreaterThanOrEqual(50);
  expect(answered).toBeLessThan(5_000);
  const { items } = await desk.as('alice').requests.list({ sort: 'oldest', limit: 200 });
  const numbers = items.slice(0, answered).map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: Math.min(answered, 200) }, (_, index) => index + 1));
  expect((await runDesk(['verify', desk.directory])).status).toBe(0);
  expect(await desk.file('alice', 'afterwards')).toMatchObject({ status: 'open' });
});
