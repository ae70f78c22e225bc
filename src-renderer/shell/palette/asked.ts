import { createNanoEvents } from 'nanoevents';

const events = createNanoEvents<{ asked: () => void }>();

/** Opens the palette, as its key does. */
export const openPalette = (): void => events.emit('asked');

/** Calls the listener when the palette is to open. Answers a function that removes it. */
export const onPaletteAsked = (listener: () => void): (() => void) => events.on('asked', listener);
