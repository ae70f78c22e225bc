/** The part of Electron's `WebFrameMain` that is looked at. */
interface Frame {
  readonly origin: string;
  readonly parent: unknown;
}

/** The part of Electron's event that is looked at; `senderFrame` is null when the frame is gone. */
export interface Sender {
  readonly sender: { readonly id: number; readonly mainFrame: Frame };
  readonly senderFrame: Frame | null;
}

/**
 * Whether a call comes from where the bridge is meant to be used: the main frame of a window of ours that shows our own
 * pages, which have the given origin. Compares the whole origin.
 */
export function isTrusted(event: Sender, origin: string, windows: { has(id: number): boolean }): boolean {
  const { sender, senderFrame } = event;
  if (senderFrame === null || !windows.has(sender.id)) return false;
  return senderFrame === sender.mainFrame && senderFrame.parent === null && senderFrame.origin === origin;
}
