/** Whole numbers from `from` up to but not including `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Later than every request and every event. */
export const FOREVER = Number.MAX_SAFE_INTEGER;
