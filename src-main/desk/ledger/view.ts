import { type LedgerEvent, ledgerInputs } from '#contract/ledger.ts';
import { type RequestId, requestId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { isCode, reasonIn } from '../../engine/reason/form.ts';
import { NEWEST_RULES } from '../../engine/rules.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDesk, loadRules } from '../../store/queries/desk.ts';
import { type ListedEvent, listEvents } from '../../store/queries/ledgerList.ts';
import { numbersOf } from '../../store/queries/notices.ts';
import { loadRequests } from '../../store/queries/requestState.ts';
import { otherKind } from '../kernel/lookup.ts';
import { readOnlyWorkspace, writtenByNewer } from '../kernel/refusalError.ts';
import { badCursor, ok, reads, refuse } from '../kernel/usecase.ts';
import { checkpointPage } from '../wording/printedPages.ts';
import { reasonTexts } from '../wording/reasons.ts';
import { findMark, keptMark, signAndKeep } from './marks.ts';
import { savedHeadOf } from './verify.ts';

const LEDGER_READERS = ['admin', 'auditor'] as const;

export const ledgerViews = {
  list: reads(ledgerInputs.list, { roles: LEDGER_READERS }, ({ db }, filters) => {
    const wrong = otherKind(db, 'person', filters.personId, 'personId');
    if (wrong) return refuse(wrong);
    const page = listEvents(db, filters);
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
};

/** Events with the reasons that the desk recorded as codes put into sentences. */
export function eventViews(db: ReadDb, events: readonly ListedEvent[]): LedgerEvent[] {
  const codes = new Map<ListedEvent, string>();
  for (const event of events) {
    const recorded = reasonIn(event);
    if (recorded !== null && isCode(recorded)) codes.set(event, recorded);
  }
  const subjects = [...new Set([...codes.keys()].flatMap(requestIn))];
  const numbers = subjects.length === 0 ? [] : [...numbersOf(db, subjects).values()];
  const rules = new Map(loadRequests(db, numbers).map((request) => [request.id, request.rules]));
  const tell = reasonTexts(db, codes.values());
  return events.map((event) => {
    const code = codes.get(event);
    if (code === undefined) return event;
    const [request] = requestIn(event);
    return { ...event, reason: tell(code, request && rules.get(request)) };
  });
}

function requestIn({ type, data }: ListedEvent): RequestId[] {
  const id = requestId.safeParse(type === 'request.submitted' ? data.id : data.requestId);
  return id.success ? [id.data] : [];
}
