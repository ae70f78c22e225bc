import type { AccessRequest } from '#contract/requests.ts';

/**
 * The request to go to once one was decided: the next below it that waits for the viewer, or else the next above it; undefined when there is
 * none. What the viewer has `decided` already, signed or not, does not wait.
 */
export function nextWaiting(
  items: readonly AccessRequest[],
  from: string,
  decided: readonly string[] = [],
): AccessRequest | undefined {
  const index = items.findIndex(({ id }) => id === from);
  const waits = ({ id, viewer }: AccessRequest): boolean => id !== from && !decided.includes(id) && viewer.canApprove;
  return items.slice(index + 1).find(waits) ?? items.slice(0, Math.max(index, 0)).findLast(waits);
}
