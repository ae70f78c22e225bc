import type { Parsed } from '#contract/contract.ts';
import { ledgerInputs } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { invalidPattern } from '../../engine/policy/check.ts';
import { NEWEST_RULES } from '../../engine/rules.ts';
import { loadDesk, loadRules } from '../../store/queries/desk.ts';
import { listEvents } from '../../store/queries/ledgerList.ts';
import { otherKind } from '../kernel/lookup.ts';
import { readOnlyWorkspace, writtenByNewer } from '../kernel/refusalError.ts';
import { badCursor, ok, reads, refuse } from '../kernel/usecase.ts';
import { checkPage, checkpointPage } from '../wording/printedPages.ts';
import { findMark, keptMark, signAndKeep } from './marks.ts';
import { savedHeadOf } from './verify.ts';
import { eventViews } from './words.ts';

const LEDGER_READERS = ['admin', 'auditor'] as const;

function wrongPatterns({ resource, account }: Parsed<'ledger', 'list'>): Record<string, string> {
  return { ...invalidPattern('resource', resource), ...invalidPattern('account', account) };
}

export const ledgerViews = {
  list: reads(ledgerInputs.list, { roles: LEDGER_READERS, check: wrongPatterns }, ({ db, person }, filters) => {
    const wrong =
      otherKind(db, 'person', filters.personId, 'personId') ?? otherKind(db, 'request', filters.requestId, 'requestId');
    if (wrong) return refuse(wrong);
    const page = listEvents(db, person, filters);
    return page ? ok({ ...page, items: eventViews(db, page.items) }) : refuse(badCursor());
  }),
  verify: reads(ledgerInputs.verify, { roles: LEDGER_READERS }, async ({ core, db }, { head }) =>
    loadRules(db) > NEWEST_RULES ? refuse(writtenByNewer()) : ok(await core.jobs.verify(head)),
  ),
  startCheck: reads(ledgerInputs.startCheck, { roles: LEDGER_READERS }, (context, input) => {
    const { core, db, person } = context;
    if (loadRules(db) > NEWEST_RULES) return refuse(writtenByNewer());
    const { head, fromMark = false } = input;
    return ok(core.jobs.startCheck(person.id, head, fromMark ? findMark(context) : null));
  }),
  check: reads(ledgerInputs.check, { roles: LEDGER_READERS }, ({ core, person }) =>
    ok({ check: core.jobs.findCheck(person.id) }),
  ),
  cancelCheck: reads(ledgerInputs.cancelCheck, { roles: LEDGER_READERS }, ({ core, person }) =>
    ok({ check: core.jobs.cancelCheck(person.id) }),
  ),
  mark: reads(ledgerInputs.mark, { roles: LEDGER_READERS }, (context) => ok({ mark: keptMark(findMark(context)) })),
  keepMark: reads(ledgerInputs.keepMark, { roles: LEDGER_READERS }, async (context) => {
    const { core, person } = context;
    if (core.store.isCopy) return refuse(readOnlyWorkspace());
    const state = core.jobs.keepableState(person.id);
    if (state === null) return refuse(refusal('NOT_FOUND', t('desk.mark.nothingToKeep')));
    return ok({ mark: await signAndKeep(context, state) });
  }),
  /** Shows the newest event on a printed page, to be kept where nobody who can write to the desk can change it. */
  saveHead: reads(ledgerInputs.saveHead, { roles: LEDGER_READERS }, ({ core, db }) => {
    const desk = loadDesk(db);
    const head = savedHeadOf(db);
    if (!desk || !head) throw new TypeError('A desk that is open has been founded.');
    core.secureDisplay.show(checkpointPage(desk, head));
    return ok(head);
  }),
  /** Shows what the caller's newest check found on a printed page, to be printed or saved. */
  printCheck: reads(ledgerInputs.printCheck, { roles: LEDGER_READERS }, ({ core, db, person }) => {
    const desk = loadDesk(db);
    if (!desk) throw new TypeError('A desk that is open has been founded.');
    const check = core.jobs.findCheck(person.id);
    if (!check?.result) return refuse(refusal('NOT_FOUND', t('desk.ledger.nothingToPrint')));
    core.secureDisplay.show(checkPage(desk, person, check, check.result, core.environment.wallClock()));
    return ok({});
  }),
};
