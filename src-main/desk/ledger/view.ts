import { ledgerInputs } from '#contract/ledger.ts';
import { NEWEST_RULES } from '../../engine/rules.ts';
import { loadDesk, loadRules } from '../../store/queries/desk.ts';
import { listEvents } from '../../store/queries/ledgerList.ts';
import { otherKind } from '../lookup.ts';
import { checkpointPage } from '../printedPages.ts';
import { writtenByNewer } from '../refusalError.ts';
import { badCursor, ok, reads, refuse } from '../usecase.ts';
import { savedHeadOf } from './head.ts';
import { eventViews } from './words.ts';

const LEDGER_READERS = ['admin', 'auditor'] as const;

export const ledgerViews = {
  list: reads(ledgerInputs.list, { roles: LEDGER_READERS }, ({ db }, filters) => {
    const wrong = otherKind(db, 'person', filters.personId, 'personId');
    if (wrong) return refuse(wrong);
    const page = listEvents(db, filters);
    return page ? ok({ ...page, items: eventViews(db, page.items) }) : refuse(badCursor);
  }),
  verify: reads(ledgerInputs.verify, { roles: LEDGER_READERS }, async ({ core, db }, { head }) =>
    loadRules(db) > NEWEST_RULES ? refuse(writtenByNewer) : ok(await core.verify(head)),
  ),
  /** The newest event, shown on a page of its own to be kept where nobody who can write to the desk can change it. */
  saveHead: reads(ledgerInputs.saveHead, { roles: LEDGER_READERS }, ({ core, db }) => {
    const desk = loadDesk(db);
    const head = savedHeadOf(db);
    if (!desk || !head) throw new TypeError('A desk that is open has been founded.');
    core.secureDisplay.show(checkpointPage(desk, head));
    return ok(head);
  }),
};
