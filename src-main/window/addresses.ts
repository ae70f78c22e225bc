import { extname } from 'node:path';

/**
 * The path below the served folder for a URL, or null if it has none. The window's own addresses (`/requests/42`) have
 * no extension; they all return the one page.
 */
export function pagePath(url: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (/[\0\\]/.test(path) || path.split('/').some((part) => part === '..' || part === '.')) return null;
  return extname(path) === '' ? '/index.html' : path;
}
