import { headFrom } from '../desk/verify.ts';

/**
 * Prints the newest event of a workspace, to be kept elsewhere and handed to `desk verify --head` later. Reads without writing. Exit status: 0
 * printed, 2 unreadable.
 */
export async function runHead(path: string): Promise<number> {
  const head = await headFrom(path);
  process[head.ok ? 'stdout' : 'stderr'].write(`${head.ok ? JSON.stringify(head.result) : head.error.message}\n`);
  return head.ok ? 0 : 2;
}
