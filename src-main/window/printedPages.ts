import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { BrowserWindow, dialog } from 'electron';
import { i18n, t } from '#texts/texts.ts';
import { ORIGIN } from './origin.ts';

interface StripText {
  readonly title: string;
  readonly text: readonly string[];
  readonly fields: readonly { readonly label: string; readonly value: string }[];
}

/** The content of a printed page. Its texts are shown unchanged. */
export interface PrintedPageText extends StripText {
  /** Parts to be cut off, one for each person. A page with strips is saved as a PDF, after a warning. */
  readonly strips: readonly StripText[];
  readonly file: { readonly name: string; readonly text: string };
}

/** The open printed pages: the main process makes them, without a script and without the bridge. */
export interface PrintedPages {
  /** Opens a printed page in a window of its own. */
  show(printedPage: PrintedPageText): void;
  /** The page at an address, with a placeholder for the nonce. Null if there is none. */
  page(path: string, nonce: string): string | null;
  /** Closes all printed pages: the next person at the machine must not see them. */
  hideAll(): void;
}

const PATH = '/slip/';

/** `failed` receives the errors of showing, printing or saving a printed page. */
export function openSecureDisplay(failed: (error: unknown) => void): PrintedPages {
  const secureDisplay = new Map<string, { readonly printedPage: PrintedPageText; readonly window: BrowserWindow }>();

  // The page has no script, so its buttons are links into the page itself. Following one triggers the action.
  const act = (id: string, url: string): void => {
    const open = secureDisplay.get(id);
    const action = URL.canParse(url) ? new URL(url).hash : '';
    if (!open) return;
    if (action === '#done') open.window.close();
    if (action === '#print') open.window.webContents.print({ printBackground: true }, () => undefined);
    if (action === '#save') save(open.window, open.printedPage).catch(failed);
  };

  return {
    show(printedPage) {
      const id = randomUUID();
      const window = new BrowserWindow({
        width: 640,
        height: 720,
        title: printedPage.title,
        autoHideMenuBar: true,
        webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
      });
      secureDisplay.set(id, { printedPage, window });
      window.once('closed', () => secureDisplay.delete(id));
      window.webContents.on('did-navigate-in-page', (_event, url) => act(id, url));
      window.loadURL(`${ORIGIN}${PATH}${id}`).catch((error: unknown) => {
        if (!window.isDestroyed()) failed(error);
      });
    },
    page(path, nonce) {
      const id = path.startsWith(PATH) ? path.slice(PATH.length) : '';
      const open = secureDisplay.get(id);
      return open ? pageOf(open.printedPage, nonce) : null;
    },
    hideAll() {
      for (const { window } of secureDisplay.values()) window.close();
    },
  };
}

async function save(window: BrowserWindow, { file, strips }: PrintedPageText): Promise<void> {
  if (strips.length > 0 && !(await agreesToCopy(window))) return;
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: file.name });
  if (canceled || !filePath) return;
  const content = strips.length > 0 ? await window.webContents.printToPDF(SHEET) : file.text;
  await writeFile(filePath, content, { mode: 0o600 });
}

const SHEET = { pageSize: 'A4', printBackground: true } as const;

/** Warns that a file with codes is a copy of all of them. Whether the person wants it nevertheless. */
async function agreesToCopy(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: t('windows.savePdf.title'),
    detail: t('windows.savePdf.warning'),
    buttons: [t('windows.savePdf.save'), t('windows.savePdf.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

function pageOf({ title, text, fields, strips }: PrintedPageText, nonce: string): string {
  const saves = t(strips.length > 0 ? 'windows.page.savePdf' : 'windows.page.save');
  return `<!doctype html><html lang="${i18n.language}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<style nonce="${nonce}">${STYLE}</style></head><body><main><h1>${escaped(title)}</h1>
${paragraphs(text)}${rows(fields)}${strips.map(strip).join('\n')}
<nav aria-label="${escaped(t('windows.page.actions'))}"><a href="#print" role="button">${escaped(t('windows.page.print'))}</a>
<a href="#save" role="button">${escaped(saves)}</a>
<a href="#done" role="button" class="done">${escaped(t('windows.page.done'))}</a></nav></main></body></html>`;
}

const paragraphs = (text: StripText['text']): string =>
  text.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('');

function rows(fields: StripText['fields']): string {
  const all = fields.map(({ label, value }) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`);
  return all.length === 0 ? '' : `<dl>${all.join('')}</dl>`;
}

const strip = ({ title, text, fields }: StripText): string =>
  `<section><h2>${escaped(title)}</h2>${rows(fields)}${paragraphs(text)}</section>`;

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 32px; font: 14px/20px system-ui, sans-serif; background: #f6f7f9; color: #1c2430; }
h1 { margin: 0 0 12px; font-size: 22px; line-height: 28px; }
p { max-width: 62ch; }
dl { margin: 24px 0; border-top: 1px solid #c9d1dd; }
dt { padding-top: 12px; font-size: 12px; color: #55606f; }
dd { margin: 0; padding-bottom: 12px; border-bottom: 1px solid #c9d1dd; font: 600 16px/22px 'IBM Plex Mono', monospace; overflow-wrap: anywhere; }
section { margin-top: 16px; padding-top: 16px; border-top: 1px dashed #6b7788; break-inside: avoid; }
h2 { margin: 0; font-size: 16px; line-height: 22px; }
/* The code comes third, and has a line of its own: broken in two it would be typed wrong. */
section dl { display: grid; grid-template-columns: 1fr 1fr max-content; column-gap: 24px; margin: 12px 0; border: 0; }
section dl > :nth-child(3) { grid-column: 1 / -1; order: 1; }
section dd { padding-bottom: 4px; border: 0; }
section p { margin: 0 0 4px; }
nav { display: flex; gap: 8px; }
section ~ nav { position: sticky; bottom: 0; margin: 24px -32px 0; padding: 12px 32px; border-top: 1px solid #c9d1dd; background: #f6f7f9; }
a { padding: 8px 16px; border: 1px solid #9ca8b9; border-radius: 6px; color: inherit; text-decoration: none; }
a.done { margin-left: auto; border-color: #1f4f9c; background: #1f4f9c; color: #fff; }
a:focus-visible { outline: 2px solid #1f4f9c; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  body { background: #11151c; color: #e4e9f1; }
  dl, dd { border-color: #2b3442; }
  section { border-color: #7d8a9c; }
  section ~ nav { border-color: #2b3442; background: #11151c; }
  dt { color: #9ca8b9; }
  a { border-color: #465265; }
  a.done { border-color: #93b8f7; background: #93b8f7; color: #11151c; }
  a:focus-visible { outline-color: #93b8f7; }
}
@media print {
  nav, section ~ nav { display: none; }
  body { padding: 0; background: #fff; color: #000; }
  dt { color: #333; }
  section { border-color: #000; }
}
`;
