import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { net, protocol, type Session } from 'electron';
import { pagePath } from './addresses.ts';
import { contentSecurityPolicy, NONCE_PLACE } from './csp.ts';
import { isOwn, SCHEME } from './origin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/**
 * Must run before Electron is ready. Without `standard` and `secure` the pages would have no origin, and so no storage
 * and no modules.
 */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** The pages to serve, and how to serve them. */
export interface Pages {
  /** The folder of the built window. */
  readonly folder: string;
  /** The address of a development server that provides the pages instead. Null for none. */
  readonly devServer: string | null;
  /** The language of the texts, as a BCP 47 tag. The window reads it from its page. */
  readonly language: string;
  /** Returns a page that the main process makes itself, by path. Null if it makes none there. */
  readonly ownPage: (path: string, nonce: string) => string | null;
}

/** Serves the window. Each page gets its own nonce, in the header and in its text. */
export function servePages(session: Session, { folder, devServer, language, ownPage }: Pages): void {
  session.protocol.handle(SCHEME, async (request) => {
    if (!isOwn(request.url)) return refuse(404);
    if (request.method !== 'GET') return refuse(405);
    const nonce = newNonce();
    const own = ownPage(new URL(request.url).pathname, nonce);
    if (own !== null) return pageAnswer(own, nonce, null);
    const path = pagePath(request.url);
    if (path === null) return refuse(404);
    try {
      const found =
        devServer === null ? await fromFolder(folder, path) : await fromServer(devServer, path, request.url);
      if (!found.type.startsWith('text/html')) return answer(found.body, found.type, {});
      const page = found.body.toString('utf8').replaceAll(NONCE_PLACE, nonce);
      return pageAnswer(page.replace('<html lang="en">', `<html lang="${language}">`), nonce, devServer);
    } catch {
      return refuse(404);
    }
  });
}

interface PageFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly type: string;
}

async function fromFolder(folder: string, path: string): Promise<PageFile> {
  const file = join(folder, path);
  const type = TYPES[extname(file)];
  if (type === undefined || !file.startsWith(folder + sep)) throw new Error(`${path} is not served.`);
  return { body: await readFile(file), type };
}

async function fromServer(devServer: string, path: string, url: string): Promise<PageFile> {
  const address = new URL(devServer);
  // The development server's own modules have addresses without an extension too (`/@vite/client`).
  address.pathname = path === '/index.html' && new URL(url).pathname.startsWith('/@') ? new URL(url).pathname : path;
  address.search = new URL(url).search;
  const response = await net.fetch(address.href);
  if (!response.ok) throw new Error(`The development server answered ${response.status}.`);
  return {
    body: Buffer.from(await response.arrayBuffer()),
    type: response.headers.get('content-type') ?? 'application/octet-stream',
  };
}

function newNonce(): string {
  return randomBytes(16).toString('base64');
}

function pageAnswer(html: string, nonce: string, devServer: string | null): Response {
  return answer(html, 'text/html; charset=utf-8', {
    'Content-Security-Policy': contentSecurityPolicy(nonce, devServer),
    'Cache-Control': 'no-store',
  });
}

function answer(
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      ...headers,
    },
  });
}

function refuse(status: number): Response {
  return new Response(null, { status });
}
