import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReadConnection } from '../../src-main/store/connection.ts';
import { rawQuery } from '../../src-main/store/integrity/rows.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { placesOf } from './pages.ts';
import { contentsOf, folder, verifyFolder } from './workspace.ts';

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as users do. */
function desk(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', 'desk', '--', ...args], { shell: process.platform === 'win32' });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
    child.stdin.end(input);
  });
}

const SCENARIO = join(import.meta.dirname, '..', 'scenarios', 'training.jsonl');

let whole: Buffer;
beforeAll(async () => {
  const directory = folder();
  const { status, err } = await desk(['play', SCENARIO, '--workspace', directory]);
  expect(err).toBe('');
  expect(status).toBe(0);
  whole = readFileSync(join(directory, WORKSPACE_FILE));
}, 120_000);

/** The place of a column's value in the file. */
function placeOf(table: string, column: number): number {
  const directory = folder();
  const file = join(directory, WORKSPACE_FILE);
  writeFileSync(file, whole);
  const reader = ReadConnection.open(file);
  const tree = reader.first(
    rawQuery<{ rootpage: number }>(`SELECT rootpage FROM sqlite_schema WHERE name = '${table}'`),
  );
  reader.close();
  const values = [...placesOf(whole, tree?.rootpage ?? 0)].filter(
    (place) => place.kind === 'value' && place.column === column,
  );
  const place = values[values.length >> 1];
  if (!place) throw new Error(`${table} has no value in column ${column}.`);
  return place.at + (place.length >> 1);
}

const broken = (at: number): string => {
  const directory = folder();
  const changed = Buffer.from(whole);
  changed.writeUInt8(changed.readUInt8(at) ^ 2, at);
  writeFileSync(join(directory, WORKSPACE_FILE), changed);
  return directory;
};

describe('the command line', () => {
  it('reports a workspace that it wrote as intact, and writes nothing', async () => {
    const directory = folder();
    writeFileSync(join(directory, WORKSPACE_FILE), whole);
    const before = contentsOf(directory);
    const { status, out, err } = await desk(['verify', directory]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ ok: true, problems: [] });
    expect(contentsOf(directory)).toEqual(before);
  });

  it.each([0, 27, 42, 98])('refuses a workspace with byte %i of the header changed', async (at) => {
    await expectRefused(broken(at), 2, /^The header of the workspace file is damaged/);
  });

  it.each([
    ['ledger', 1, /^Event \d+: /],
    ['ledger', 3, /^Event \d+: Its signature is wrong\.$/m],
    [
      'fact_request',
      16,
      /^fact_request: in the row number "\d+", expires_at is not what the ledger says\.$|row \d+ missing/m,
    ],
    ['fact_person', 4, /^fact_person: in the row id ".*", email is not what the ledger says\.$/m],
  ])('refuses a workspace with a byte of %s, column %i, changed', async (table, column, said) => {
    await expectRefused(broken(placeOf(table, column)), 1, said);
  });

  it('has nothing to verify in a folder without a workspace', async () => {
    const directory = folder();
    const { status, out, err } = await desk(['verify', directory]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^There is no workspace at /);
    expect(contentsOf(directory)).toEqual({});
  });
}, 120_000);

async function expectRefused(directory: string, status: number, said: RegExp): Promise<void> {
  const before = contentsOf(directory);
  const verified = await desk(['verify', directory]);
  expect(verified.status).toBe(status);
  expect(verified.err).toMatch(said);
  const played = await desk(['play', '-', '--workspace', directory], '{"as":"admin","do":"people.list","with":{}}\n');
  expect({ status: played.status, out: played.out }).toEqual({ status: 2, out: '' });
  expect(played.err).toMatch(/^[A-Z].*\.\n$/s);
  for (const { err } of [verified, played]) expect(err).not.toMatch(/\n\s+at /);
  expect(contentsOf(directory)).toEqual(before);
}

it('a workspace is verified while another process writes to it', async () => {
  const directory = folder();
  const lines = [...Array(400).keys()].map((n) =>
    JSON.stringify({ as: 'admin', do: 'groups.create', with: { name: `Group ${n}`, memberIds: [] } }),
  );
  let played: Ended | null = null;
  const playing = desk(['play', '-', '--workspace', directory], `${lines.join('\n')}\n`).then(
    (ended) => (played = ended),
  );
  const lengths = new Set<number>();
  const problems: string[] = [];
  while (played === null) {
    if (!existsSync(join(directory, WORKSPACE_FILE))) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    const verified = await verifyFolder(directory);
    if (typeof verified === 'string') problems.push(...(/ is empty: /.test(verified) ? [] : [verified]));
    else {
      if (verified.length > 0) problems.push(...verified.problems.map(({ what }) => what));
      lengths.add(verified.length);
    }
  }
  expect((await playing).status).toBe(0);
  expect(problems).toEqual([]);
  expect(await verifyFolder(directory)).toMatchObject({ ok: true, length: 401 });
  expect(lengths.size).toBeGreaterThan(1);
}, 120_000);
