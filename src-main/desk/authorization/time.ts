import type { GrantId, RequestId } from '#contract/scalars.ts';
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

/** Why an expiry is wrong; null if it was due, and the first that was due (desk/kernel/transaction.ts, `recordExpiries`). */
export function checkExpiry(context: ReplayContext, event: ExpiryEvent): string | null {
  const { db, now, state } = context;
  const first = state.nextToEnd();
  if (first === null || first.kind !== kindOf(event) || first.id !== idOf(event))
    return whyNotNext(context, event, first);
  const fact = first.kind === 'request' ? expireRequest(first, now) : expireGrant(first, now);
  if (fact) return differences(fact, event);
  return t(`replay.expiry.early.${first.kind}`, described(db, first));
}

/** Says which expiry is due at a time and not recorded; null if there is none. */
export function overdue({ db, state }: Pick<ReplayContext, 'db' | 'state'>, at: string): string | null {
  const first = state.nextToEnd();
  return first !== null && first.expiresAt <= at ? unrecorded(db, first) : null;
}

// Why an event that is not the next expiry is wrong.
function whyNotNext({ db, now }: ReplayContext, event: ExpiryEvent, first: Due | null): string {
  const expiresAt = lastsUntil(db, event);
  if (expiresAt === undefined) return absent(kindOf(event));
  const kind = kindOf(event);
  if (expiresAt === null) return t(`replay.expiry.ended.${kind}`);
  if (expiresAt > now.at || first === null)
    return t(`replay.expiry.early.${kind}`, { number: numberOf(db, event), expiresAt });
  return unrecorded(db, first);
}

// Null if it has ended, undefined if it does not exist.
function lastsUntil(db: ReadDb, event: ExpiryEvent): string | null | undefined {
  const found = event.type === 'request.expired' ? loadRequest(db, event.data.requestId) : loadGrant(db, event.data.id);
  return found && (found.status === 'open' || found.status === 'active' ? found.expiresAt : null);
}

const kindOf = ({ type }: ExpiryEvent) => (type === 'request.expired' ? 'request' : 'grant');
const idOf = (event: ExpiryEvent) => (event.type === 'request.expired' ? event.data.requestId : event.data.id);

function unrecorded(db: ReadDb, due: Due): string {
  return t(`replay.expiry.unrecorded.${due.kind}`, described(db, due));
}

const described = (db: ReadDb, due: Due) => ({
  number: due.kind === 'request' ? numberOfRequest(db, due.id) : numberOfGrant(db, due.id),
  expiresAt: due.expiresAt,
});
const numberOf = (db: ReadDb, { type, data }: ExpiryEvent) =>
  type === 'request.expired' ? numberOfRequest(db, data.requestId) : numberOfGrant(db, data.id);
const numberOfRequest = (db: ReadDb, id: RequestId) => loadRequest(db, id)?.number ?? 0;

function numberOfGrant(db: ReadDb, id: GrantId): number {
  const grant = loadGrant(db, id);
  return grant ? numberOfRequest(db, grant.requestId) : 0;
}
