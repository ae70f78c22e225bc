import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answers } from '../desk/shapes/answers.ts';
import { inBrief, newFolder, root, runDesk, withResults } from './support.ts';

const seed = join('test', 'scenarios', 'seed.jsonl');
const lines = readFileSync(join(root, seed), 'utf8').trimEnd().split('\n');
const calls = lines.flatMap((line, index) => (line.includes('"do"') ? [{ line: index + 1, call: line }] : []));

/** As a user types it. */
const throughNpm = { command: ['npm', 'run', '--silent', 'desk', '--'] } as const;

describe('the document’s own example', () => {
  test('plays to an active grant that expires at its time, every call answered as its line expects', async () => {
    const played = withResults(await runDesk(['play', seed], '', throughNpm));
    expect(played).toMatchObject({ status: 0, stderr: '' });
    expect(played.results.map(({ line }) => line)).toEqual(calls.map(({ line }) => line));
    for (const [index, result] of played.results.entries())
      expect(result.ok, JSON.stringify(result)).toBe(!calls[index]?.call.includes('"refused"'));

    const grants = played.results.flatMap((result) => {
      const { call } = calls.find(({ line }) => line === result.line) ?? { call: '' };
      return call.includes('"grants.get"') && result.ok ? [answers.grants.get.parse(result.result)] : [];
    });
    expect(grants.map(({ status }) => status)).toEqual(['active', 'expired']);
    const [active, expired] = grants;
    expect(expired).toEqual({ ...active, status: 'expired', endedAt: active?.expiresAt });
    const seconds = (Date.parse(active?.expiresAt ?? '') - Date.parse(active?.startsAt ?? '')) / 1_000;
    expect(seconds).toBe(7_200);

    const request = played.results.flatMap((result) => {
      const { call } = calls.find(({ line }) => line === result.line) ?? { call: '' };
      return call.includes('"requests.get"') && result.ok ? [answers.requests.get.parse(result.result)] : [];
    });
    expect(request.at(-1)).toMatchObject({
      status: 'approved',
      policy: { name: 'production-db-approval' },
      steps: [
        { name: 'Manager Review', required: 1, approved: 1, status: 'complete' },
        { name: 'Security Review', required: 2, approved: 2, status: 'complete' },
      ],
    });
    expect(inBrief(played).at(-1)).toBe(`${lines.length} ok`);
  });

  test('with --start it gives the same output, byte for byte; with another start or another file a different one', async () => {
    const run = (start: string, file = seed) => runDesk(['play', file, '--start', start]);
    const first = await run('2026-01-05T09:00:00Z');
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect((await run('2026-01-05T10:00:00+01:00')).stdout).toBe(first.stdout);
    const later = await run('2026-01-05T09:00:01Z');
    expect(later.status).toBe(0);
    expect(later.stdout).not.toBe(first.stdout);
    expect(first.stdout).toContain('"submittedAt":"2026-01-05T09:00:00.000Z"');
  });

  test('with --start and a folder the ledger is the same, too', async () => {
    const heads: string[] = [];
    for (const workspace of [newFolder(), newFolder()]) {
      await runDesk(['play', seed, '--workspace', workspace, '--start', '2026-01-05T09:00:00Z']);
      heads.push((await runDesk(['verify', workspace])).stdout);
    }
    expect(heads[0]).toBe(heads[1]);
    expect(heads[0]).toContain('"ok":true');
  });

  test('without --start no two runs have the same ids', async () => {
    const [one, two] = [await runDesk(['play', seed]), await runDesk(['play', seed])];
    const ids = (stdout: string) => new Set(stdout.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []);
    const others = ids(two.stdout);
    expect([...ids(one.stdout)].filter((id) => others.has(id))).toEqual([]);
  });
});
