import { sql } from 'kysely';
import { z } from 'zod';
import type { Parsed } from '#contract/contract.ts';
import { envelope } from '#contract/events.ts';
import type { LedgerEvent } from '#contract/ledger.ts';
import type { Page } from '#contract/scalars.ts';
import { jsonOf } from '../../ledger/canonical.ts';
import type { ReadDb } from '../connection.ts';
import { codeOf } from '../eventCodes.ts';
import { findKey } from '../ids.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { sequencesIn } from './moments.ts';
import { loadPersonName } from './people.ts';
import { type Arguments, all, type Sql, shapes } from './shapes.ts';
import { FOREVER } from './span.ts';

const LIST = 'ledger';

/** A stored event, with its actor as a named person. */
export type ListedEvent = Omit<LedgerEvent, 'reason'>;

/** The key of an id that no event names: keys count from 1. */
const NO_KEY = 0;

/**
 * A page of the events of a type, by a person (the actor), about a subject, in a period, newest first. Null if the
 * cursor does not belong to this list. Throws if an event cannot be read: opening the workspace checked all listed
 * events.
 */
export function listEvents(db: ReadDb, filters: Parsed<'ledger', 'list'>): Page<ListedEvent> | null {
  const { cursor, limit } = filters;
  const after = cursor === undefined ? FOREVER : decodeCursor(LIST, cursor, numberPosition);
  if (after === null) return null;
  const { items, nextCursor } = cutPage(sequencesOf(db, filters, after, limit + 1), limit, (sequence) =>
    encodeCursor(LIST, sequence),
  );
  return { items: items.map((sequence) => eventAt(db, sequence)), nextCursor };
}

const listing = shapes<{ sequence: number }>();
const bounded = shapes<{ count: number }>();

function sequencesOf(db: ReadDb, filters: Parsed<'ledger', 'list'>, after: number, limit: number): number[] {
  const { personId, subjectId, from, to } = filters;
  const type = filters.type === undefined ? undefined : codeOf(filters.type);
  const period = sequencesIn(db, { from, to });
  const span = { from: period.from, to: Math.min(period.to, after) };
  const driver =
    subjectId !== undefined
      ? 'subject'
      : type !== undefined && (personId === undefined || isRare(db, type))
        ? 'type'
        : personId !== undefined
          ? 'actor'
          : null;
  const list = listing([driver, type !== undefined, personId !== undefined].join(' '), (value) =>
    listSql(driver, filters, value),
  );
  const args: Arguments = {
    ...span,
    limit,
    ...(type === undefined ? {} : { type }),
    ...(personId === undefined ? {} : { actor: findKey(db, personId) ?? NO_KEY }),
    ...(subjectId === undefined ? {} : { subject: findKey(db, subjectId) ?? NO_KEY }),
  };
  return db.all(list(args)).map(({ sequence }) => sequence);
}

function listSql(
  driver: 'subject' | 'type' | 'actor' | null,
  { type, personId }: Parsed<'ledger', 'list'>,
  value: (name: string) => Sql,
) {
  const bySubject = driver === 'subject';
  const sequence = bySubject ? sql`s.sequence` : sql`e.sequence`;
  const from = bySubject
    ? sql`fact_event_subject as s cross join fact_event as e on e.sequence = s.sequence`
    : sql`fact_event as e ${driver === null ? sql`not indexed` : sql`indexed by ${sql.id(`fact_event_by_${driver}`)}`}`;
  const where = all([
    ...(bySubject ? [sql`s.subject_key = ${value('subject')}`] : []),
    ...(type === undefined ? [] : [sql`e.type = ${value('type')}`]),
    ...(personId === undefined ? [] : [sql`e.actor_key = ${value('actor')}`]),
    sql`${sequence} >= ${value('from')}`,
    sql`${sequence} < ${value('to')}`,
  ]);
  return sql<{
    sequence: number;
  }>`select ${sequence} as sequence from ${from} where ${where} order by ${sequence} desc limit ${value('limit')}`;
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

const readable = envelope.extend({ data: z.record(z.string(), z.json()) });

function eventAt(db: ReadDb, sequence: number): ListedEvent {
  const row = db.first(stored({ sequence }));
  if (!row) throw new TypeError(`Event ${sequence} is listed and not in the ledger.`);
  const { at, type, actor, data, previousHash } = readable.parse(jsonOf(Buffer.from(row.bytes).toString('utf8')));
  const hash = Buffer.from(row.hash).toString('hex');
  const person = actor === null ? null : (loadPersonName(db, actor) ?? null);
  return { sequence, at, type, actor: person, data, hash, previousHash };
}
