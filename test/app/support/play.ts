import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const program = join(import.meta.dirname, '..', '..', '..', 'build', 'desk.mjs');

/** Plays a scenario in a training workspace from another process, like a person at another machine. Throws if a line gets another answer than it expects. */
export async function play(workspace: string, lines: readonly object[]): Promise<void> {
  const child = spawn(process.execPath, [program, 'play', '-', '--workspace', workspace]);
  child.stdin.end(lines.map((line) => JSON.stringify(line)).join('\n'));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [code, out, problem] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`The scenario ended with ${code}: ${problem}${out.slice(-2_000)}`);
}
