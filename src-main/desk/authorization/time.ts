import { expireGrant } from '../../engine/grant/commands.ts';
import { expireRequest } from '../../engine/request/decide.ts';
import type { ReadDb } from '../../store/connection.ts';
import { type Due, nextToEnd } from '../../store/queries/due.ts';
import { loadGrant } from '../../store/queries/grants.ts';
import { loadRequest } from '../../store/queries/requestState.ts';
import { differences } from './comparison.ts';
import { absent, type EventOf, type ReplayContext } from './context.ts';

type ExpiryEvent = EventOf<'request.expired' | 'grant.expired'>;

/**
 * What is wrong with something having ended by time, as the rest of a sentence; null when it was due, and due before all else that was
 * (desk/kernel/transact.ts, `sweep`).
 */
export function judgeExpiry(state: ReplayContext, event: ExpiryEvent): string | null {
  const { db, now } = state;
  const first = nextToEnd(db);
  if (first === null || first.kind !== kindOf(event) || first.id !== idOf(event))
    return whyNotNext(state, event, first);
  const fact = first.kind === 'request' ? expireRequest(first, now) : expireGrant(first, now);
  if (fact) return differences(fact, event);
  return `${nameOf(db, first)} lasts until ${first.expiresAt}, and that had not come yet`;
}

/** What is over at a moment and was not recorded as ended, as the beginning of a sentence; null when nothing is. */
export function overdue(db: ReadDb, at: string): string | null {
  const first = nextToEnd(db);
  return first !== null && first.expiresAt <= at ? `${nameOf(db, first)} had ended at ${first.expiresAt}` : null;
}

// Why something else than what ends next, or nothing at all, cannot end by time.
function whyNotNext({ db, now }: ReplayContext, event: ExpiryEvent, first: Due | null): string {
  const expiresAt = lastsUntil(db, event);
  if (expiresAt === undefined) return absent(kindOf(event));
  if (expiresAt === null) return `the ${kindOf(event)} had ended before`;
  if (expiresAt > now.at || first === null)
    return `the ${kindOf(event)} lasts until ${expiresAt}, and that had not come yet`;
  return `${nameOf(db, first)} was due before it, at ${first.expiresAt}`;
}

// Null when it lasts no more, undefined when there is none.
function lastsUntil(db: ReadDb, event: ExpiryEvent): string | null | undefined {
  const found = event.type === 'request.expired' ? loadRequest(db, event.data.requestId) : loadGrant(db, event.data.id);
  return found && (found.status === 'open' || found.status === 'active' ? found.expiresAt : null);
}

const kindOf = ({ type }: ExpiryEvent) => (type === 'request.expired' ? 'request' : 'grant');
const idOf = (event: ExpiryEvent) => (event.type === 'request.expired' ? event.data.requestId : event.data.id);

function nameOf(db: ReadDb, { kind, id }: Due): string {
  if (kind === 'request') return `request #${loadRequest(db, id)?.number}`;
  const grant = loadGrant(db, id);
  const request = grant && loadRequest(db, grant.requestId);
  return `the grant of request #${request?.number}`;
}
