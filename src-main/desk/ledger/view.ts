import { type LedgerCheck, ledgerInputs } from '../../../src-preload/contract/ledger.ts';
import type { Answer } from '../../../src-preload/contract/refusal.ts';
import { Connection } from '../../store/connection.ts';
import { verifyWorkspace } from '../../store/integrity/verify.ts';
import { listEvents } from '../../store/queries/ledgerList.ts';
import type { Core } from '../core.ts';
import { otherKind } from '../lookup.ts';
import { no, ok, paged, reads } from '../usecase.ts';

// Verification stays in one transaction and yields to others meanwhile, so it has a connection of its own.
async function verify({ store }: Core): Promise<Answer<LedgerCheck>> {
  const connection = Connection.reader(store.file);
  try {
    return ok(await verifyWorkspace(connection));
  } finally {
    connection.close();
  }
}

const LEDGER_READERS = ['admin', 'auditor'] as const;

export const ledgerViews = {
  list: reads(ledgerInputs.list, { roles: LEDGER_READERS }, ({ db }, filters) => {
    const wrong = otherKind(db, 'person', filters.personId, 'personId');
    return wrong ? no(wrong) : paged(listEvents(db, filters));
  }),
  verify: reads(ledgerInputs.verify, { roles: LEDGER_READERS }, ({ core }) => verify(core)),
};
