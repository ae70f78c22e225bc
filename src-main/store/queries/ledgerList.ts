import { sql } from 'kysely';
import { z } from 'zod';
import type { Parsed } from '#contract/contract.ts';
import type { DeskEvent } from '#contract/events.ts';
import type { EventSentence, LedgerEvent } from '#contract/ledger.ts';
import type { Page } from '#contract/scalars.ts';
import { parseSearch, searchMatches } from '../../engine/text/words.ts';
import { build, type ReadDb } from '../connection.ts';
import { codeOf, EVENT_CODES } from '../eventCodes.ts';
import { findKey } from '../ids.ts';
import { listRequests, type RequestPage } from '../requestList/lists.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { storedEvent } from './event.ts';
import { sequencesIn } from './moments.ts';
import { numbersOf } from './notices.ts';
import { loadPersonName } from './people.ts';
import { listPeople } from './peopleList.ts';
import { type Arguments, all, type Sql, shapes } from './shapes.ts';
import type { Viewer } from './sight.ts';
import { FOREVER, type Span } from './span.ts';

const LIST = 'ledger';

type Filters = Parsed<'ledger', 'list'>;

/** A stored event, and how it is listed: with its actor as a named person. */
export interface ListedEvent extends Omit<LedgerEvent, 'reason' | keyof EventSentence> {
  readonly event: DeskEvent;
}

/** A page of events. */
export interface EventPage extends Page<ListedEvent> {
  readonly capped: boolean;
}

/** The key of an id that no event names: keys count from 1. */
const NO_KEY = 0;

/** Most requests whose events are searched for: the newest that match. */
export const SEARCHED_REQUESTS = 10_000;

/** Most people, most policies and most groups whose names match a text. */
const SEARCHED_NAMES = 50;

/**
 * A page of the events that match all filters, newest first. The requests that a filter names are those that the viewer,
 * who sees the whole ledger, sees. Null if the cursor does not belong to this list. Throws if an event cannot be read:
 * opening the workspace checked all listed events. `searched`: the most requests whose events are searched for.
 */
export function listEvents(
  db: ReadDb,
  viewer: Viewer,
  filters: Filters,
  searched: number = SEARCHED_REQUESTS,
): EventPage | null {
  const { cursor, limit, from, to } = filters;
  const after = cursor === undefined ? FOREVER : decodeCursor(LIST, cursor, numberPosition);
  if (after === null) return null;
  const period = sequencesIn(db, { from, to });
  const span = { from: period.from, to: Math.min(period.to, after) };
  const { streams, capped } = streamsOf(db, viewer, filters, searched);
  const found = new Set(streams.flatMap((stream) => sequencesOf(db, filters, stream, span, limit + 1)));
  const newest = [...found].sort((a, b) => b - a).slice(0, limit + 1);
  const { items, nextCursor } = cutPage(newest, limit, (sequence) => encodeCursor(LIST, sequence));
  return { items: items.map((sequence) => eventAt(db, sequence)), nextCursor, capped };
}

/** Events that one index finds in their order. A list is the newest of several streams. */
type Stream =
  | { readonly of: 'all' }
  | { readonly of: 'type'; readonly type: number }
  | { readonly of: 'actor' | 'subject'; readonly key: number }
  /** Few events for each request: they are sorted. */
  | { readonly of: 'requests'; readonly numbers: readonly number[] };

interface Streams {
  readonly streams: readonly Stream[];
  readonly capped: boolean;
}

function streamsOf(db: ReadDb, viewer: Viewer, filters: Filters, searched: number): Streams {
  const { text, subjectId, personId } = filters;
  const aboutRequests = [filters.requestId, filters.requestNumber, filters.resource, filters.account];
  const isAboutRequests = aboutRequests.some((filter) => filter !== undefined);
  if (isAboutRequests || text !== undefined) {
    const { numbers, nextCursor } = requestsOf(db, viewer, filters, searched);
    const named = isAboutRequests || text === undefined ? exact([]) : namedStreams(db, text);
    return {
      streams: [{ of: 'requests', numbers }, ...named.streams],
      capped: nextCursor !== null || named.capped,
    };
  }
  const types = typesIn(filters);
  if (subjectId !== undefined) return exact([{ of: 'subject', key: findKey(db, subjectId) ?? NO_KEY }]);
  const actor = personId === undefined ? undefined : (findKey(db, personId) ?? NO_KEY);
  if (types !== null && (actor === undefined || types.every((type) => isRare(db, type))))
    return exact(types.map((type) => ({ of: 'type', type })));
  return exact([actor === undefined ? { of: 'all' } : { of: 'actor', key: actor }]);
}

const exact = (streams: readonly Stream[]): Streams => ({ streams, capped: false });

// The requests that the filters name, the newest first. No event before the end of the period is about a later one.
function requestsOf(db: ReadDb, viewer: Viewer, filters: Filters, searched: number): RequestPage {
  const { requestId, requestNumber, resource, account, text, to } = filters;
  const number = requestId === undefined ? requestNumber : numbersOf(db, [requestId]).get(requestId);
  const none = { numbers: [], nextCursor: null };
  if (requestId !== undefined && number === undefined) return none;
  if (requestNumber !== undefined && requestNumber !== number) return none;
  const filter = { number, resource, account, text, submittedTo: to, sort: 'newest', limit: searched } as const;
  return listRequests(db, viewer, filter) ?? none;
}

// Events by and about the people, and about the policies and groups, whose names match a text.
function namedStreams(db: ReadDb, text: string): Streams {
  const people = listPeople(db, { text, limit: SEARCHED_NAMES });
  const others = [db.all(everyPolicyName({})), db.all(everyGroupName({}))].map((named) => idsCalled(named, text));
  const found = others.map((ids) => ids.slice(0, SEARCHED_NAMES));
  const keysOf = (ids: readonly string[]) => ids.flatMap((id) => findKey(db, id) ?? []);
  const peopleKeys = keysOf((people?.items ?? []).map(({ id }) => id));
  return {
    streams: [
      ...peopleKeys.map((key) => ({ of: 'actor', key }) as const),
      ...[...peopleKeys, ...found.flatMap(keysOf)].map((key) => ({ of: 'subject', key }) as const),
    ],
    capped: people?.nextCursor != null || others.some((ids) => ids.length > SEARCHED_NAMES),
  };
}

// The ledger is about the past: names of before count, and so do groups that were removed.
function idsCalled(named: readonly { readonly id: string; readonly name: string }[], text: string): string[] {
  const search = parseSearch(text);
  return search ? [...new Set(named.filter(({ name }) => searchMatches(search, name)).map(({ id }) => id))] : [];
}

const everyPolicyName = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_policy_version')
    .select(['policy_id as id', sql<string>`rules ->> '$.name'`.as('name')])
    .orderBy('sequence', 'desc'),
);

const GROUP_NAMING = [EVENT_CODES['group.created'], EVENT_CODES['group.updated']];

const everyGroupName = statement<Record<string, never>>()(() => ({
  compile: () =>
    sql<{ id: string; name: string }>`select data ->> '$.id' as id, data ->> '$.name' as name from (
      select cast(l.bytes as text) -> '$.data' as data
      from fact_event as e indexed by fact_event_by_type cross join ledger as l on l.sequence = e.sequence
      where e.type in (${sql.join(GROUP_NAMING.map((code) => sql.lit(code)))}))`.compile(build),
}));

const listing = shapes<{ sequence: number }>();
const bounded = shapes<{ count: number }>();

// The newest events of a stream in a span that match the other filters, too.
function sequencesOf(db: ReadDb, filters: Filters, stream: Stream, span: Span, limit: number): number[] {
  const { personId, subjectId } = filters;
  const types = stream.of === 'type' ? null : typesIn(filters);
  const withActor = personId !== undefined;
  const withSubject = subjectId !== undefined && stream.of !== 'subject';
  const list = listing([stream.of, types !== null, withActor, withSubject].join(' '), (value) =>
    listSql(stream, { types: types !== null, actor: withActor, subject: withSubject }, value),
  );
  const args: Arguments = {
    ...span,
    limit,
    ...argumentOf(stream),
    ...(types === null ? {} : { types: JSON.stringify(types) }),
    ...(personId === undefined ? {} : { actor: findKey(db, personId) ?? NO_KEY }),
    ...(subjectId === undefined ? {} : { subject: findKey(db, subjectId) ?? NO_KEY }),
  };
  return db.all(list(args)).map(({ sequence }) => sequence);
}

function argumentOf(stream: Stream): Arguments {
  switch (stream.of) {
    case 'all':
      return {};
    case 'type':
      return { key: stream.type };
    case 'requests':
      return { key: JSON.stringify(stream.numbers) };
    default:
      return { key: stream.key };
  }
}

interface Others {
  readonly types: boolean;
  readonly actor: boolean;
  readonly subject: boolean;
}

function listSql({ of }: Stream, others: Others, value: (name: string) => Sql) {
  const { from, where, sequence, hasEvent } = sourceOf(of, value('key'));
  const event =
    (others.types || others.actor) && !hasEvent
      ? sql`cross join fact_event as e not indexed on e.sequence = ${sequence}`
      : sql``;
  const conditions = all([
    ...where,
    ...(others.types ? [sql`e.type in (select value from json_each(${value('types')}))`] : []),
    ...(others.actor ? [sql`e.actor_key = ${value('actor')}`] : []),
    ...(others.subject
      ? [
          sql`exists (select 1 from fact_event_subject as o
            where o.subject_key = ${value('subject')} and o.sequence = ${sequence})`,
        ]
      : []),
    sql`${sequence} >= ${value('from')}`,
    sql`${sequence} < ${value('to')}`,
  ]);
  // The grant's beginning is about its request, too.
  const distinct = of === 'requests' ? sql`distinct` : sql``;
  return sql<{
    sequence: number;
  }>`select ${distinct} ${sequence} as sequence from ${from} ${event} where ${conditions}
    order by ${sequence} desc limit ${value('limit')}`;
}

interface Source {
  readonly from: Sql;
  readonly where: readonly Sql[];
  readonly sequence: Sql;
  /** Whether it reads the row of the event, as `e`. */
  readonly hasEvent: boolean;
}

function sourceOf(of: Stream['of'], key: Sql): Source {
  const events = { sequence: sql`e.sequence`, hasEvent: true };
  const subjects = { sequence: sql`s.sequence`, hasEvent: false };
  switch (of) {
    case 'all':
      return { ...events, from: sql`fact_event as e not indexed`, where: [] };
    case 'type':
      return { ...events, from: sql`fact_event as e indexed by fact_event_by_type`, where: [sql`e.type = ${key}`] };
    case 'actor':
      return {
        ...events,
        from: sql`fact_event as e indexed by fact_event_by_actor`,
        where: [sql`e.actor_key = ${key}`],
      };
    case 'subject':
      return { ...subjects, from: sql`fact_event_subject as s`, where: [sql`s.subject_key = ${key}`] };
    case 'requests':
      return {
        ...subjects,
        // SQLite never reorders a cross join.
        from: sql`(
          select r.id_key as key from json_each(${key}) cross join fact_request as r on r.number = value
          union all
          select g.id_key as key from json_each(${key}) cross join fact_grant as g on g.request_number = value) as found
          cross join fact_event_subject as s on s.subject_key = found.key`,
        where: [],
      };
  }
}

function typesIn({ type, types }: Filters): number[] | null {
  if (type === undefined && types === undefined) return null;
  const wanted = new Set(types ?? (type === undefined ? [] : [type]));
  return [...wanted].filter((one) => type === undefined || one === type).map(codeOf);
}

/**
 * A type with fewer events than this is searched for those of one person. Otherwise the person's events are searched
 * for those of the type.
 */
const RARE = 2_000;

function isRare(db: ReadDb, type: number): boolean {
  const count = bounded('type', (value) => {
    return sql`select count(*) as count from
      (select 1 from fact_event indexed by fact_event_by_type where type = ${value('type')} limit ${value('limit')})`;
  });
  return (db.first(count({ type, limit: RARE }))?.count ?? 0) < RARE;
}

const stored = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('ledger').select(['bytes', 'hash']).where('sequence', '=', value('sequence')),
);

const jsonObject = z.record(z.string(), z.json());

function eventAt(db: ReadDb, sequence: number): ListedEvent {
  const row = db.first(stored({ sequence }));
  if (!row) throw new TypeError(`Event ${sequence} is listed and not in the ledger.`);
  const event = storedEvent(sequence, row.bytes);
  const { at, type, actor, data, previousHash } = event;
  const hash = Buffer.from(row.hash).toString('hex');
  const person = actor === null ? null : (loadPersonName(db, actor) ?? null);
  return { sequence, at, type, actor: person, data: jsonObject.parse(data), hash, previousHash, event };
}
