import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Answer } from '#contract/refusal.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { machineEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { verifyFrom } from '../../../src-main/desk/ledger/verify.ts';
import { type OpenOptions, openTraining } from '../../../src-main/desk/open.ts';
import { root } from '../../cli/support.ts';

/** A folder for the running test, which holds the folders of desks. */
export function parentFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a training desk. Nothing may be logged; it is closed after the test if the test does not close it. */
export async function openAt(directory: string, options: Partial<OpenOptions> = {}): Promise<Desk> {
  const opened = await openTraining({
    directory,
    environment: machineEnvironment,
    name: 'Files',
    check: 'header',
    log: (_, error) => expect.fail(`Logged: ${error instanceof Error ? error.stack : String(error)}`),
    ...options,
  });
  if (!opened.ok) throw new Error(opened.refusal.message);
  onTestFinished(() => opened.desk.close());
  return opened.desk;
}

let groups = 0;

/** Makes a change, as the admin. */
export function change(desk: Desk): Promise<Answer<unknown>> {
  groups += 1;
  return desk.call(desk.findPerson('admin'), 'groups', 'create', { name: `Group ${groups}`, memberIds: [] });
}

/** Reads something, as the admin. */
export function look(desk: Desk): Promise<Answer<unknown>> {
  return desk.call(desk.findPerson('admin'), 'groups', 'list', {});
}

/** Expects a refusal: the right code, and a sentence without a stack or a log id. */
export function expectRefused(answer: Answer<unknown>, sentence: RegExp): void {
  expect(answer).toMatchObject({ ok: false, error: { code: 'WORKSPACE_UNREADABLE' } });
  if (answer.ok) return;
  expect(answer.error.message).toMatch(sentence);
  expect(answer.error.message).toMatch(/^[A-Z].*\.$/s);
  expect(answer.error.message).not.toMatch(/\n\s+at |SQLITE_|in the log/);
}

/** The number of events in an intact workspace. */
export async function lengthOf(directory: string): Promise<number> {
  const checked = await verifyFrom(directory);
  if (!checked.ok) throw new Error(checked.error.message);
  expect(checked.result.problems).toEqual([]);
  return checked.result.length;
}

/** Runs a script in a process of its own, in which `Database` is better-sqlite3; resolves after its first line of output. */
export async function otherProcess(script: string): Promise<{ end(): Promise<void> }> {
  const file = join(parentFolder(), 'script.cjs');
  const addon = createRequire(join(root, 'package.json')).resolve('better-sqlite3');
  writeFileSync(file, `const Database = require(${JSON.stringify(addon)});\n${script}`);
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = (): Promise<void> => {
    child.stdin.end();
    return ended;
  };
  onTestFinished(end);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('close', () => reject(new Error('The other process ended before it said anything.')));
  });
  return { end };
}
