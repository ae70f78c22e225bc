import type { LedgerCheck } from '../../src-preload/contract/ledger.ts';
import type { Answer } from '../../src-preload/contract/refusal.ts';
import { openForReading } from '../store/integrity/open.ts';
import { verifyWorkspace } from '../store/integrity/verify.ts';

/** Checks a workspace, named by its folder or its file, from outside and without writing to it. Refused when it cannot be read. */
export async function verifyFrom(path: string): Promise<Answer<LedgerCheck>> {
  const opened = await openForReading(path);
  if (!opened.ok) return { ok: false, error: opened.refusal };
  try {
    return { ok: true, result: await verifyWorkspace(opened.connection) };
  } finally {
    opened.close();
  }
}
