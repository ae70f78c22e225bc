import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { json, plain } from '../../src-main/cli/print.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { openDesk } from '../desk/support.ts';
import { hire, newFolder, play, root, runDesk } from './support.ts';

const ADA = 'ada keeps seven violet herons';
const as = ['--as', 'ada', '--passphrase-fd', '0'];

async function founded(): Promise<string> {
  const folder = join(newFolder(), 'desk');
  const who = ['--name', 'Night desk', '--full-name', 'Ada Admin', '--email', 'ada@example.test', ...as];
  expect((await runDesk(['found', folder, ...who], `${ADA}\n`)).status).toBe(0);
  return folder;
}

/** A folder for the temporary files of one run, and the environment that names it. */
function temporary(): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const folder = join(newFolder(), 'tmp');
  mkdirSync(folder);
  return { folder, env: { TMPDIR: folder } };
}

/** A folder as after a crash: with a log, so that it is read as a copy. */
async function withLog(): Promise<string> {
  const desk = await openDesk();
  await desk.hire('alice');
  const left = join(newFolder(), 'left');
  mkdirSync(left);
  for (const end of ['', '-wal'])
    copyFileSync(join(desk.directory, WORKSPACE_FILE + end), join(left, WORKSPACE_FILE + end));
  return left;
}

test('a call copies nothing, and leaves nothing in the folder for temporary files', async () => {
  const folder = await founded();
  const missing = { TMPDIR: join(newFolder(), 'none') };
  expect(await runDesk(['call', folder, 'people.list', ...as], ADA, { env: missing })).toMatchObject({ status: 0 });
  expect(await runDesk(['verify', folder], '', { env: missing })).toMatchObject({ status: 0, stderr: '' });
  expect(await runDesk(['head', folder], '', { env: missing })).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(folder).sort()).toEqual(['keys', WORKSPACE_FILE]);
});

test('a missing folder for temporary files is reported', async () => {
  const none = join(newFolder(), 'none');
  for (const args of [
    ['verify', await withLog()],
    ['play', '-'],
  ]) {
    const { status, stdout, stderr } = await runDesk(args, '', { env: { TMPDIR: none } });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      `The folder for temporary files, ${none}, does not exist. Make it, or name another one in TMPDIR.\n`,
    );
  }
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'on %s no file stays in the folder for temporary files',
  async (signal) => {
    const { folder, env } = temporary();
    const child = spawn(process.execPath, [join(root, 'build', 'desk.mjs'), 'play', '-'], {
      env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const spoke = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    const lines = Array.from({ length: 5_000 }, (_, index) => JSON.stringify(hire(`person${index}`)));
    child.stdin.end(lines.join('\n'));
    await spoke;
    expect(readdirSync(folder)).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toBeGreaterThan(128);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('a run removes the temporary files of a killed run, and no others', async () => {
  const { folder, env } = temporary();
  const child = spawn(process.execPath, [join(root, 'build', 'desk.mjs'), 'play', '-'], {
    env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const spoke = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  child.stdin.end(Array.from({ length: 5_000 }, (_, index) => JSON.stringify(hire(`person${index}`))).join('\n'));
  await spoke;
  child.kill('SIGKILL');
  await ended;
  const [left = ''] = readdirSync(folder);
  expect(left).toMatch(/^countersign-[0-9a-f]{8}-\d+-/);
  const running = left.replace(/-\d+-/, `-${process.pid}-`);
  const others = ['countersign-mine', running, `other-${left}`, left.replace(/-[0-9a-f]{8}-/, '-00000000-')];
  for (const name of others) mkdirSync(join(folder, name));
  writeFileSync(join(folder, left.replace(/[^-]+$/, 'afile')), 'a file');
  expect(await runDesk(['verify', await withLog()], '', { env })).toMatchObject({ status: 0 });
  expect(readdirSync(folder).sort()).toEqual([...others, left.replace(/[^-]+$/, 'afile')].sort());
});

test('a call reads a desk in a folder that cannot be written to, and refuses to change something there', async () => {
  const folder = await founded();
  const place = temporary();
  const program: readonly [string, ...string[]] = [process.execPath, join(root, 'build', 'desk.mjs')];
  // Root may write anywhere; it may not without these two capabilities.
  const command: readonly [string, ...string[]] =
    process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', ...program] : program;
  const how = { command, env: { ...place.env, ELECTRON_RUN_AS_NODE: '1' } };
  chmodSync(join(folder, WORKSPACE_FILE), 0o444);
  for (const path of [join(folder, 'keys'), folder]) chmodSync(path, 0o555);
  const before = readFileSync(join(folder, WORKSPACE_FILE));
  try {
    const listed = await runDesk(['call', folder, 'people.list', ...as], ADA, how);
    expect(listed).toMatchObject({ status: 0, stderr: '' });
    expect(listed.stdout).toContain('"username":"ada"');
    const verified = await runDesk(['verify', folder], '', how);
    expect(verified).toMatchObject({ status: 0, stderr: '' });
    const group = JSON.stringify({ name: 'team', memberIds: [] });
    const changed = await runDesk(['call', folder, 'groups.create', group, ...as], ADA, how);
    expect(changed.status).toBe(1);
    expect(JSON.parse(changed.stdout)).toMatchObject({
      ok: false,
      error: { code: 'WORKSPACE_UNREADABLE', message: expect.stringMatching(/cannot be written to.*read-only/) },
    });
    expect(readdirSync(place.folder)).toEqual([]);
    expect(readFileSync(join(folder, WORKSPACE_FILE)).equals(before)).toBe(true);
    expect(existsSync(join(folder, `${WORKSPACE_FILE}-wal`))).toBe(false);
  } finally {
    for (const path of [folder, join(folder, 'keys')]) chmodSync(path, 0o755);
  }
});

test('printed text never controls the terminal, wherever it comes from', async () => {
  const evil = 'a\u001b[31mred\u009b2J\u001b]0;title\u0007\u202eb\rc';
  const runs = [
    await runDesk([evil]),
    await runDesk(['play', `/nowhere/${evil}`]),
    await runDesk(['verify', `/nowhere/${evil}`]),
    await runDesk(['verify', '.', '--head', `/nowhere/${evil}`]),
    await runDesk(['call', `/nowhere/${evil}`, 'people.list', ...as], ADA),
    await runDesk(['call', '.', 'people.list', '--as', 'ada', '--passphrase-fd', evil]),
    await runDesk(['found', join(newFolder(), 'x'), '--name', evil, '--full-name', evil, '--email', evil, ...as], ADA),
    await play([{ as: 'admin', do: `people.${evil}`, with: { [evil]: evil } }]),
  ];
  for (const { stdout, stderr } of runs) {
    expect(`${stdout}${stderr}`).not.toBe('');
    expect(`${stdout}${stderr}`).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u);
  }
});

test('line ends and tabs are printed, and JSON text stays the same', () => {
  expect(plain('a\tb\nc\u001b[1md\u0085')).toBe('a\tb\ncd');
  const value = { 'a\u009bb': ['c\u007fd\u202ee', '\u001b[1m'] };
  expect(json(value)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(JSON.parse(json(value))).toEqual(value);
});

test('the command line prints only through the functions that remove control characters', () => {
  const folder = join(root, 'src-main', 'cli');
  const printing = readdirSync(folder).filter((name) =>
    /std(out|err)\.write\((?!'\\n'\))/.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect(printing).toEqual(['print.ts']);
});
