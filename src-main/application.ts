import { join } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import { choosePseudoTexts, i18n, t } from '#texts/texts.ts';
import { openBridge } from './bridge/bridge.ts';
import type { FaultLog } from './process/faults.ts';
import type { ForkedDesk } from './process/main/fork.ts';
import { type Supervisor, supervise } from './process/main/supervisor.ts';
import type { Wish } from './process/protocol.ts';
import { lockWhenLeft } from './window/idle.ts';
import type { SystemKeys } from './window/keyStore.ts';
import { denyPermissions } from './window/locks.ts';
import { setMenu } from './window/menu.ts';
import { notifyWhenAway } from './window/notifications.ts';
import { ORIGIN } from './window/origin.ts';
import { servePages } from './window/pages.ts';
import { openSecureDisplay } from './window/printedPages.ts';
import { type RecentDesks, recentDesksIn } from './window/recentDesks.ts';
import { showAtNotice, showNotification } from './window/systemNotifications.ts';
import { loadStart, openWindow } from './window/window.ts';
import type { WorkspaceLocation } from './window/workspace.ts';

/** What main.ts has found out and started. */
export interface Begun {
  readonly place: WorkspaceLocation;
  /** The folder of the built application. */
  readonly built: string;
  /** The file of the fault log. */
  readonly faults: string;
  readonly log: FaultLog;
  /** For tests: show every text in the pseudo-locale. */
  readonly pseudoTexts: boolean;
  /** The system's key store, if it has a secure one. */
  readonly keys: SystemKeys | null;
  /** Starts a desk process. */
  readonly fork: () => ForkedDesk;
  /** The first desk process, which is loading its code. */
  readonly forked: ForkedDesk;
  /** Ends the application, which cannot go on. */
  readonly fail: (error: unknown) => void;
}

/** Runs the application: everything of the main process that needs the texts or the contract. Electron must be ready. */
export async function runApplication(begun: Begun): Promise<void> {
  const { place, built, faults, log, pseudoTexts, keys, fork, fail } = begun;
  if (pseudoTexts) choosePseudoTexts();
  const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);
  const secureDisplay = openSecureDisplay((fault) => log('showing a page', fault));
  const recent = recentDesksIn(join(place.profile, 'recent-desks.json'), () => new Date().toISOString());
  let forked: ForkedDesk | null = begun.forked;
  const desk = supervise({
    start: {
      directory: place.directory,
      home: place.home,
      training: place.training,
      faults,
      keyStore: keys !== null,
      pseudoTexts,
    },
    fork: (start, hearing) => {
      const next = forked ?? fork();
      forked = null;
      return next.begin(start, hearing);
    },
    services: {
      show: secureDisplay.show,
      hideAll: secureDisplay.hideAll,
      remember: (opened) => {
        place.remember(opened?.directory ?? null);
        // A list that cannot be written is no reason to close what was opened.
        try {
          if (opened !== null) recent.add(opened);
        } catch (fault) {
          log('remembering a desk', fault);
        }
      },
      grant: granter(keys, recent),
    },
    log,
  });
  closeAtEnd(desk, log);
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
  setMenu(devServer !== null, {
    newWindow: () => void show().catch(fail),
    openOther: bridge.askForOtherDesk,
    lock: desk.lock,
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show().catch(fail);
  });
  await show();
}

/** Does for the desk what only this process can do. */
function granter(keys: SystemKeys | null, recent: RecentDesks): (wish: Wish) => Promise<unknown> {
  return async (wish) => {
    if (wish.for === 'folder') return chooseFolder();
    if (wish.for === 'forgottenDesk') recent.forget(wish.directory);
    if (wish.for === 'forgottenDesk' || wish.for === 'recentDesks') return recent.list();
    if (keys === null) throw new Error('This machine has no key store.');
    return wish.for === 'protect' ? keys.protect(wish.text) : keys.reveal(wish.bytes);
  };
}

/** Asks for a folder in the system's own dialog. Null if the person chooses none. */
async function chooseFolder(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: t('windows.chooseFolder'),
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

function closeAtEnd(desk: Supervisor, log: FaultLog): void {
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
