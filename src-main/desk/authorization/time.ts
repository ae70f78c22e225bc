import { t } from '#texts/texts.ts';
import { expireGrant } from '../../engine/grant/commands.ts';
import { expireRequest } from '../../engine/request/decide.ts';
import type { ReadDb } from '../../store/connection.ts';
import type { Due } from '../../store/queries/due.ts';
import { loadGrant } from '../../store/queries/grants.ts';
import { loadRequest } from '../../store/queries/requestState.ts';
import { differences } from './comparison.ts';
import { absent, type EventOf, type ReplayContext } from './context.ts';

type ExpiryEvent = EventOf<'request.expired' | 'grant.expired'>;

/**
 * Why an expiry is wrong, as the rest of a sentence; null if it was due, and the first that was due (desk/kernel/transaction.ts,
 * `recordExpiries`).
 */
export function checkExpiry(context: ReplayContext, event: ExpiryEvent): string | null {
  const { db, now, state } = context;
  const first = state.nextToEnd();
  if (first === null || first.kind !== kindOf(event) || first.id !== idOf(event))
    return whyNotNext(context, event, first);
  const fact = first.kind === 'request' ? expireRequest(first, now) : expireGrant(first, now);
  if (fact) return differences(fact, event);
  return t('replay.expiry.early', { what: nameOf(db, first), expiresAt: first.expiresAt });
}

/** The expiry due at a time and not recorded, as the beginning of a sentence; null if there is none. */
export function overdue({ db, state }: Pick<ReplayContext, 'db' | 'state'>, at: string): string | null {
  const first = state.nextToEnd();
  return first !== null && first.expiresAt <= at
    ? t('replay.expiry.overdue', { what: nameOf(db, first), expiresAt: first.expiresAt })
    : null;
}

// Why an event that is not the next expiry is wrong.
function whyNotNext({ db, now }: ReplayContext, event: ExpiryEvent, first: Due | null): string {
  const expiresAt = lastsUntil(db, event);
  if (expiresAt === undefined) return absent(kindOf(event));
  if (expiresAt === null) return t(`replay.expiry.endedBefore.${kindOf(event)}`);
  if (expiresAt > now.at || first === null)
    return t('replay.expiry.early', { what: t(`replay.expiry.the.${kindOf(event)}`), expiresAt });
  return t('replay.expiry.otherFirst', { what: nameOf(db, first), expiresAt: first.expiresAt });
}

// Null if it has ended, undefined if it does not exist.
function lastsUntil(db: ReadDb, event: ExpiryEvent): string | null | undefined {
  const found = event.type === 'request.expired' ? loadRequest(db, event.data.requestId) : loadGrant(db, event.data.id);
  return found && (found.status === 'open' || found.status === 'active' ? found.expiresAt : null);
}

const kindOf = ({ type }: ExpiryEvent) => (type === 'request.expired' ? 'request' : 'grant');
const idOf = (event: ExpiryEvent) => (event.type === 'request.expired' ? event.data.requestId : event.data.id);

function nameOf(db: ReadDb, { kind, id }: Due): string {
  if (kind === 'request') return t('replay.expiry.request', { number: loadRequest(db, id)?.number ?? 0 });
  const grant = loadGrant(db, id);
  const request = grant && loadRequest(db, grant.requestId);
  return t('replay.expiry.grant', { number: request?.number ?? 0 });
}
