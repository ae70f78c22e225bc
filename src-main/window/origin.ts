/** The scheme and the origin that the window loads its pages from; it loads nothing else. */
export const SCHEME = 'app';
export const HOST = 'countersign';
export const ORIGIN = `${SCHEME}://${HOST}`;
export const START = `${ORIGIN}/`;

/**
 * Whether a URL is one of the application's own pages. Compares the parts of the parsed URL, never its text: another
 * origin can begin with ours, or contain it in a query.
 */
export function isOwn(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === '';
}
