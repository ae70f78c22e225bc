/** Whole numbers from `from` on, and no longer `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Later than every request and every event. */
export const FOREVER = Number.MAX_SAFE_INTEGER;
