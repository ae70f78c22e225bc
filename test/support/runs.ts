/**
 * How often a property test tries its property: `usual` times. A mutation test repeats it for each mutant and takes only
 * the share in COUNTERSIGN_PROPERTY_SHARE, but at least 100.
 */
export function propertyRuns(usual: number): number {
  const share = Number(process.env.COUNTERSIGN_PROPERTY_SHARE ?? 1);
  return Math.min(usual, Math.max(100, Math.ceil(usual * share)));
}
