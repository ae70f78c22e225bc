import type { DeskBridge, DeskProcessBridge, DeskTextBridge } from '#contract/contract.ts';

declare global {
  interface Window {
    readonly desk: DeskBridge;
    readonly deskText: DeskTextBridge;
    readonly deskProcess: DeskProcessBridge;
  }
}

const asked = Object.entries(window.deskText).map(([area, verbs]) => [
  area,
  Object.fromEntries(
    Object.entries(verbs).map(([verb, ask]) => [
      verb,
      async (input: unknown): Promise<unknown> => JSON.parse(await ask(input)),
    ]),
  ),
]);

/**
 * The bridge to the desk, as `window.desk` is, by way of text: a page of a hundred requests holds the window up for 7 ms instead of
 * some thirty (src-preload/preload.ts).
 */
export const desk = {
  ...Object.fromEntries(asked),
  onChanged: window.desk.onChanged,
  // biome-ignore lint/nursery/noUnsafeTypeAssertion: the preload script makes both bridges of the same table of verbs.
} as DeskBridge;
