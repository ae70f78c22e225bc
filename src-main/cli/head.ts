import { headFrom } from '../desk/verify.ts';
import { err, outJson } from './print.ts';

/**
 * Prints the newest event of a workspace, to be kept elsewhere and handed to `desk verify --head` later. Reads without writing. Exit status: 0
 * printed, 2 unreadable.
 */
export async function runHead(path: string): Promise<number> {
  const head = await headFrom(path);
  if (head.ok) outJson(head.result);
  else err(`${head.error.message}\n`);
  return head.ok ? 0 : 2;
}
