import { BrowserWindow, nativeTheme } from 'electron';
import { isOwn, START } from './origin.ts';

/** The background colours before the page is painted, so that a dark desk does not flash white. */
const GROUND = { light: '#f6f7f9', dark: '#11151c' };

/** Opens the desk's window on the start page: sandboxed, isolated, without Node. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Countersign',
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  // Electron neither announces nor lets the application refuse one navigation: the one to about:blank.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isOwn(url)) loadStart(window).catch(() => window.destroy());
  });
  return window;
}

/** Loads the start page. Separate from `openWindow`, so that the bridge knows the window before the page can call. */
export async function loadStart(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(START);
  } catch (error) {
    // A reload, or closing the window at once, aborts the first load. That is no failure.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED')) throw error;
  }
}
