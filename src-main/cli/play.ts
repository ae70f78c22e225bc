import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { instant } from '../../src-preload/contract/scalars.ts';
import type { Desk } from '../desk/desk.ts';
import { holdsWorkspace, openTraining } from '../desk/open.ts';
import { playScenario } from '../desk/scenario/play.ts';
import { readScenario, type ScenarioLine } from '../desk/scenario/read.ts';
import { machineSource, repeatableSource } from '../desk/source.ts';

// In UTC, a time of the first or last day of the calendar may be of a year that no event can have.
const startTime = instant.refine((at) => /^\d{4}-/.test(at));

/** Plays a scenario (CONTRACT.md, "Command line"). Answers the exit status. */
export async function runPlay(
  file: string,
  options: { readonly workspace?: string | undefined; readonly start?: string | undefined },
): Promise<number> {
  const start = options.start === undefined ? undefined : startTime.safeParse(options.start);
  if (start && !start.success) return refuse('--start wants an ISO 8601 time with a zone, like 2026-01-31T09:00:00Z.');
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    return refuse(`${file} cannot be read: ${reason(error)}`);
  }
  const scenario = readScenario(content);
  if (!scenario.ok) return refuse(scenario.message);
  if (start && options.workspace !== undefined && holdsWorkspace(options.workspace))
    return refuse(`There is a workspace in ${options.workspace} already; --start is for new ones.`);
  const directory = options.workspace ?? (await mkdtemp(join(tmpdir(), 'countersign-')));
  const source = start
    ? repeatableSource(createHash('sha256').update(start.data).update('\n').update(content).digest('hex'), start.data)
    : machineSource;
  try {
    const opened = await openTraining({
      directory,
      source,
      name: 'Scenario',
      check: 'everything',
      log: (id, error) =>
        process.stderr.write(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`),
    });
    if (!opened.ok) return refuse(opened.refusal.message);
    try {
      return await playAll(opened.desk, scenario.lines);
    } finally {
      await opened.desk.close();
    }
  } catch (error) {
    return refuse(`The workspace in ${directory} cannot be used: ${reason(error)}`);
  } finally {
    if (options.workspace === undefined) await rm(directory, { recursive: true, force: true });
  }
}

async function playAll(desk: Desk, lines: readonly ScenarioLine[]): Promise<number> {
  let status = 0;
  await playScenario(desk, lines, ({ line, answer, wanted }) => {
    if (!wanted) status = 1;
    process.stdout.write(`${JSON.stringify({ line, ...answer })}\n`);
  });
  return status;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
