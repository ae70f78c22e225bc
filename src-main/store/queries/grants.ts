import { sql } from 'kysely';
import type { DeskEvent } from '#contract/events.ts';
import type { Grant } from '#contract/grants.ts';
import type { PersonName } from '#contract/people.ts';
import type { GrantId, PersonId, RequestId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { EVENT_CODES } from '../eventCodes.ts';
import { idOf, keyOf, keysOf } from '../ids.ts';
import type { GrantRow } from '../schema.ts';
import { statement } from '../statement.ts';
import { isOverUnrecorded } from './due.ts';
import { eventAt } from './event.ts';
import { type AccountKey, findAccount } from './names.ts';
import { personNameOf } from './people.ts';

interface Row extends GrantRow {
  id: GrantId;
  person_id: PersonId;
  ended_by_id: PersonId | null;
  reviewed_by_id: PersonId | null;
  request_id: RequestId;
  resource: string;
  account: string;
  username: string;
  name: string;
  name_shared: number;
  ended_by_username: string | null;
  ended_by_shared: number | null;
  ended_by_name: string | null;
  reviewed_by_username: string | null;
  reviewed_by_shared: number | null;
  reviewed_by_name: string | null;
}

const select = (db: typeof import('../connection.ts').build) =>
  db
    .selectFrom('fact_grant')
    .innerJoin('fact_request', 'fact_request.number', 'fact_grant.request_number')
    .innerJoin('fact_person as person', 'person.id_key', 'fact_grant.person_key')
    .leftJoin('fact_person as ender', 'ender.id_key', 'fact_grant.ended_by_key')
    .leftJoin('fact_person as reviewer', 'reviewer.id_key', 'fact_grant.reviewed_by_key')
    .selectAll('fact_grant')
    .select((e) => [
      idOf(e.ref('fact_grant.id_key')).as('id'),
      idOf(e.ref('fact_request.id_key')).as('request_id'),
      'person.id as person_id',
      'ender.id as ended_by_id',
      'reviewer.id as reviewed_by_id',
      'fact_request.resource',
      'fact_request.account',
      'person.username',
      'person.name',
      'person.name_shared',
      'ender.username as ended_by_username',
      'ender.name as ended_by_name',
      'ender.name_shared as ended_by_shared',
      'reviewer.username as reviewed_by_username',
      'reviewer.name as reviewed_by_name',
      'reviewer.name_shared as reviewed_by_shared',
    ]);

const byId = statement<{ id: GrantId }>()((value, db) =>
  select(db).where('fact_grant.id_key', '=', keyOf(value('id'))),
);

const bySequences = statement<{ sequences: string }>()((value, db) =>
  select(db).where('fact_grant.sequence', 'in', sql<number>`(select value from json_each(${value('sequences')}))`),
);

const byRequests = statement<{ numbers: string }>()((value, db) =>
  select(db).where('fact_grant.request_number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`),
);

export function loadGrant(db: ReadDb, id: GrantId): Grant | undefined {
  const row = db.first(byId({ id }));
  return row && grantOf(db, row);
}

/** Grants by the sequence of their start event, in the order given. */
export function loadGrants(db: ReadDb, sequences: readonly number[]): Grant[] {
  const rows = db.all(bySequences({ sequences: JSON.stringify(sequences) }));
  const found = new Map(rows.map((row) => [row.sequence, grantOf(db, row)]));
  return sequences.flatMap((sequence) => found.get(sequence) ?? []);
}

/** The grants of requests, by request number. */
export function loadGrantsOf(db: ReadDb, numbers: readonly number[]): ReadonlyMap<number, Grant> {
  const rows = db.all(byRequests({ numbers: JSON.stringify(numbers) }));
  return new Map(rows.map((row) => [row.request_number, grantOf(db, row)]));
}

function grantOf(db: ReadDb, row: Row): Grant {
  const over = row.status === 'active' && isOverUnrecorded(db, row.expires_at);
  return {
    id: row.id,
    requestId: row.request_id,
    person: personNameOf({ ...row, id: row.person_id }),
    resource: row.resource,
    account: row.account,
    status: over ? 'expired' : row.status,
    startsAt: row.starts_at,
    expiresAt: row.expires_at,
    endedAt: over ? row.expires_at : row.ended_at,
    endedBy: personName(row.ended_by_id, row.ended_by_username, row.ended_by_name, row.ended_by_shared),
    reason: row.reason,
    viaBypass: row.bypass_reason !== null,
    bypass:
      row.bypass_reason === null
        ? null
        : {
            reason: row.bypass_reason,
            reviewedBy: personName(
              row.reviewed_by_id,
              row.reviewed_by_username,
              row.reviewed_by_name,
              row.reviewed_by_shared,
            ),
            reviewedAt: row.reviewed_at,
            comment: row.review_comment,
          },
  };
}

function personName(
  id: PersonId | null,
  username: string | null,
  name: string | null,
  name_shared: number | null,
): PersonName | null {
  if (id === null || username === null || name === null || name_shared === null) return null;
  return personNameOf({ id, username, name, name_shared });
}

// Starts from the few events of each grant, whatever statistics say of the types: SQLite never reorders a cross join.
const revocations = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_event_subject')
    .crossJoin('fact_event')
    .select('fact_event.sequence')
    .where('fact_event_subject.subject_key', 'in', keysOf(value('ids')))
    .whereRef('fact_event.sequence', '=', 'fact_event_subject.sequence')
    .where('fact_event.type', '=', EVENT_CODES['grant.revoked']),
);

/** The events that revoked these grants. */
export function listRevocations(db: ReadDb, ids: readonly GrantId[]): DeskEvent[] {
  return db.all(revocations({ ids: JSON.stringify(ids) })).map(({ sequence }) => eventAt(db, sequence));
}

const activeOf = statement<{ personId: PersonId; after: string }>()((value, db) =>
  db
    .selectFrom('fact_grant')
    .select((e) => idOf(e.ref('id_key')).as('id'))
    .where('person_key', '=', keyOf(value('personId')))
    .where('status', '=', 'active')
    .where('expires_at', '>', value('after'))
    .orderBy('sequence'),
);

/** A person's active grants, oldest first. */
export function listActiveGrants(db: ReadDb, personId: PersonId): GrantId[] {
  return db.all(activeOf({ personId, after: db.asOf ?? '' })).map(({ id }) => id);
}

type HeldAccount = AccountKey & { personId: PersonId };

/** The machine's own clock, and the time that decides about ends (docs/rules.md#time-is-passed-in). ISO 8601 UTC. */
export interface AccessTimes {
  /** Access that begins after this time has not begun. */
  readonly begunBy: string;
  /** Access that ends at or before this time is over. */
  readonly overBy: string;
}

const active = statement<HeldAccount & Pick<AccessTimes, 'overBy'>>()((value, db) =>
  db
    .selectFrom('fact_grant')
    .select((e) => [idOf(e.ref('id_key')).as('id'), 'starts_at'])
    .where('person_key', '=', keyOf(value('personId')))
    .where('resource_id', '=', value('resourceId'))
    .where('account_id', '=', value('accountId'))
    .where('status', '=', 'active')
    .where('expires_at', '>', value('overBy'))
    .orderBy('expires_at', 'desc'),
);

const ended = statement<HeldAccount & Pick<AccessTimes, 'overBy'>>()((value, db) =>
  db
    .selectFrom('fact_grant')
    .select((e) => idOf(e.ref('id_key')).as('id'))
    .where('person_key', '=', keyOf(value('personId')))
    .where('resource_id', '=', value('resourceId'))
    .where('account_id', '=', value('accountId'))
    .where((e) => e.or([e('status', '!=', 'active'), e('expires_at', '<=', value('overBy'))]))
    .orderBy((e) => e.fn.coalesce('ended_at', 'expires_at'), 'desc')
    .limit(1),
);

/** The grant that decides whether a person may use an account. */
export interface DecisiveGrant {
  readonly id: GrantId;
  readonly state: 'allows' | 'notBegun' | 'ended';
}

/**
 * The grant that decides whether a person may use an account: of the grants that give access, the one that ends last;
 * else one that has not begun; else the one that ended last. Undefined if there never was a grant. Pass the names
 * folded.
 */
export function findDecisiveGrant(
  db: ReadDb,
  personId: PersonId,
  [resource, account]: readonly [string, string],
  { begunBy, overBy }: AccessTimes,
): DecisiveGrant | undefined {
  const key = findAccount(db, resource, account);
  if (!key) return undefined;
  const held = { personId, ...key, overBy };
  const running = db.all(active(held));
  const allows = running.find((grant) => grant.starts_at <= begunBy);
  if (allows) return { id: allows.id, state: 'allows' };
  const [next] = running.sort((a, b) => (a.starts_at < b.starts_at ? -1 : 1));
  if (next) return { id: next.id, state: 'notBegun' };
  const last = db.first(ended(held));
  return last && { id: last.id, state: 'ended' };
}

/** Another grant that keeps the same access open. */
export interface KeptOpen {
  readonly grantId: GrantId;
  readonly requestNumber: number;
  readonly expiresAt: string;
}

type Beside = { id: GrantId; at: string };

// Other grants of the same person for the same account that reach beyond a moment. If two end together, the later begun
// one.
const outlasting = statement<Beside>()((value, db) =>
  db
    .selectFrom('fact_grant as own')
    .innerJoin('fact_grant as other', (join) =>
      join
        .onRef('other.person_key', '=', 'own.person_key')
        .onRef('other.resource_id', '=', 'own.resource_id')
        .onRef('other.account_id', '=', 'own.account_id')
        .onRef('other.sequence', '!=', 'own.sequence'),
    )
    .select((e) => [
      idOf(e.ref('other.id_key')).as('grantId'),
      'other.request_number as requestNumber',
      'other.expires_at as expiresAt',
    ])
    .where('own.id_key', '=', keyOf(value('id')))
    .where('other.starts_at', '<=', value('at'))
    .where((e) => {
      const end = e.fn.coalesce('other.ended_at', 'other.expires_at');
      return e.or([
        e(end, '>', value('at')),
        e.and([e(end, '=', value('at')), e('other.sequence', '>', e.ref('own.sequence'))]),
      ]);
    }),
);

/** The longest other grant that kept a grant's access open beyond a moment. Null if there was none. */
export function keptOpenAt(db: ReadDb, id: GrantId, at: string): KeptOpen | null {
  const [first, ...rest] = db.all(outlasting({ id, at }));
  return first ? rest.reduce((longest, one) => (one.expiresAt > longest.expiresAt ? one : longest), first) : null;
}
