import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { t } from '#texts/texts.ts';
import { removeTemporary } from '../desk/open.ts';
import { runPlay } from './play.ts';
import { runPolicies } from './policies.ts';
import { err, out } from './print.ts';
import { runCall, runClock, runEnrol, runEnrolDeskKey, runFound, runPassphrase } from './real.ts';
import { runHead, runVerify } from './verify.ts';

const usage = (): string => `${t('cli.usage')}\n`;

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
    out(usage());
    return 0;
  }
  if (operand === undefined) return misused(t('cli.nameCommand'));
  const known = commands.get(command ?? '');
  const foreign = Object.keys(values).filter((name) => !known?.options.includes(name));
  if (!known || foreign.length > 0 || rest.length > known.operands)
    return misused(t('cli.noSuchCall', { command: command ?? '' }));
  return known.run(operand, values, rest);
}

type Values = ReturnType<typeof parse>['values'];

interface Command {
  readonly options: readonly string[];
  /** How many operands may follow the first one. */
  readonly operands: number;
  run(operand: string, values: Values, rest: readonly string[]): Promise<number>;
}

const WHO = ['as', 'passphrase-fd'];
const SIGNS_IN = [...WHO, 'confirm-clock'];
const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['play', { options: ['workspace', 'start'], operands: 0, run: runPlay }],
  ['verify', { options: ['head'], operands: 0, run: runVerify }],
  ['head', { options: [], operands: 0, run: (operand) => runHead(operand) }],
  ['found', { options: [...WHO, 'name', 'full-name', 'email'], operands: 0, run: runFound }],
  ['enrol', { options: WHO, operands: 0, run: runEnrol }],
  [
    'policies',
    {
      options: SIGNS_IN,
      operands: 2,
      run: (what, values, [workspace, file]) =>
        workspace === undefined
          ? Promise.resolve(misused(t('cli.nameWorkspace')))
          : runPolicies(what, workspace, file, values),
    },
  ],
  ['passphrase', { options: SIGNS_IN, operands: 0, run: runPassphrase }],
  ['confirm-clock', { options: WHO, operands: 0, run: runClock('confirmClock') }],
  ['correct-clock', { options: WHO, operands: 0, run: runClock('correctClock') }],
  ['enrol-desk-key', { options: SIGNS_IN, operands: 0, run: runEnrolDeskKey }],
  [
    'call',
    {
      options: SIGNS_IN,
      operands: 2,
      run: (operand, values, [verb, input]) =>
        verb === undefined ? Promise.resolve(misused(t('cli.nameVerb'))) : runCall(operand, verb, input, values),
    },
  ],
]);

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      start: { type: 'string' },
      head: { type: 'string' },
      as: { type: 'string' },
      'passphrase-fd': { type: 'string' },
      'confirm-clock': { type: 'boolean' },
      name: { type: 'string' },
      'full-name': { type: 'string' },
      email: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function misused(reason: string): number {
  err(`${reason}\n\n${usage()}`);
  return 2;
}

// A reader of the output may stop early, as `head` does; there is nothing to write then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(1);
});

// Temporary files must not remain after an interrupt. The exit statuses are those of shells.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    removeTemporary();
    process.exit(128 + constants.signals[signal]);
  });

process.exitCode = await main(process.argv.slice(2));
