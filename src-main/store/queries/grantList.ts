import { sql } from 'kysely';
import type { Parsed } from '../../../src-preload/contract/contract.ts';
import { type GrantStatus, grantStatuses } from '../../../src-preload/contract/grants.ts';
import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { personKey } from '../project/inbox.ts';
import { token } from '../project/search.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { searchExpression } from './search.ts';
import { type Arguments, all, type Sql, shapes } from './shapes.ts';
import { FOREVER } from './span.ts';
import type { Viewer } from './visibility.ts';

/** A page of a list of grants: the sequences of the events that started them, in order. */
export interface GrantPage {
  readonly sequences: readonly number[];
  readonly nextCursor: string | null;
}

const LIST = 'grants';

/**
 * A page of the grants that a viewer sees (members their own) and that answer all filters, the newest first. A text
 * is searched for in resource, account, and the holder's username and name. Null when the cursor is none of this
 * list.
 */
export function listGrants(db: ReadDb, viewer: Viewer, filters: Parsed<'grants', 'list'>): GrantPage | null {
  const { cursor, limit } = filters;
  const after = cursor === undefined ? FOREVER : decodeCursor(LIST, cursor, numberPosition);
  if (after === null) return null;
  const wanted = resolve(db, viewer, filters);
  const { items, nextCursor } = cutPage(wanted ? read(db, wanted, after, limit + 1) : [], limit, (sequence) =>
    encodeCursor(LIST, sequence),
  );
  return { sequences: items, nextCursor };
}

interface Wanted {
  readonly personId: PersonId | null;
  readonly status: GrantStatus | null;
  readonly bypass: 'unreviewed' | 'reviewed' | null;
  /** What the index of words must hold, as an FTS5 expression. */
  readonly expression: string | null;
}

// Null when no grant can answer the filters.
function resolve(db: ReadDb, viewer: Viewer, filters: Parsed<'grants', 'list'>): Wanted | null {
  const { status, bypass, text } = filters;
  const personId = viewer.role === 'member' ? viewer.id : (filters.personId ?? null);
  if (filters.personId !== undefined && filters.personId !== personId) return null;
  const words = text === undefined ? null : searchExpression(db, text);
  const key = personId === null ? null : personKey(db, personId);
  if ((text !== undefined && words === null) || key === undefined) return null;
  const expression = words !== null && key !== null ? `${words} AND "${token('requester', key)}"` : words;
  return { personId, status: status ?? null, bypass: bypass ?? null, expression };
}

const listing = shapes<{ sequence: number }>();

function read(db: ReadDb, wanted: Wanted, after: number, limit: number): number[] {
  const { personId, status, bypass, expression } = wanted;
  const shape = [personId !== null, status !== null, bypass, expression !== null].join(' ');
  const list = listing(shape, (value) => (expression === null ? listSql(wanted, value) : searchSql(wanted, value)));
  const args: Record<string, number | string> = { after, limit };
  for (const [index, one] of grantStatuses.entries()) args[`status${index}`] = one;
  if (personId !== null) args.personId = personId;
  if (status !== null) args.status = status;
  if (expression !== null) args.match = expression;
  return db.all(list(args satisfies Arguments)).map(({ sequence }) => sequence);
}

// The index is named; each ends in the sequence. Of a person's grants each status is a stretch of it, and the
// stretches are merged.
function listSql(wanted: Wanted, value: (name: string) => Sql) {
  const { personId, status, bypass } = wanted;
  const arm = (index: Sql, ...more: readonly Sql[]) =>
    sql`select g.sequence from fact_grant as g ${index}
      where ${all([...more, ...conditions(wanted, value), sql`g.sequence < ${value('after')}`])}`;
  const named = (name: string) => sql`indexed by ${sql.id(name)}`;
  const arms =
    bypass !== null
      ? [arm(named(personId === null ? `fact_grant_${bypass}` : 'fact_grant_bypass_by_person'))]
      : personId !== null && status === null
        ? grantStatuses.map((_, index) =>
            arm(named('fact_grant_by_person'), sql`g.status = ${value(`status${index}`)}`),
          )
        : personId !== null
          ? [arm(named('fact_grant_by_person'))]
          : status !== null
            ? [arm(named('fact_grant_by_status'))]
            : [arm(sql`not indexed`)];
  return sql<{ sequence: number }>`${sql.join(arms, sql` union all `)} order by sequence desc limit ${value('limit')}`;
}

function searchSql(wanted: Wanted, value: (name: string) => Sql) {
  const found = sql`search_grant match ${value('match')} and search_grant.rowid < ${value('after')}`;
  const where = all([found, ...conditions({ ...wanted, personId: null }, value)]);
  return sql<{
    sequence: number;
  }>`select g.sequence from search_grant cross join fact_grant as g not indexed on g.sequence = search_grant.rowid
    where ${where} order by search_grant.rowid desc limit ${value('limit')}`;
}

function conditions({ personId, status, bypass }: Wanted, value: (name: string) => Sql): Sql[] {
  return [
    ...(personId === null ? [] : [sql`g.person_id = ${value('personId')}`]),
    ...(status === null ? [] : [sql`g.status = ${value('status')}`]),
    ...(bypass === null ? [] : [sql`g.bypass_reason is not null`]),
    ...(bypass === 'unreviewed' ? [sql`g.reviewed_at is null`] : []),
    ...(bypass === 'reviewed' ? [sql`g.reviewed_at is not null`] : []),
  ];
}
