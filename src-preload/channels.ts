/**
 * @returns the one channel of a verb; no channel takes a verb's name as an argument
 */
export const channelOf = (area: string, verb: string): string => `desk:${area}.${verb}`;

/** From the desk to a window: a list of topics. */
export const CHANGED = 'desk:changed';

/** From the main process to a window: open another desk, or training. */
export const OTHER_DESK = 'desk:other';

/** From the main process to a window: the state of the desk process. */
export const STATE = 'desk:state';
