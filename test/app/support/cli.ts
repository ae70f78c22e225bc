import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const program = join(import.meta.dirname, '..', '..', '..', 'build', 'desk.mjs');

const answered = z.looseObject({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error: z.looseObject({ code: z.string(), message: z.string() }).optional(),
});
export type Answered = z.output<typeof answered>;

/** The command line on a workspace that a window may have open as well. It is started and waits for a scenario. */
export interface Player {
  /** Resolves when the process reads its input. */
  up(): Promise<void>;
  /** Plays these lines of a scenario. Returns the answers from standard output. */
  play(lines: readonly object[]): Promise<readonly Answered[]>;
}

export function startPlayer(workspace: string): Player {
  const child = spawn(process.execPath, [program, 'play', '-', '--workspace', workspace], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ran = Promise.all([text(child.stdout), text(child.stderr)]);
  return {
    // Longer than any pipe holds, so the process must have read some of it.
    up: () =>
      new Promise((resolve) => {
        child.stdin.write(`${JSON.stringify({ note: 'x'.repeat(1_000_000) })}\n`, () => resolve());
      }),
    async play(lines) {
      child.stdin.end(lines.map((line) => JSON.stringify(line)).join('\n'));
      const [stdout, stderr] = await ran;
      if (stderr !== '') throw new Error(stderr);
      return stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => answered.parse(JSON.parse(line)));
    },
  };
}
