import type { Fit } from '../../pattern/compile.ts';

// Two fields of at most 256 characters each: no count of a condition reaches 2,048.
const BITS = 11;
const MAX = (1 << BITS) - 1;

/** A fit as one number, higher for a closer fit, in the order of `compareFits`. Never 0. */
export type Rank = number;

/** A fit packed into one number, so that the fits of two fields can be added; 0 means no match. */
export type PackedFit = number;

export function packFit({ exact, literals, wildcards }: Fit): PackedFit {
  return ((exact << (2 * BITS)) | (literals << BITS) | wildcards) + 1;
}

/** The fit of a condition from those of its fields; each of them must match. */
export function addFits(a: PackedFit, b: PackedFit): PackedFit {
  return a === 0 || b === 0 ? 0 : a + b - 1;
}

/** The rank of a fit; 0 where there is no match. */
export function rankOf(fit: PackedFit): Rank {
  return fit === 0 ? 0 : ((fit - 1) ^ MAX) + 1;
}
