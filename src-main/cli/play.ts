import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { instant } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import type { Desk } from '../desk/desk.ts';
import { machineEnvironment, repeatableEnvironment } from '../desk/kernel/environment.ts';
import { holdsWorkspace, makeTemporary, openTraining } from '../desk/open.ts';
import { playScenario } from '../desk/scenario/play.ts';
import { readScenario, type ScenarioLine } from '../desk/scenario/read.ts';
import { err, outJson } from './print.ts';

// A zone can move the first or last day of the calendar into a year that no event can have.
const startTime = instant.refine((at) => /^\d{4}-/.test(at));

/** Plays a scenario (docs/contract.md#command-line). Answers the exit status. */
export async function runPlay(
  file: string,
  options: { readonly workspace?: string | undefined; readonly start?: string | undefined },
): Promise<number> {
  const start = options.start === undefined ? undefined : startTime.safeParse(options.start);
  if (start && !start.success) return refuse(t('cli.play.start'));
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    return refuse(t('cli.unreadable', { file, reason: reason(error) }));
  }
  const scenario = readScenario(content);
  if (!scenario.ok) return refuse(scenario.message);
  if (start && options.workspace !== undefined && holdsWorkspace(options.workspace))
    return refuse(t('cli.play.exists', { workspace: options.workspace }));
  const place = playFolderFor(options.workspace);
  if (!place.ok) return refuse(place.message);
  const { directory } = place;
  const environment = start
    ? repeatableEnvironment(
        createHash('sha256').update(start.data).update('\n').update(content).digest('hex'),
        start.data,
      )
    : machineEnvironment;
  try {
    const opened = await openTraining({
      directory,
      environment,
      name: 'Scenario',
      check: 'everything',
      workers: import.meta.dirname,
      log: (id, error) => err(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`),
    });
    if (!opened.ok) return refuse(opened.refusal.message);
    try {
      return await playAll(opened.desk, scenario.lines);
    } finally {
      await opened.desk.close();
    }
  } catch (error) {
    return refuse(t('cli.unusable', { directory, reason: reason(error) }));
  } finally {
    place.remove();
  }
}

type PlayFolder =
  | { readonly ok: true; readonly directory: string; remove(): void }
  | { readonly ok: false; readonly message: string };

// Without a named folder, a temporary one holds the workspace until the scenario has been played.
function playFolderFor(workspace: string | undefined): PlayFolder {
  if (workspace !== undefined) return { ok: true, directory: workspace, remove: () => undefined };
  try {
    return { ok: true, ...makeTemporary() };
  } catch (error) {
    return { ok: false, message: reason(error) };
  }
}

async function playAll(desk: Desk, lines: readonly ScenarioLine[]): Promise<number> {
  let status = 0;
  await playScenario(desk, lines, ({ line, answer, wanted }) => {
    if (!wanted) status = 1;
    outJson({ line, ...answer });
  });
  return status;
}

function refuse(message: string): number {
  err(`${message}\n`);
  return 2;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
