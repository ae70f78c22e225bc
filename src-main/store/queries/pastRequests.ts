import { sql } from 'kysely';
import type { PersonName } from '#contract/people.ts';
import type { PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { PastRequest } from '../../engine/policy/whatif/past.ts';
import { build, type ReadDb } from '../connection.ts';
import { idOf } from '../ids.ts';
import type { RequestRow } from '../schema.ts';
import { statement } from '../statement.ts';
import { nameColumns, personNameOf } from './people.ts';

/** A past request with the policy version that it was filed under. */
export interface FiledRequest extends PastRequest, Pick<RequestRow, 'number' | 'resource' | 'account'> {
  readonly id: RequestId;
  readonly resourceId: number;
  readonly accountId: number;
  readonly policyId: PolicyId;
  readonly policyVersion: number;
}

const columns = build
  .selectFrom('fact_request')
  .select((e) => [
    'number',
    idOf(e.ref('id_key')).as('id'),
    'status',
    idOf(e.ref('requester_key')).as('requesterId'),
    idOf(e.ref('filed_by_key')).as('filedById'),
    'resource_id as resourceId',
    'account_id as accountId',
    'resource',
    'account',
    'duration_seconds as durationSeconds',
    idOf(e.ref('policy_key')).as('policyId'),
    'policy_version as policyVersion',
    'submitted_at as submittedAt',
    'closed_at as closedAt',
    'submitted_sequence as submittedSequence',
    'closed_sequence as closedSequence',
    sql<number>`justification IS NOT NULL`.as('justified'),
    sql<number>`ticket IS NOT NULL`.as('ticketed'),
  ]);

type Row = Omit<FiledRequest, 'hasJustification' | 'hasTicket'> & { justified: number; ticketed: number };

const batch = statement<{ from: number; before: number; count: number }>()((value) =>
  columns
    .where('number', '>=', value('from'))
    .where('number', '<', value('before'))
    .orderBy('number', 'desc')
    .limit(value('count')),
);

/** Up to a given count of requests from a number on: the newest of those older than `before`. */
export function listFiledRequests(
  db: ReadDb,
  range: { readonly from: number; readonly before: number; readonly count: number },
): FiledRequest[] {
  return db.all(batch(range)).map(filedOf);
}

const some = statement<{ numbers: string }>()((value) =>
  columns
    .where('number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`)
    .orderBy('number', 'desc'),
);

/** Requests by number, newest first. */
export function loadFiledRequests(db: ReadDb, numbers: readonly number[]): FiledRequest[] {
  return db.all(some({ numbers: JSON.stringify(numbers) })).map(filedOf);
}

function filedOf({ justified, ticketed, ...row }: Row): FiledRequest {
  return { ...row, hasJustification: justified === 1, hasTicket: ticketed === 1 };
}

const names = statement<{ ids: string }>()((value, db) =>
  db
    .selectFrom('fact_person')
    .select(nameColumns)
    .where('id', 'in', sql<PersonId>`(select value from json_each(${value('ids')}))`),
);

/** The names of people, by id. */
export function loadPersonNames(db: ReadDb, ids: readonly PersonId[]): ReadonlyMap<PersonId, PersonName> {
  return new Map(db.all(names({ ids: JSON.stringify([...new Set(ids)]) })).map((row) => [row.id, personNameOf(row)]));
}
