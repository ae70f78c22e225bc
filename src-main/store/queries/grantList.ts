import { sql } from 'kysely';
import { z } from 'zod';
import type { Parsed } from '#contract/contract.ts';
import { type GrantStatus, grantStatuses } from '#contract/grants.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { findKey } from '../ids.ts';
import { holderToken } from '../project/search.ts';
import type { Key } from '../schema.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { endedUnrecorded } from './due.ts';
import { grantExpression } from './search.ts';
import { type Arguments, all, rowidOf, type Sql, shapes } from './shapes.ts';
import type { Viewer } from './sight.ts';
import { FOREVER } from './span.ts';

/** A page of a list of grants: the sequences of their start events, in order. */
export interface GrantPage {
  readonly sequences: readonly number[];
  readonly nextCursor: string | null;
}

const LIST = 'grants';
const ENDING = 'grants ending';

/** The filters of a list, with an end time in place of a number of seconds. */
export type GrantFilters = Omit<Parsed<'grants', 'list'>, 'endsWithinSeconds'> & {
  readonly endsUntil?: string | undefined;
};

/**
 * A page of the grants that a viewer sees (members see their own) and that match all filters, by newest start or by
 * next end. The text is searched for in resource, account, and the holder's username and name. Null if the cursor does
 * not belong to this list.
 */
export function listGrants(db: ReadDb, viewer: Viewer, filters: GrantFilters): GrantPage | null {
  return filters.sort === 'ending' ? listEnding(db, viewer, filters) : listNewest(db, viewer, filters);
}

function listNewest(db: ReadDb, viewer: Viewer, filters: GrantFilters): GrantPage | null {
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
  readonly person: Key<PersonId> | null;
  readonly status: GrantStatus | null;
  readonly bypass: 'unreviewed' | 'reviewed' | null;
  /** The FTS5 expression that the word index must match. */
  readonly expression: string | null;
  readonly endsUntil: string | null;
}

// Null if no grant can match the filters.
function resolve(db: ReadDb, viewer: Viewer, filters: GrantFilters): Wanted | null {
  const { bypass, text, endsUntil, sort } = filters;
  const living = endsUntil !== undefined || sort === 'ending';
  const status = living ? 'active' : filters.status;
  if (filters.status !== undefined && filters.status !== status) return null;
  const personId = viewer.role === 'member' ? viewer.id : (filters.personId ?? null);
  if (filters.personId !== undefined && filters.personId !== personId) return null;
  const words = text === undefined ? null : grantExpression(db, text);
  const person = personId === null ? null : findKey(db, personId);
  if ((text !== undefined && words === null) || person === undefined) return null;
  const expression = words !== null && person !== null ? `${words} AND "${holderToken(person)}"` : words;
  return { person, status: status ?? null, bypass: bypass ?? null, expression, endsUntil: endsUntil ?? null };
}

const listing = shapes<{ sequence: number }>();

function read(db: ReadDb, wanted: Wanted, after: number, limit: number): number[] {
  const { expression, status, bypass } = wanted;
  const list = listing(shapeOf(wanted), (value) =>
    expression === null ? listSql(wanted, value) : searchSql(wanted, value),
  );
  const recorded = db.all(list({ ...argumentsOf(wanted, db.asOf), after, limit })).map(({ sequence }) => sequence);
  if (status !== 'expired' || bypass !== null || expression !== null) return recorded;
  const lapsed = readLapsed(db, wanted, after);
  return lapsed.length === 0 ? recorded : [...recorded, ...lapsed].sort((one, other) => other - one).slice(0, limit);
}

// Grants that have ended but are not recorded as expired. There are mostly none, so they are not part of the list
// query, which would then have to sort.
function readLapsed(db: ReadDb, wanted: Wanted, after: number): number[] {
  const due = endedUnrecorded(db);
  if (due.length === 0) return [];
  const anyStatus = { ...wanted, status: null };
  const among = listing(`among ${shapeOf(anyStatus)}`, (value) => {
    const where = all([...conditions(anyStatus, value), sql`g.sequence < ${value('after')}`]);
    return sql<{ sequence: number }>`select g.sequence from json_each(${value('due')}) as d
      cross join fact_grant as g not indexed on g.sequence = d.value where ${where}`;
  });
  const args = { ...argumentsOf(anyStatus, db.asOf), due: JSON.stringify(due), after };
  return db.all(among(args)).map(({ sequence }) => sequence);
}

function shapeOf({ person, status, bypass, expression, endsUntil }: Wanted): string {
  return [
    person !== null,
    status === 'active' || status === 'expired' ? status : status !== null,
    bypass,
    expression !== null,
    endsUntil !== null,
  ].join(' ');
}

function argumentsOf({ person, status, expression, endsUntil }: Wanted, asOf: string | null): Arguments {
  return {
    // Nothing ended before the year 0. So inside a write transaction no grant recorded as active counts as ended.
    asOf: asOf ?? '',
    ...Object.fromEntries(grantStatuses.map((one, index) => [`status${index}`, one])),
    ...(person === null ? {} : { person }),
    ...(status === null ? {} : { status }),
    ...(expression === null ? {} : { match: expression }),
    ...(endsUntil === null ? {} : { endsUntil }),
  };
}

/** Where a list by end continues: after this end time and this start event. */
const endPosition = z.tuple([z.iso.datetime({ precision: 3 }), z.int().min(0)]);
const BEFORE_ALL: z.infer<typeof endPosition> = ['0000-01-01T00:00:00.000Z', 0];

interface Ending {
  readonly sequence: number;
  readonly expiresAt: string;
}

const endingList = shapes<Ending>();

function listEnding(db: ReadDb, viewer: Viewer, filters: GrantFilters): GrantPage | null {
  const { cursor, limit } = filters;
  const after = cursor === undefined ? BEFORE_ALL : decodeCursor(ENDING, cursor, endPosition);
  if (after === null) return null;
  const wanted = resolve(db, viewer, filters);
  const [at, sequence] = after;
  const found = wanted
    ? db.all(
        endingList(shapeOf(wanted), (value) => endingSql(wanted, value))({
          ...argumentsOf(wanted, db.asOf),
          at,
          sequence,
          limit: limit + 1,
        }),
      )
    : [];
  const { items, nextCursor } = cutPage(found, limit, (last) => encodeCursor(ENDING, [last.expiresAt, last.sequence]));
  return { sequences: items.map((one) => one.sequence), nextCursor };
}

// The status literal matches that of the index: see due.ts. The text is tested on each grant, because few grants are
// active.
function endingSql(wanted: Wanted, value: (name: string) => Sql) {
  const index = wanted.person === null ? 'fact_grant_due' : 'fact_grant_ending_by_person';
  const found =
    wanted.expression === null
      ? sql``
      : sql`cross join search_grant on search_grant match ${value('match')} and search_grant.rowid = g.sequence`;
  const where = all([
    ...conditions({ ...wanted, status: null }, value),
    sql`g.status = 'active'`,
    sql`(g.expires_at, g.sequence) > (${value('at')}, ${value('sequence')})`,
    sql`g.expires_at > ${value('asOf')}`,
  ]);
  return sql<Ending>`select g.sequence, g.expires_at as expiresAt
    from fact_grant as g indexed by ${sql.id(index)} ${found}
    where ${where} order by g.expires_at, g.sequence limit ${value('limit')}`;
}

// The query names the index; each index ends in the sequence. A person's grants have one range per status, and the
// ranges are merged.
function listSql(wanted: Wanted, value: (name: string) => Sql) {
  const { person, status, bypass } = wanted;
  const others = conditions(wanted, value, bypass === null);
  const arm = (index: Sql, ...more: readonly Sql[]) =>
    sql`select g.sequence from fact_grant as g ${index}
      where ${all([...more, ...others, sql`g.sequence < ${value('after')}`])}`;
  const named = (name: string) => sql`indexed by ${sql.id(name)}`;
  const arms =
    bypass !== null
      ? [arm(named(person === null ? `fact_grant_${bypass}` : 'fact_grant_bypass_by_person'))]
      : person !== null && status === null
        ? grantStatuses.map((_, index) =>
            arm(named('fact_grant_by_person'), sql`g.status = ${value(`status${index}`)}`),
          )
        : person !== null
          ? [arm(named('fact_grant_by_person'))]
          : status !== null
            ? [arm(named('fact_grant_by_status'))]
            : [arm(sql`not indexed`)];
  return sql<{ sequence: number }>`${sql.join(arms, sql` union all `)} order by sequence desc limit ${value('limit')}`;
}

function searchSql(wanted: Wanted, value: (name: string) => Sql) {
  const found = sql`search_grant match ${value('match')} and search_grant.rowid < ${rowidOf(value('after'))}`;
  const where = all([found, ...conditions({ ...wanted, person: null }, value)]);
  return sql<{
    sequence: number;
  }>`select g.sequence from search_grant cross join fact_grant as g not indexed on g.sequence = search_grant.rowid
    where ${where} order by search_grant.rowid desc limit ${value('limit')}`;
}

// As of the moment of reading. For expired grants: all of them, or only the recorded ones.
function statusSql(status: GrantStatus, value: (name: string) => Sql, recordedOnly: boolean): Sql {
  const recorded = sql`g.status = ${value('status')}`;
  if (status === 'active') return sql`${recorded} and g.expires_at > ${value('asOf')}`;
  if (status === 'expired' && !recordedOnly)
    return sql`(${recorded} or g.status = 'active' and g.expires_at <= ${value('asOf')})`;
  return recorded;
}

function conditions(
  { person, status, bypass, endsUntil }: Wanted,
  value: (name: string) => Sql,
  recordedOnly = false,
): Sql[] {
  return [
    ...(endsUntil === null ? [] : [sql`g.expires_at <= ${value('endsUntil')}`]),
    ...(person === null ? [] : [sql`g.person_key = ${value('person')}`]),
    ...(status === null ? [] : [statusSql(status, value, recordedOnly)]),
    ...(bypass === null ? [] : [sql`g.bypass_reason is not null`]),
    ...(bypass === 'unreviewed' ? [sql`g.reviewed_at is null`] : []),
    ...(bypass === 'reviewed' ? [sql`g.reviewed_at is not null`] : []),
  ];
}
