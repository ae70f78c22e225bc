/** The scheme and the origin from which the window, and nothing else, is loaded. */
export const SCHEME = 'app';
export const HOST = 'countersign';
export const ORIGIN = `${SCHEME}://${HOST}`;
export const START = `${ORIGIN}/`;

/**
 * Whether a URL is one of the application's own pages. Compares parts of the parsed URL, never its text: an origin that
 * only begins with ours, or holds it in a query, is another one.
 */
export function isOwn(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === '';
}
