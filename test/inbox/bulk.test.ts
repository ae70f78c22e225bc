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

test('decisions are made one after another, and each result is shown when it comes', async () => {
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

test('a refused decision does not stop the others', async () => {
  const { done, last } = await ran('abc', { b: 'NOT_OPEN' });
  expect(done).toBe('abc');
  expect(last?.results.map(({ refused }) => refused)).toEqual([null, 'b: NOT_OPEN', null]);
});

test('the passphrase is asked for once; without it the rest is left as it is', async () => {
  const { done, last } = await ran('abc', { b: 'PASSPHRASE_NEEDED', c: 'PASSPHRASE_NEEDED' });
  expect(done).toBe('ab');
  expect(last).toMatchObject({
    running: false,
    stopped: expect.stringContaining('passphrase'),
    results: [{ id: 'a' }],
  });
});

test('a person can stop it, and the rest is left as it is', async () => {
  const { done, last } = await ran('abc', {}, 2);
  expect(done).toBe('ab');
  expect(last).toMatchObject({ running: false, stopped: expect.stringContaining('you stopped') });
});

test('an empty selection is done at once', async () => {
  expect((await ran('', {})).last).toMatchObject({ running: false, results: [] });
});
