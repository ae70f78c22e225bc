import { z } from 'zod';
import type { Answer } from '#contract/refusal.ts';
import { workspaceInputs } from '#contract/workspace.ts';
import { t } from '#texts/texts.ts';
import type { Desk } from '../desk/desk.ts';
import { foundDesk } from '../desk/host/founding.ts';
import { Session } from '../desk/host/workspaceHost.ts';
import { repeatedField, repeatedFieldText } from '../desk/importing/json.ts';
import { machineEnvironment } from '../desk/kernel/environment.ts';
import type { SecureDisplay } from '../desk/kernel/secureDisplay.ts';
import { openExisting } from '../desk/open.ts';
import { err, outJson } from './print.ts';
import { readSecrets } from './secrets.ts';

export interface As {
  readonly as?: string | undefined;
  readonly 'passphrase-fd'?: string | undefined;
  /** The person signing in has seen this machine's time and confirms it. */
  readonly 'confirm-clock'?: boolean | undefined;
}

/** `desk call`: one verb of the contract on a real workspace. Exit status: 0 answered with a result, 1 refused, 2 unusable. */
export async function runCall(
  workspace: string,
  verb: string,
  input: string | undefined,
  options: As,
): Promise<number> {
  const [area = '', ...name] = verb.split('.');
  if (area === 'session' || area === 'workspace') return unusable(t('cli.notFromHere'));
  const parsed = parseInput(input);
  if (parsed === undefined) return unusable(t('cli.notJson'));
  const repeated = repeatedField(input ?? '');
  if (repeated) return unusable(t('cli.wrongInput', { problem: repeatedFieldText(repeated) }));
  return signedIn(workspace, options, (desk, session) => desk.call(session, area, name.join('.'), parsed.value));
}

/** `desk passphrase`: changes one's passphrase. */
export async function runPassphrase(workspace: string, options: As): Promise<number> {
  return withSecrets(
    options,
    [t('cli.prompts.passphrase'), t('cli.prompts.newPassphrase')],
    ([passphrase = '', newPassphrase = '']) =>
      atDesk(
        workspace,
        async (desk, username) => {
          const session = new Session();
          const confirmClock = options['confirm-clock'] ?? false;
          const entered = await desk.call(session, 'session', 'signIn', { username, passphrase, confirmClock });
          if (!entered.ok) return entered;
          return brief(await desk.call(session, 'session', 'changePassphrase', { passphrase, newPassphrase }));
        },
        options,
      ),
  );
}

/** `desk confirm-clock` and `desk correct-clock`: a person vouches for the clock of this machine. */
export function runClock(verb: 'confirmClock' | 'correctClock') {
  return (workspace: string, options: As): Promise<number> =>
    signedIn(workspace, options, async (desk, session) => brief(await desk.call(session, 'session', verb, {})));
}

/**
 * `desk enrol-desk-key`: makes a new key for the desk itself, stored at this machine. While four eyes is on, this is only proposed; the key is
 * made when another admin approves.
 */
export async function runEnrolDeskKey(workspace: string, options: As): Promise<number> {
  return signedIn(
    workspace,
    options,
    async (desk, session) => {
      const answer = await desk.call(session, 'session', 'enrolDeskKey', {});
      if (answer.ok || answer.error.code !== 'FOUR_EYES_NEEDED') return answer;
      return desk.call(session, 'proposals', 'make', { area: 'session', verb: 'enrolDeskKey', input: {} });
    },
    (answer) => {
      const proposed = answer.ok ? proposal.safeParse(answer.result) : null;
      if (proposed?.success)
        err(
          `${t('cli.deskKeyProposed', { number: proposed.data.number })} desk call WORKSPACE proposals.approve '{"id":"${proposed.data.id}"}' --as USERNAME\n`,
        );
      return print(answer);
    },
  );
}

const proposal = z.looseObject({ id: z.string(), number: z.int() });

/** `desk enrol`: the first sign-in with a one-time code, and the passphrase chosen for it. */
export async function runEnrol(workspace: string, options: As): Promise<number> {
  return withSecrets(options, [t('cli.prompts.code'), t('cli.prompts.newPassphrase')], ([code = '', passphrase = '']) =>
    atDesk(
      workspace,
      async (desk, username) =>
        brief(await desk.call(new Session(), 'session', 'enrol', { username, code, passphrase })),
      options,
    ),
  );
}

export interface FoundOptions extends As {
  readonly name?: string | undefined;
  readonly 'full-name'?: string | undefined;
  readonly email?: string | undefined;
}

/** `desk found`: founds a real desk in a folder, with its first admin. The recovery kit goes to standard error. */
export async function runFound(directory: string, options: FoundOptions): Promise<number> {
  return withSecrets(options, [t('cli.prompts.firstAdmin')], async ([passphrase = '']) => {
    const input = workspaceInputs.found.safeParse({
      directory,
      name: options.name,
      admin: { username: options.as, name: options['full-name'] ?? options.as, email: options.email },
      passphrase,
    });
    if (!input.success) {
      const [issue] = input.error.issues;
      return unusable(t('cli.wrongField', { field: issue?.path.join('.') ?? '', problem: issue?.message ?? '' }));
    }
    const founded = await foundDesk({ environment: machineEnvironment, log, secureDisplay }, input.data);
    if (!founded.ok) return print({ ok: false, error: founded.refusal });
    const session = new Session();
    await founded.desk.call(session, 'session', 'signIn', { username: input.data.admin.username, passphrase });
    const answer = await founded.desk.call(session, 'ledger', 'saveHead', {});
    await founded.desk.close();
    return print(answer);
  });
}

/** Signs in at a real workspace and acts there. `show` prints the answer and returns the exit status. */
export async function signedIn(
  workspace: string,
  options: As,
  act: (desk: Desk, session: Session) => Promise<Answer<unknown>>,
  show: (answer: Answer<unknown>) => number | Promise<number> = print,
): Promise<number> {
  return withSecrets(options, [t('cli.prompts.passphrase')], ([passphrase = '']) =>
    atDesk(
      workspace,
      async (desk, username) => {
        const session = new Session();
        const confirmClock = options['confirm-clock'] ?? false;
        const entered = await desk.call(session, 'session', 'signIn', { username, passphrase, confirmClock });
        return entered.ok ? act(desk, session) : entered;
      },
      options,
      show,
    ),
  );
}

async function withSecrets(
  options: As,
  prompts: readonly string[],
  act: (values: readonly string[]) => Promise<number>,
): Promise<number> {
  if (options.as === undefined) return unusable(t('cli.sayWho'));
  const secrets = await readSecrets(options['passphrase-fd'], prompts);
  return secrets.ok ? act(secrets.values) : unusable(secrets.message);
}

async function atDesk(
  workspace: string,
  act: (desk: Desk, username: string) => Promise<Answer<unknown>>,
  { as = '' }: As,
  show: (answer: Answer<unknown>) => number | Promise<number> = print,
): Promise<number> {
  try {
    const opened = await openExisting({
      directory: workspace,
      environment: machineEnvironment,
      check: 'header',
      copyIfReadOnly: true,
      log,
      secureDisplay,
    });
    if (!opened.ok) return unusable(opened.refusal.message);
    try {
      if (opened.desk.kind === 'training') return unusable(t('cli.training'));
      return await show(await act(opened.desk, as));
    } finally {
      await opened.desk.close();
    }
  } catch (error) {
    return unusable(t('cli.unusable', { directory: workspace, reason: reason(error) }));
  }
}

// An empty result instead of the session view, which a script has no use for.
function brief(answer: Answer<unknown>): Answer<unknown> {
  return answer.ok ? { ok: true, result: {} } : answer;
}

function parseInput(input: string | undefined): { readonly value: unknown } | undefined {
  if (input === undefined) return { value: {} };
  try {
    return { value: JSON.parse(input) };
  } catch {
    return undefined;
  }
}

// To standard error, so that a page with a secret does not go into a pipe with the answer.
const secureDisplay: SecureDisplay = {
  show({ strips, ...page }) {
    for (const { title, text, fields } of [page, ...strips]) {
      const lines = [title, ...text, ...fields.map(({ label, value }) => `${label}: ${value}`)];
      err(`\n${lines.join('\n')}\n\n`);
    }
  },
  hideAll: () => undefined,
};

function log(id: string, error: unknown): void {
  err(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

function print(answer: Answer<unknown>): number {
  outJson(answer);
  return answer.ok ? 0 : 1;
}

/** Prints why the command cannot be run, and answers its exit status. */
export function unusable(message: string): number {
  err(`${message}\n`);
  return 2;
}

/** The message of an error of the system. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
