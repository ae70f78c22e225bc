import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { i18n } from '#texts/texts.ts';
import { openBridge } from './bridge/bridge.ts';
import { faultLog } from './bridge/faults.ts';
import { openWorkspaceHost, type WorkspaceHost } from './desk/host/workspaceHost.ts';
import { machineEnvironment } from './desk/kernel/environment.ts';
import { choosePseudoTextsEverywhere } from './jobs/language.ts';
import { previewInWorker } from './jobs/preview.ts';
import { verifyInWorker } from './jobs/verify.ts';
import { whatIfInWorker } from './jobs/whatif.ts';
import { lockWhenLeft } from './window/idle.ts';
import { systemKeyStore } from './window/keyStore.ts';
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
if (!app.isPackaged && process.env.COUNTERSIGN_PSEUDO_TEXTS === '1') choosePseudoTextsEverywhere();

const place = locateWorkspace();
const log = faultLog(join(place.profile, 'faults.log'));
const built = join(import.meta.dirname, '..');
const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

async function start(): Promise<void> {
  const secureDisplay = openSecureDisplay((fault) => log('showing a slip', fault));
  // The window loads while the workspace opens; its first calls wait for the desk.
  const host = openWorkspaceHost({
    directory: place.directory,
    home: place.home,
    training: place.training,
    environment: machineEnvironment,
    log,
    demoScenario: () => readFile(join(built, 'main', 'training.jsonl'), 'utf8'),
    keyStore: systemKeyStore(),
    secureDisplay,
    verify: verifyInWorker(join(built, 'main')),
    previewPolicy: previewInWorker(join(built, 'main')),
    whatIf: whatIfInWorker(join(built, 'main')),
    chooseFolder,
    remember: place.remember,
  });
  const bridge = openBridge(host, ORIGIN, log);
  closeAtEnd(host);
  lockWhenLeft(host.lockAfterMinutes, host.lock);
  notifyWhenAway({
    onChanged: host.onChanged,
    places: () =>
      bridge.places().map(({ window, session }) => ({
        window,
        person: () => session.person,
        call: (area, verb, input) => host.call(session, area, verb, input),
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
  setMenu(devServer !== null, { newWindow: () => void show().catch(fail), lock: host.lock });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show().catch(fail);
  });
  await show();
}

function closeAtEnd(host: WorkspaceHost): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    host
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
