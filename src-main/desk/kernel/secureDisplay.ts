/**
 * A page that the main process shows by itself, to be printed or saved: what must not pass through the window (one-time codes, recovery
 * kits) and what is to be kept elsewhere (the founding fingerprint, heads of the ledger).
 */
export interface PrintedPage {
  readonly title: string;
  /** Paragraphs. */
  readonly text: readonly string[];
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly file: { readonly name: string; readonly text: string };
}

/** What shows slips, and decides how: in windows of their own, or in the terminal. */
export interface SecureDisplay {
  show(printedPage: PrintedPage): void;
  /** Takes away those that are still shown: they are not for whoever sits down next. */
  hideAll(): void;
}

export const noSecureDisplay: SecureDisplay = { show: () => undefined, hideAll: () => undefined };
