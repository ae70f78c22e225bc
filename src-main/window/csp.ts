/** Placeholder for the nonce in index.html; electron.vite.config.ts writes the same. */
export const NONCE_PLACE = '__CSP_NONCE__';

/**
 * The Content-Security-Policy of a page (docs/rules.md#the-window). `devServer` is the address of the development
 * server. Only that server gets more rights: its live connection, and the one inline script for React's refresh.
 */
export function contentSecurityPolicy(nonce: string, devServer: string | null): string {
  const live = devServer === null ? '' : ` ${devServer.replace(/^http/, 'ws')}`;
  const refresh = devServer === null ? '' : ` 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'self'${refresh}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${live}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
