import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { openBridge } from './bridge/bridge.ts';
import { faultLog } from './bridge/faults.ts';
import { type DeskPort, refusingDesk } from './bridge/port.ts';
import { openTrainingWithStory } from './desk/open.ts';
import { machineSource } from './desk/source.ts';
import { denyPermissions, lockNavigation } from './window/locks.ts';
import { setMenu } from './window/menu.ts';
import { ORIGIN } from './window/origin.ts';
import { registerScheme, servePages } from './window/pages.ts';
import { loadStart, openWindow } from './window/window.ts';
import { takeWorkspace } from './window/workspace.ts';

const workspace = takeWorkspace();
const log = faultLog(join(workspace, 'window', 'faults.log'));
const built = join(import.meta.dirname, '..');
const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

async function openDesk(): Promise<DeskPort> {
  const story = await readFile(join(built, 'main', 'training.jsonl'), 'utf8');
  const options = { directory: workspace, source: machineSource, log, name: 'Training' };
  const opened = await openTrainingWithStory(options, story);
  return opened.ok ? opened.desk : refusingDesk(opened.refusal);
}

async function start(): Promise<void> {
  // The window loads while the workspace opens; its first calls wait for the desk.
  const desk = openDesk();
  const bridge = openBridge(desk, ORIGIN, log);
  closeAtEnd(desk);

  servePages(session.defaultSession, join(built, 'renderer'), devServer);
  denyPermissions(session.defaultSession);
  setMenu(devServer !== null);
  const show = async () => {
    const window = openWindow(join(built, 'preload', 'preload.cjs'));
    bridge.admit(window);
    await loadStart(window);
  };
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show().catch(fail);
  });
  await show();
}

function closeAtEnd(desk: Promise<DeskPort>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    desk
      .then((open) => open.close())
      .catch((fault: unknown) => log('closing the workspace', fault))
      .finally(() => {
        closed = true;
        // In a turn of its own: as long as this event is being handled, Electron takes no second request to quit.
        setImmediate(() => app.quit());
      });
  });
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}

if (app.requestSingleInstanceLock()) {
  registerScheme();
  lockNavigation();
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // Not awaited here: Electron is ready only after this module has run to its end.
  app.whenReady().then(start).catch(fail);
} else {
  process.stderr.write(`${workspace} is open already; its window comes to the front.\n`);
  app.quit();
}
