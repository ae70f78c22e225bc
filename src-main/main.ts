import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { i18n } from '#texts/texts.ts';
import { openBridge } from './bridge/bridge.ts';
import { faultLog } from './bridge/faults.ts';
import { type Front, openFront } from './desk/front/front.ts';
import { machineSource } from './desk/source.ts';
import { foreseeInWorker } from './jobs/foresee.ts';
import { choosePseudoTextsEverywhere } from './jobs/language.ts';
import { verifyInWorker } from './jobs/verify.ts';
import { whatIfInWorker } from './jobs/whatif.ts';
import { lockWhenLeft } from './window/idle.ts';
import { systemKeyStore } from './window/keyStore.ts';
import { denyPermissions, lockNavigation } from './window/locks.ts';
import { setMenu } from './window/menu.ts';
import { notifyWhenAway } from './window/notifications.ts';
import { ORIGIN } from './window/origin.ts';
import { registerScheme, servePages } from './window/pages.ts';
import { openSlips } from './window/slips.ts';
import { showAtNotice, showNotification } from './window/systemNotifications.ts';
import { loadStart, openWindow } from './window/window.ts';
import { chooseFolder, takePlace } from './window/workspace.ts';

// For tests only: an application that people install has no pseudo-locale.
if (!app.isPackaged && process.env.COUNTERSIGN_PSEUDO_TEXTS === '1') choosePseudoTextsEverywhere();

const place = takePlace();
const log = faultLog(join(place.profile, 'faults.log'));
const built = join(import.meta.dirname, '..');
const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

async function start(): Promise<void> {
  const slips = openSlips((fault) => log('showing a slip', fault));
  // The window loads while the workspace opens; its first calls wait for the desk.
  const front = openFront({
    directory: place.directory,
    home: place.home,
    training: place.training,
    source: machineSource,
    log,
    story: () => readFile(join(built, 'main', 'training.jsonl'), 'utf8'),
    keyStore: systemKeyStore(),
    slips,
    verify: verifyInWorker(join(built, 'main')),
    foresee: foreseeInWorker(join(built, 'main')),
    whatIf: whatIfInWorker(join(built, 'main')),
    chooseFolder,
    remember: place.remember,
  });
  const bridge = openBridge(front, ORIGIN, log);
  closeAtEnd(front);
  lockWhenLeft(front.lockAfterMinutes, front.lock);
  notifyWhenAway({
    onChanged: front.onChanged,
    places: () =>
      bridge.places().map(({ window, seat }) => ({
        window,
        person: () => seat.person,
        call: (area, verb, input) => front.call(seat, area, verb, input),
      })),
    inFront: () => BrowserWindow.getFocusedWindow() !== null,
    show: showNotification,
    go: showAtNotice,
    failed: (fault) => log('showing a notification', fault),
  });

  servePages(session.defaultSession, {
    folder: join(built, 'renderer'),
    devServer,
    language: i18n.language,
    ownPage: slips.page,
  });
  denyPermissions(session.defaultSession);
  const show = async () => {
    const window = openWindow(join(built, 'preload', 'preload.cjs'));
    bridge.admit(window);
    await loadStart(window);
  };
  setMenu(devServer !== null, { newWindow: () => void show().catch(fail), lock: front.lock });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show().catch(fail);
  });
  await show();
}

function closeAtEnd(front: Front): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    front
      .close()
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
  process.stderr.write(`${place.directory} is open already; its window comes to the front.\n`);
  app.quit();
}
