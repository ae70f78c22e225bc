import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inBrief, newFolder, root, runDesk, withResults } from './support.ts';

const call = JSON.stringify({ as: 'admin', do: 'people.list' });

test('--help prints the commands on standard output, with exit 0', async () => {
  const helped = await runDesk(['--help'], '', { command: ['npm', 'run', '--silent', 'desk', '--'] });
  expect(helped).toMatchObject({ status: 0, stderr: '' });
  for (const word of ['play', 'verify', '--workspace', '--start']) expect(helped.stdout).toContain(word);
});

describe('misuse: exit 2, a reason on standard error, nothing on standard output', () => {
  test.each([
    [[]],
    [['play']],
    [['verify']],
    [['paly', 'file']],
    [['play', 'a', 'b']],
    [['verify', 'a', 'b']],
    [['play', 'missing.jsonl']],
    [['play', 'test']],
    [['play', '-', '--nonsense']],
    [['play', '-', '--workspace']],
    [['verify', 'a', '--start', '2026-01-05T09:00:00Z']],
    [['play', '-', '--start', 'yesterday']],
    [['play', '-', '--start', '2026-02-30T09:00:00Z']],
    [['play', '-', '--start', '2026-01-05T09:00:00']],
    [['play', '-', '--start', '9999-12-31T23:59:59-12:00']],
    [['play', '-', '--start', '0000-01-01T00:00:00+12:00']],
  ])('desk %j', async (args) => {
    const ran = await runDesk(args, `${call}\n`);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^\S/);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });
});

test('- is standard input', async () => {
  const played = withResults(await runDesk(['play', '-'], `{"note":"from a pipe"}\n${call}\n`));
  expect(played).toMatchObject({ status: 0, stderr: '' });
  expect(inBrief(played)).toEqual(['2 ok']);
});

test('a file and a folder are relative to the working directory of the user', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'my.jsonl'), call);
  const command = ['npm', 'run', '--silent', '--prefix', root, 'desk', '--'] as const;
  const ran = await runDesk(['play', 'my.jsonl', '--workspace', 'here'], '', { command: [...command], cwd: folder });
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(folder, 'here', 'workspace.sqlite')).length).toBeGreaterThan(0);
});

test('times start at the start of the scenario, and the clock moves only when told to', async () => {
  const lines = [
    '{"as":"admin","do":"groups.create","with":{"name":"a","memberIds":[]}}',
    '{"advance":1}',
    '{"as":"admin","do":"ledger.list"}',
  ];
  const played = withResults(await runDesk(['play', '-', '--start', '2030-06-01T12:00:00+02:00'], lines.join('\n')));
  expect(played.results.at(-1)).toMatchObject({
    result: {
      items: [
        { type: 'clock.advanced', at: '2030-06-01T10:00:01.000Z' },
        { type: 'group.created', at: '2030-06-01T10:00:00.000Z' },
        { type: 'desk.founded', at: '2030-06-01T10:00:00.000Z' },
      ],
    },
  });
});

test('a clock that would pass the year 9999 ends the play with exit 2', async () => {
  const lines = [call, '{"advance":86400}', call].join('\n');
  const workspace = newFolder();
  const args = ['play', '-', '--workspace', workspace, '--start', '9999-12-31T12:00:00Z'];
  const ran = withResults(await runDesk(args, lines));
  expect(ran.status).toBe(2);
  expect(inBrief(ran)).toEqual(['1 ok']);
  expect(ran.stderr).toContain('9999');
  expect((await runDesk(['verify', workspace])).status).toBe(0);
});
