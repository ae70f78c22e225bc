import type { SavedHead } from '#contract/ledger.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadHead } from '../../store/queries/desk.ts';

/** The newest event as somebody keeps it elsewhere, to check the ledger against later; null before a desk is founded. */
export function savedHeadOf(db: ReadDb): SavedHead | null {
  const { desk, sequence, hash, at } = loadHead(db);
  return desk === null || hash === null ? null : { desk, sequence, hash, at };
}
