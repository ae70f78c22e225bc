import { useEffect, useRef } from 'react';

/** Something that can be done, as the palette offers it. */
export interface Command {
  /** Tells it from others. */
  readonly id: string;
  readonly words: string;
  /** Where it belongs: “Go to”, “This request”. */
  readonly section: string;
  /** Other words by which it is found. */
  readonly also?: string;
  /** The key that does the same. */
  readonly key?: string;
  readonly run: () => void;
}

const offers = new Set<{ readonly current: readonly Command[] }>();

/** Offers commands in the palette for as long as the caller is shown. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    offers.add(latest);
    return () => {
      offers.delete(latest);
    };
  }, []);
}

/** The commands that the components on screen offer now; those of the newest component first. */
export const offeredNow = (): readonly Command[] => [...offers].reverse().flatMap(({ current }) => current);
