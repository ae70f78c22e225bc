import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page, test } from 'playwright/test';
import { attach } from '../../../build/base/attach.mjs';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { makeClock } from './clock.ts';

const repository = join(import.meta.dirname, '..', '..', '..');

/** A running application and its one window. */
export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The folder of the workspace; a temporary one goes away with `close`. */
  readonly workspace: string;
  close(): Promise<void>;
}

/** A variable of the environment in which build/test.mjs runs the window tests. */
function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set. Run window tests by: npm test -- test/app/NAME`);
  return value;
}

/** The environment of this process, with its own display if it has one. Playwright accepts no undefined values in it. */
function environment(): Record<string, string> {
  const display = given('COUNTERSIGN_DISPLAYS').split(' ')[test.info().parallelIndex];
  return Object.fromEntries(
    Object.entries({ ...process.env, ...(display ? { DISPLAY: display } : {}) }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

export interface LaunchOptions {
  /** The folder of the workspace. If left out: a temporary folder with an untouched training workspace. */
  readonly workspace?: string;
  /** Start without `--training`: with no desk yet, or with the real one in the folder. */
  readonly real?: boolean;
  /** Give the application a wall clock of its own, which `moveClock` moves. */
  readonly clock?: boolean;
  /** Show all texts of the catalogue in the pseudo-locale. */
  readonly pseudo?: boolean;
}

/** Starts the built application in a real Electron and waits until its page has loaded. */
export async function launchDesk(options: LaunchOptions = {}): Promise<Launched> {
  const workspace = options.workspace ?? (await newWorkspace(options));
  const switches = given('COUNTERSIGN_SWITCHES').split(' ').filter(Boolean);
  const folder = options.clock === true ? mkdtempSync(join(tmpdir(), 'countersign-clock-')) : null;
  const clock = folder === null ? null : makeClock(folder);
  const { app } = await attach({
    executablePath: given('COUNTERSIGN_ELECTRON'),
    args: [...switches, repository, `--workspace=${workspace}`, ...(options.real === true ? [] : ['--training'])],
    env: {
      ...environment(),
      ...(options.pseudo === true ? { COUNTERSIGN_PSEUDO_TEXTS: '1' } : {}),
      ...(clock === null ? {} : { COUNTERSIGN_DESK_OPTIONS: clock.deskOptions }),
    },
  });
  clock?.belongsTo(app);
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return {
    app,
    page,
    workspace,
    async close() {
      await app.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      if (options.workspace === undefined) rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const temporary = (): string => mkdtempSync(join(tmpdir(), 'countersign-window-'));

/** A temporary folder: empty for a real desk, else with an untouched training workspace. */
async function newWorkspace({ real, pseudo }: LaunchOptions): Promise<string> {
  // The story contains texts of the catalogue, so the pseudo-locale needs a story of its own.
  return real === true || pseudo === true ? temporary() : copyOf(await untouchedTraining());
}

let training: Promise<string> | null = null;

/**
 * The folder of a closed training workspace in which only its story has happened. Copy it, do not open it. It is made once in
 * each process of Playwright: writing the story takes longer than starting Electron.
 */
export function untouchedTraining(): Promise<string> {
  training ??= writeStory();
  return training;
}

async function writeStory(): Promise<string> {
  const workspace = temporary();
  process.on('exit', () => rmSync(workspace, { recursive: true, force: true, maxRetries: 5 }));
  const { page, close } = await launchDesk({ workspace });
  // Answered once the workspace is open, and so after the story.
  await page.evaluate(() => window.desk.workspace.get({}));
  await close();
  return workspace;
}

/** A temporary folder with a copy of a closed training workspace. */
export function copyOf(workspace: string): string {
  const copy = temporary();
  copyFileSync(join(workspace, WORKSPACE_FILE), join(copy, WORKSPACE_FILE));
  return copy;
}

/** Opens another window of the same application, by its menu. */
export async function openAnother(app: ElectronApplication): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === '&New Window')?.click();
  });
  return opened;
}
