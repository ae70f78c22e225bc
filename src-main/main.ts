import { join } from 'node:path';
import { app, BrowserWindow, Menu } from 'electron';
import { faultLog } from './process/faults.ts';
import { forkDesk } from './process/main/fork.ts';
import { systemKeyStore } from './window/keyStore.ts';
import { lockNavigation } from './window/locks.ts';
import { registerScheme } from './window/pages.ts';
import { locateWorkspace } from './window/workspace.ts';

// Electron becomes ready only after this file has run with all that it imports, and the desk process is forked only
// then. So the texts and the contract are in application.ts, which loads while the desk process loads its own code.

// For tests only: an application that people install has no pseudo-locale.
const pseudoTexts = !app.isPackaged && process.env.COUNTERSIGN_PSEUDO_TEXTS === '1';
const place = locateWorkspace();
const faults = join(place.profile, 'faults.log');
const built = join(import.meta.dirname, '..');
// Node options for the desk process, for a debugger: it takes none from NODE_OPTIONS.
const deskOptions = app.isPackaged ? '' : (process.env.COUNTERSIGN_DESK_OPTIONS ?? '');

async function start(): Promise<void> {
  const keys = systemKeyStore();
  const fork = () => forkDesk(join(built, 'main', 'desk.js'), deskOptions);
  const forked = fork();
  const { runApplication } = await import('./application.ts');
  await runApplication({ place, built, faults, log: faultLog(faults), pseudoTexts, keys, fork, forked, fail });
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}

async function sayAlreadyOpen(): Promise<void> {
  const { choosePseudoTexts, t } = await import('#texts/texts.ts');
  if (pseudoTexts) choosePseudoTexts();
  process.stderr.write(`${t('windows.alreadyOpen', { directory: place.directory })}\n`);
  app.quit();
}

if (app.requestSingleInstanceLock()) {
  registerScheme();
  lockNavigation();
  // Otherwise Electron makes a menu of its own first.
  Menu.setApplicationMenu(null);
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
  sayAlreadyOpen().catch(fail);
}
