import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { refusal } from '../desk/shapes/answers.ts';

export const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'build', 'desk.mjs');

/** A line of standard output (docs/contract.md#command-line). */
const resultLine = z.discriminatedUnion('ok', [
  z.strictObject({ line: z.int().min(1), ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ line: z.int().min(1), ok: z.literal(false), error: refusal }),
]);
export type ResultLine = z.output<typeof resultLine>;

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Played extends Ran {
  readonly results: readonly ResultLine[];
}

export interface Started {
  /** Writes to standard input; resolves when the program has taken most of it. */
  feed(chunk: string): Promise<void>;
  end(chunk: string): void;
  /** Kills it (SIGKILL) after it has written a number of lines to standard output. */
  killAfter(lines: number): Promise<void>;
  readonly ran: Promise<Ran>;
}

/** A folder for the running test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface How {
  /** Another way to start it; by default the program itself. */
  readonly command?: readonly [string, ...string[]];
  readonly env?: NodeJS.ProcessEnv;
  /** The working directory; the repository if left out. */
  readonly cwd?: string;
}

/** Starts the command line, ready for input. */
export function startDesk(args: readonly string[], { command, env, cwd = root }: How = {}): Started {
  const [executable, ...before] = command ?? [process.execPath, program];
  const child = spawn(executable, [...before, ...args], { cwd, env: { ...process.env, ...env } });
  // A program that has ended does not read further input; its exit code says why.
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const ran = Promise.all([ended, text(child.stdout), text(child.stderr)]).then(([status, stdout, stderr]) => ({
    status,
    stdout,
    stderr,
  }));
  return {
    ran,
    feed: (chunk) => new Promise((resolve) => child.stdin.write(chunk, () => resolve())),
    end: (chunk) => child.stdin.end(chunk),
    killAfter: (lines) =>
      new Promise((resolve) => {
        let seen = 0;
        child.stdout.on('data', (chunk: Buffer) => {
          seen += chunk.toString('latin1').split('\n').length - 1;
          if (seen >= lines && child.kill('SIGKILL')) resolve();
        });
      }),
  };
}

/** Runs the command line to its end. */
export function runDesk(args: readonly string[], input = '', how: How = {}): Promise<Ran> {
  const started = startDesk(args, how);
  started.end(input);
  return started.ran;
}

/** Plays a scenario, given as lines or as text. Throws if standard output has a line that is not a result. */
export async function play(
  scenario: readonly unknown[] | string,
  args: readonly string[] = [],
  how: How = {},
): Promise<Played> {
  const file = join(newFolder(), 'scenario.jsonl');
  writeFileSync(
    file,
    typeof scenario === 'string' ? scenario : scenario.map((line) => JSON.stringify(line)).join('\n'),
  );
  return withResults(await runDesk(['play', file, ...args], '', how));
}

export function withResults(ran: Ran): Played {
  if (ran.stdout !== '' && !ran.stdout.endsWith('\n')) throw new Error('Standard output ends in the middle of a line.');
  const lines = ran.stdout.split('\n').slice(0, -1);
  return { ...ran, results: lines.map((line) => resultLine.parse(JSON.parse(line))) };
}

/** The results of a played scenario, in brief: `3 ok`, `4 NOT_FOUND`. */
export function inBrief({ results }: Played): string[] {
  return results.map((result) => `${result.line} ${result.ok ? 'ok' : result.error.code}`);
}

/** The call that creates a person, saved under their username. */
export const hire = (username: string, role = 'member') => ({
  as: 'admin',
  do: 'people.create',
  with: { username, name: username.toUpperCase(), email: `${username}@example.test`, role },
  save: username,
});
