import { parseArgs } from 'node:util';
import { runPlay } from './play.ts';
import { runVerify } from './verify.ts';

const USAGE = `The approval desk for privileged access, from the command line.

  desk play FILE [--workspace DIR] [--start ISO-TIME]   play a scenario in a training workspace; FILE - is standard input
  desk verify WORKSPACE                                 check a ledger; exit 0 intact, 1 broken, 2 unreadable
  desk --help                                           this page

A scenario has one JSON object a line; docs/contract.md describes it. Exit status of play: 0 when every call was answered
as its line wanted, 1 when one was not, 2 when the file is malformed or the workspace is refused.
`;

/** Runs the command line and answers the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
  const { positionals, values } = parsed;
  const [command, operand, ...rest] = positionals;
  if (values.help || command === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (operand === undefined || rest.length > 0) return misused('Name a command and one file or folder.');
  if (command === 'play') return runPlay(operand, values);
  if (command === 'verify' && values.workspace === undefined && values.start === undefined) return runVerify(operand);
  return misused(`There is no such call of ${command}.`);
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      start: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function misused(reason: string): number {
  process.stderr.write(`${reason}\n\n${USAGE}`);
  return 2;
}

// Whoever reads the output may stop reading, as `head` does; then nobody is left to write for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(1);
});

process.exitCode = await main(process.argv.slice(2));
