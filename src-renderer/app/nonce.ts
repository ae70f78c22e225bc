/** The nonce that the CSP of this load allows styles by; the main process writes it into the page. */
export const styleNonce = (): string => document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

declare global {
  // eslint-style var: a global is declared by it and by nothing else.
  var __webpack_nonce__: string | undefined;
}

/** Dialogs lock the page's scrolling by a style element of a library that reads its nonce from this global. */
export function giveNonceToScrollLock(): void {
  globalThis.__webpack_nonce__ = styleNonce();
}
