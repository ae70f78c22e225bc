import type { LedgerEvent } from '#contract/ledger.ts';
import { type RequestId, requestId } from '#contract/scalars.ts';
import { isCode, reasonIn } from '../../engine/reason/form.ts';
import type { ReadDb } from '../../store/connection.ts';
import type { ListedEvent } from '../../store/queries/ledgerList.ts';
import { numbersOf } from '../../store/queries/notices.ts';
import { loadRequests } from '../../store/queries/requestState.ts';
import { reasonTeller } from '../reasons.ts';

/** Events with the reasons that the desk recorded as codes in words. */
export function eventViews(db: ReadDb, events: readonly ListedEvent[]): LedgerEvent[] {
  const codes = new Map<ListedEvent, string>();
  for (const event of events) {
    const recorded = reasonIn(event);
    if (recorded !== null && isCode(recorded)) codes.set(event, recorded);
  }
  const subjects = [...new Set([...codes.keys()].flatMap(requestIn))];
  const numbers = subjects.length === 0 ? [] : [...numbersOf(db, subjects).values()];
  const rules = new Map(loadRequests(db, numbers).map((request) => [request.id, request.rules]));
  const tell = reasonTeller(db, codes.values());
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
