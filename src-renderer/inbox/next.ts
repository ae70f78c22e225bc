import type { AccessRequest } from '../../src-preload/contract/requests.ts';

/**
 * The request to go to once one was decided: the next below it that waits for the viewer, or else the next above it; undefined when there is
 * none.
 */
export function nextWaiting(items: readonly AccessRequest[], decided: string): AccessRequest | undefined {
  const index = items.findIndex(({ id }) => id === decided);
  const waits = ({ id, viewer }: AccessRequest): boolean => id !== decided && viewer.canApprove;
  return items.slice(index + 1).find(waits) ?? items.slice(0, Math.max(index, 0)).findLast(waits);
}
