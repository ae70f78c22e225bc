import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULTS, generateWorkspace } from './generate.ts';

const USAGE = `Makes a training workspace with requests, grants and everything they need, by writing real events.

  generate DIRECTORY [--requests ${DEFAULTS.requests}] [--seed ${DEFAULTS.seed}] [--people ${DEFAULTS.people}] [--days ${DEFAULTS.days}]

DIRECTORY must be empty or not there. The same numbers make the same workspace. The fewer days, the more requests are open at
the end.
`;

/** The command line of the generator. Answers the exit code: 0 made, 2 wrong arguments. */
export async function runGenerator(args: readonly string[]): Promise<number> {
  const parsed = parse(args);
  if (parsed === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { values, positionals } = parsed;
  const [directory, ...others] = positionals;
  const options = {
    requests: Number(values.requests ?? DEFAULTS.requests),
    seed: Number(values.seed ?? DEFAULTS.seed),
    people: Number(values.people ?? DEFAULTS.people),
    days: Number(values.days ?? DEFAULTS.days),
  };
  const wrong = Object.entries(options).find(([, value]) => !Number.isFinite(value) || value <= 0);
  if (directory === undefined || others.length > 0 || wrong) {
    process.stderr.write(wrong ? `--${wrong[0]} must be a number above 0.\n${USAGE}` : USAGE);
    return 2;
  }
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    process.stderr.write(`${directory} is not empty.\n`);
    return 2;
  }
  const started = performance.now();
  await generateWorkspace(directory, {
    ...options,
    progress: (filed) => {
      const rate = Math.round(filed / ((performance.now() - started) / 1000));
      process.stderr.write(`${filed.toLocaleString('en')} requests, ${rate} a second\n`);
    },
  });
  return 0;
}

function parse(args: readonly string[]) {
  const number = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { requests: number, seed: number, people: number, days: number },
    });
  } catch {
    return null;
  }
}
