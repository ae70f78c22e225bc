import { z } from 'zod';
import { name, oneOf, says, type ViewId, version, viewId } from './scalars.ts';

/** The lists of requests that a view can be one of. */
export const viewPlaces = ['inbox', 'mine'] as const;
export type ViewPlace = (typeof viewPlaces)[number];

/** Longest filter line, in characters. */
export const MAX_FILTER_CHARACTERS = 1_000;
/** Most views that one person can keep. */
export const MAX_VIEWS = 100;

const place = z.enum(viewPlaces, oneOf(viewPlaces));

/** A filter line as typed. The window interprets it; the desk only stores it. */
const filter = z
  .string(says('input.text'))
  .max(MAX_FILTER_CHARACTERS, says('input.tooLong', { max: MAX_FILTER_CHARACTERS }))
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, says('input.controlCharacter'));

export const viewInputs = {
  list: z.strictObject({}),
  save: z.strictObject({ place, name, filter }),
  update: z.strictObject({ id: viewId, version: version.optional(), name: name.optional(), filter: filter.optional() }),
  remove: z.strictObject({ id: viewId }),
};

/** A saved list of requests of one person, at this workstation only. */
export interface SavedView {
  readonly id: ViewId;
  readonly place: ViewPlace;
  readonly name: string;
  readonly filter: string;
  readonly savedAt: string;
  /** Counts from 1; each change makes the next one. */
  readonly version: number;
}
