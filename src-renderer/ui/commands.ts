import { createNanoEvents } from 'nanoevents';
import { useEffect, useRef, useSyncExternalStore } from 'react';

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
const events = createNanoEvents<{ changed: () => void }>();
/** Null after a change, until somebody asks. */
let offered: readonly Command[] | null = null;

function changed(): void {
  offered = null;
  events.emit('changed');
}

/** Offers commands in the palette for as long as the caller is shown. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
    changed();
  }, [commands]);
  useEffect(() => {
    offers.add(latest);
    changed();
    return () => {
      offers.delete(latest);
      changed();
    };
  }, []);
}

const subscribe = (listener: () => void): (() => void) => events.on('changed', listener);

/** The commands that the components on screen offer at each moment; those of the newest component first. */
export function useOfferedCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, () => {
    offered ??= [...offers].reverse().flatMap(({ current }) => current);
    return offered;
  });
}
