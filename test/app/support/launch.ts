import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { attach } from '../../../build/base/attach.mjs';
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

/** The environment in which build/test.mjs runs the window tests. */
function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set. Run window tests by: npm test -- test/app/NAME`);
  return value;
}

/** The environment of this process, which Playwright wants without what is undefined. */
const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

export interface LaunchOptions {
  /** The folder of the workspace; a temporary one if left out. */
  readonly workspace?: string;
  /** Start as a person does who has no desk yet, or a real one; into a training workspace if left out. */
  readonly real?: boolean;
  /** With a wall clock of its own, which `moveClock` moves. */
  readonly clock?: boolean;
  /** Show all texts of the catalogue in the pseudo-locale. */
  readonly pseudo?: boolean;
}

/**
 * Starts the built application in a real Electron, in a workspace of its own or in the given one, and waits until its
 * page has loaded.
 */
export async function launchDesk(options: LaunchOptions = {}): Promise<Launched> {
  const workspace = options.workspace ?? mkdtempSync(join(tmpdir(), 'countersign-window-'));
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

/** Opens another window of the same application, by its menu. */
export async function openAnother(app: ElectronApplication): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === '&New Window')?.click();
  });
  return opened;
}
