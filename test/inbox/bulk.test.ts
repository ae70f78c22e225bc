import { expect, test } from 'vitest';
import { type BulkRun, runMany } from '../../src-renderer/inbox/bulk/run.ts';

async function ran(
  ids: string,
  refusals: Readonly<Record<string, 'NOT_OPEN' | 'PASSPHRASE_NEEDED'>>,
  stopAfter = Number.POSITIVE_INFINITY,
) {
  const done: string[] = [];
  const shown: BulkRun[] = [];
  await runMany([...ids], {
    act: async (id) => {
      done.push(id);
      const code = refusals[id];
      return code === undefined ? null : { code, message: `${id}: ${code}` };
    },
    show: (run) => shown.push(run),
    isStopped: () => done.length >= stopAfter,
  });
  return { done: done.join(''), shown, last: shown.at(-1) };
}

test('each is done after the other, and each result is shown as it comes', async () => {
  const { done, shown, last } = await ran('abc', {});
  expect(done).toBe('abc');
  expect(shown.map(({ results, running }) => [results.length, running])).toEqual([
    [0, true],
    [1, true],
    [2, true],
    [3, true],
    [3, false],
  ]);
  expect(last).toMatchObject({ stopped: null, results: [{ refused: null }, { refused: null }, { refused: null }] });
});

test('one that is refused does not stop the others', async () => {
  const { done, last } = await ran('abc', { b: 'NOT_OPEN' });
  expect(done).toBe('abc');
  expect(last?.results.map(({ refused }) => refused)).toEqual([null, 'b: NOT_OPEN', null]);
});

test('a passphrase that is not given is asked for once, and leaves the rest alone', async () => {
  const { done, last } = await ran('abc', { b: 'PASSPHRASE_NEEDED', c: 'PASSPHRASE_NEEDED' });
  expect(done).toBe('ab');
  expect(last).toMatchObject({
    running: false,
    stopped: expect.stringContaining('passphrase'),
    results: [{ id: 'a' }],
  });
});

test('whoever stops it leaves the rest alone', async () => {
  const { done, last } = await ran('abc', {}, 2);
  expect(done).toBe('ab');
  expect(last).toMatchObject({ running: false, stopped: expect.stringContaining('you stopped') });
});

test('nothing to do is done at once', async () => {
  expect((await ran('', {})).last).toMatchObject({ running: false, results: [] });
});
