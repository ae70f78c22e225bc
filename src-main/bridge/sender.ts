/** The part of Electron's `WebFrameMain` that is used. */
interface Frame {
  readonly origin: string;
  readonly parent: unknown;
}

/** The part of Electron's event that is used. `senderFrame` is null if the frame is gone. */
export interface Sender {
  readonly sender: { readonly id: number; readonly mainFrame: Frame };
  readonly senderFrame: Frame | null;
}

/**
 * Whether a call comes from the main frame of one of our windows that shows our own page, of the given origin. Compares
 * the whole origin.
 */
export function isTrusted(event: Sender, origin: string, windows: { has(id: number): boolean }): boolean {
  const { sender, senderFrame } = event;
  if (senderFrame === null || !windows.has(sender.id)) return false;
  return senderFrame === sender.mainFrame && senderFrame.parent === null && senderFrame.origin === origin;
}
