/** A part of a printed page. */
export interface PrintedStrip {
  readonly title: string;
  /** Paragraphs. */
  readonly text: readonly string[];
  readonly fields: readonly { readonly label: string; readonly value: string }[];
}

/**
 * A page to print or save, shown outside the renderer because it holds a secret (one-time code, recovery kit) or belongs elsewhere
 * (fingerprint, head of the ledger).
 */
export interface PrintedPage extends PrintedStrip {
  /** Strips to be cut off, one for each person. A page with strips is saved as a PDF, after a warning. */
  readonly strips: readonly PrintedStrip[];
  /** `text`: the whole page as plain text. */
  readonly file: { readonly name: string; readonly text: string };
}

/** Shows printed pages: in their own windows, or in the terminal. */
export interface SecureDisplay {
  show(printedPage: PrintedPage): void;
  /** Closes all pages that are shown, so that the next person cannot see them. */
  hideAll(): void;
}

export const noSecureDisplay: SecureDisplay = { show: () => undefined, hideAll: () => undefined };
