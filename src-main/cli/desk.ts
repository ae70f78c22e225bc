import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { removeTemporary } from '../desk/open.ts';
import { runPlay } from './play.ts';
import { runPolicies } from './policies.ts';
import { err, out } from './print.ts';
import { runCall, runClock, runEnrol, runEnrolDeskKey, runFound, runPassphrase } from './real.ts';
import { runHead, runVerify } from './verify.ts';

const USAGE = `The approval desk for privileged access, from the command line.

  desk play FILE [--workspace DIR] [--start ISO-TIME]   play a scenario in a training workspace; FILE - is standard input
  desk verify WORKSPACE [--head FILE]                   check a ledger, against a saved head if one is named; exit 0 intact,
                                                        1 broken, 2 unreadable
  desk head WORKSPACE                                   print the newest event, to be saved elsewhere as such a head
  desk found DIR --name NAME --as USERNAME --full-name NAME --email ADDRESS
                                                        found a real desk; its first person is an admin
  desk enrol WORKSPACE --as USERNAME                    sign in for the first time, with a one-time code
  desk call WORKSPACE AREA.VERB [JSON] --as USERNAME    call a verb of the contract on a real desk
  desk policies export WORKSPACE [FILE] --as USERNAME   write the active policies as YAML, to FILE or standard output
  desk policies plan WORKSPACE [FILE] --as USERNAME     say what such a file would change; without FILE, standard input
  desk policies apply WORKSPACE [FILE] --as USERNAME    change it, all or nothing
  desk policies propose WORKSPACE [FILE] --as USERNAME  propose it, for another admin to approve
  desk passphrase WORKSPACE --as USERNAME               change your passphrase
  desk confirm-clock WORKSPACE --as USERNAME            confirm that the clock of this machine is right, although it is far ahead
                                                        of the ledger; up to 30 days anyone may, an admin more
  desk correct-clock WORKSPACE --as USERNAME            an admin vouches for the clock, also where it is behind the ledger
  desk enrol-desk-key WORKSPACE --as USERNAME           make a new key for the desk itself, where its own is lost or another
                                                        one lies in its place; proposed while four eyes is on
  desk --help                                           this page

A real desk asks for passphrases and codes in the terminal, without showing them; with --passphrase-fd N it reads them from
file descriptor N instead, one on a line. With --confirm-clock, call, policies, passphrase and enrol-desk-key confirm the
clock as they sign in. Exit status of found, enrol, call, policies, passphrase, confirm-clock, correct-clock and
enrol-desk-key: 0 done, 1 refused, 2 unusable.

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
    out(USAGE);
    return 0;
  }
  if (operand === undefined) return misused('Name a command and one file or folder.');
  const known = commands.get(command ?? '');
  const foreign = Object.keys(values).filter((name) => !known?.options.includes(name));
  if (!known || foreign.length > 0 || rest.length > known.operands)
    return misused(`There is no such call of ${command}.`);
  return known.run(operand, values, rest);
}

type Values = ReturnType<typeof parse>['values'];

interface Command {
  readonly options: readonly string[];
  /** How many operands may follow the first. */
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
          ? Promise.resolve(misused('Name the workspace.'))
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
        verb === undefined ? Promise.resolve(misused('Name the verb to call.')) : runCall(operand, verb, input, values),
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
  err(`${reason}\n\n${USAGE}`);
  return 2;
}

// Whoever reads the output may stop reading, as `head` does; then nobody is left to write for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(1);
});

// What is in folders for temporary files must not stay there when somebody gives up waiting. The statuses are those that shells give.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    removeTemporary();
    process.exit(128 + constants.signals[signal]);
  });

process.exitCode = await main(process.argv.slice(2));
