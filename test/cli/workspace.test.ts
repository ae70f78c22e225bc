import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { hire, inBrief, newFolder, play, runDesk } from './support.ts';

const list = { as: 'admin', do: 'people.list' };

describe('play --workspace', () => {
  test('makes a training workspace where there is none, and continues one that exists', async () => {
    const workspace = join(newFolder(), 'a', 'b');
    expect((await play([hire('alice'), { advance: 60 }], ['--workspace', workspace])).status).toBe(0);
    const again = await play([{ as: 'alice', do: 'people.list' }, hire('alice')], [`--workspace=${workspace}`]);
    expect(inBrief(again)).toEqual(['1 ok', '2 NAME_TAKEN']);
    expect(again.results[0]).toMatchObject({ result: { items: [{ username: 'admin' }, { username: 'alice' }] } });
    // Its clock stands where it was left.
    const log = await play(
      [{ as: 'admin', do: 'ledger.list', with: { limit: 1 } }, hire('bob')],
      ['--workspace', workspace],
    );
    const [first] = log.results;
    expect(first).toMatchObject({ result: { items: [{ type: 'clock.advanced' }] } });
    expect((await runDesk(['verify', workspace])).status).toBe(0);
  });

  test('makes one in a folder that holds other files, and leaves them alone', async () => {
    const workspace = newFolder();
    writeFileSync(join(workspace, 'notes.txt'), 'mine');
    expect((await play([list], ['--workspace', workspace])).status).toBe(0);
    expect(readFileSync(join(workspace, 'notes.txt'), 'utf8')).toBe('mine');
    expect((await runDesk(['verify', workspace])).status).toBe(0);
  });

  test('--start for one that exists already is refused, and writes nothing', async () => {
    const workspace = newFolder();
    const args = ['--workspace', workspace, '--start', '2026-01-05T09:00:00Z'];
    expect((await play([list], args)).status).toBe(0);
    const before = readFileSync(join(workspace, WORKSPACE_FILE));
    const again = await play([hire('alice')], args);
    expect(again).toMatchObject({ status: 2, stdout: '' });
    expect(again.stderr).toContain('--start');
    expect(readFileSync(join(workspace, WORKSPACE_FILE)).equals(before)).toBe(true);
  });

  test.each([
    ['a file', (at: string) => writeFileSync(at, 'not a folder')],
    ['a folder inside a file', (at: string) => writeFileSync(join(at, '..', 'file'), ''), 'file/inside'],
    ['a folder whose workspace is none', (at: string) => garbage(at, 'this is no database '.repeat(500))],
    ['a folder whose workspace is another database', (at: string) => otherDatabase(at)],
    ['a folder whose workspace is a folder', (at: string) => mkdirSync(join(at, WORKSPACE_FILE), { recursive: true })],
  ])('%s is refused with exit 2 and a reason, and left as it was', async (_, make, name = 'place') => {
    const folder = newFolder();
    make(join(folder, 'place'));
    const before = readdirSync(folder, { recursive: true });
    const played = await play([list], ['--workspace', join(folder, name)]);
    expect(played).toMatchObject({ status: 2, stdout: '' });
    expect(played.stderr).toMatch(/^\S.*\n$/s);
    expect(played.stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });
});

function garbage(at: string, content: string): void {
  mkdirSync(at);
  writeFileSync(join(at, WORKSPACE_FILE), content);
}

function otherDatabase(at: string): void {
  mkdirSync(at);
  const database = new Database(join(at, WORKSPACE_FILE));
  database.exec('CREATE TABLE recipes (name TEXT)');
  database.prepare('INSERT INTO recipes VALUES (?)').run('x'.repeat(100_000));
  database.close();
}

describe('verify', () => {
  async function workspaceWith(lines: readonly unknown[]): Promise<string> {
    const workspace = newFolder();
    expect((await play(lines, ['--workspace', workspace])).status).toBe(0);
    return workspace;
  }

  test('exit 0 for an intact one, named by its folder or its file', async () => {
    const workspace = await workspaceWith([hire('alice'), hire('bob')]);
    for (const place of [workspace, join(workspace, WORKSPACE_FILE)]) {
      const verified = await runDesk(['verify', place]);
      expect(verified).toMatchObject({ status: 0, stderr: '' });
      expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, length: 5, problems: [] });
    }
    expect(readdirSync(workspace)).toEqual([WORKSPACE_FILE]);
  });

  test.each([
    [
      'an event’s bytes',
      "UPDATE ledger SET bytes = CAST(replace(CAST(bytes AS TEXT), 'ALICE', 'MALIC') AS BLOB) WHERE sequence = 2",
    ],
    ['an event’s hash', 'UPDATE ledger SET hash = zeroblob(32) WHERE sequence = 3'],
    ['an event’s signature', 'UPDATE ledger SET signature = zeroblob(64) WHERE sequence = 3'],
    ['an event that is gone from the middle', 'PRAGMA foreign_keys = OFF; DELETE FROM ledger WHERE sequence = 3'],
    ['an event that is gone from the end', 'PRAGMA foreign_keys = OFF; DELETE FROM ledger WHERE sequence = 5'],
    ['a row that no event tells of', "UPDATE fact_person SET role = 'admin' WHERE username = 'alice'"],
    [
      'a row that is gone',
      "DELETE FROM fact_standing WHERE person_id = (SELECT id FROM fact_person WHERE username = 'alice')",
    ],
  ])('exit 1 for one that is broken: %s; play refuses it with 2', async (_, change) => {
    const workspace = await workspaceWith([hire('alice'), hire('bob')]);
    const database = new Database(join(workspace, WORKSPACE_FILE));
    database.exec(change);
    database.close();
    const before = readFileSync(join(workspace, WORKSPACE_FILE));
    const verified = await runDesk(['verify', workspace]);
    expect(verified.status).toBe(1);
    const check: unknown = JSON.parse(verified.stdout);
    expect(check).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([{ sequence: expect.any(Number), what: expect.any(String) }]),
    });
    const played = await play([list], ['--workspace', workspace]);
    expect(played).toMatchObject({ status: 2, stdout: '' });
    expect(played.stderr).toMatch(/\w/);
    expect(readFileSync(join(workspace, WORKSPACE_FILE)).equals(before)).toBe(true);
  });

  test('exit 2 for a workspace that cannot be read', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'text'), 'hello');
    mkdirSync(join(folder, 'empty'));
    garbage(join(folder, 'garbage'), 'nonsense '.repeat(1_000));
    garbage(join(folder, 'nothing'), '');
    otherDatabase(join(folder, 'other'));
    for (const name of ['text', 'empty', 'garbage', 'nothing', 'other', 'missing']) {
      const verified = await runDesk(['verify', join(folder, name)]);
      expect(verified, name).toMatchObject({ status: 2, stdout: '' });
      expect(verified.stderr, name).toMatch(/^\S.*\.\n$/s);
    }
  });
});
