import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { choosePseudoTexts, i18n, t } from '#texts/texts.ts';
import { openBridge } from './bridge/bridge.ts';
import { faultLog } from './process/faults.ts';
import { forkDesk } from './process/main/fork.ts';
import { type Supervisor, supervise } from './process/main/supervisor.ts';
import type { Wish } from './process/protocol.ts';
import { lockWhenLeft } from './window/idle.ts';
import { type SystemKeys, systemKeyStore } from './window/keyStore.ts';
import { denyPermissions, lockNavigation } from './window/locks.ts';
import { setMenu } from './window/menu.ts';
import { notifyWhenAway } from './window/notifications.ts';
import { ORIGIN } from './window/origin.ts';
import { registerScheme, servePages } from './window/pages.ts';
import { openSecureDisplay } from './window/printedPages.ts';
import { showAtNotice, showNotification } from './window/systemNotifications.ts';
import { loadStart, openWindow } from './window/window.ts';
import { chooseFolder, locateWorkspace } from './window/workspace.ts';

// For tests only: an application that people install has no pseudo-locale.
const pseudoTexts = !app.isPackaged && process.env.COUNTERSIGN_PSEUDO_TEXTS === '1';
if (pseudoTexts) choosePseudoTexts();

const place = locateWorkspace();
const faults = join(place.profile, 'faults.log');
const log = faultLog(faults);
const built = join(import.meta.dirname, '..');
// Node options for the desk process, for a debugger: it takes none from NODE_OPTIONS.
const deskOptions = app.isPackaged ? '' : (process.env.COUNTERSIGN_DESK_OPTIONS ?? '');
const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

async function start(): Promise<void> {
  const secureDisplay = openSecureDisplay((fault) => log('showing a page', fault));
  const keys = systemKeyStore();
  // Before the window: the workspace opens while the page loads, whose first calls wait for it.
  const desk = supervise({
    start: {
      directory: place.directory,
      home: place.home,
      training: place.training,
      faults,
      keyStore: keys !== null,
      pseudoTexts,
    },
    fork: (start, hearing) => forkDesk(join(built, 'main', 'desk.js'), deskOptions, start, hearing),
    services: {
      show: secureDisplay.show,
      hideAll: secureDisplay.hideAll,
      remember: place.remember,
      grant: granter(keys),
    },
    log,
  });
  closeAtEnd(desk);
  const bridge = openBridge(desk, ORIGIN, log);
  lockWhenLeft(desk.lockAfterMinutes, desk.lock);
  notifyWhenAway({
    onChanged: desk.onChanged,
    places: () =>
      [...bridge.windows()].map(([id, window]) => ({
        window,
        person: () => desk.personAt(id),
        call: (area, verb, input) => desk.call(id, area, verb, input),
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
    ownPage: secureDisplay.page,
  });
  denyPermissions(session.defaultSession);
  const show = async () => {
    const window = openWindow(join(built, 'preload', 'preload.cjs'));
    bridge.admit(window);
    await loadStart(window);
  };
  setMenu(devServer !== null, { newWindow: () => void show().catch(fail), lock: desk.lock });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show().catch(fail);
  });
  await show();
}

/** Does for the desk what only this process can do. */
function granter(keys: SystemKeys | null): (wish: Wish) => Promise<unknown> {
  return async (wish) => {
    if (wish.for === 'folder') return chooseFolder();
    if (keys === null) throw new Error('This machine has no key store.');
    return wish.for === 'protect' ? keys.protect(wish.text) : keys.reveal(wish.bytes);
  };
}

function closeAtEnd(desk: Supervisor): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    // Electron tells the desk process nothing and cuts it off: it is asked to close first.
    desk
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
  process.stderr.write(`${t('windows.alreadyOpen', { directory: place.directory })}\n`);
  app.quit();
}
