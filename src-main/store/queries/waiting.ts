import { sql } from 'kysely';
import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { argumentsOf, conditionsOf, type Range, shapeOf } from './inbox.ts';
import type { Order, Run } from './merge.ts';
import { type Arguments, all, type Sql, shapes } from './shapes.ts';
import { beyond, FOREVER, overlap, type Span } from './span.ts';
import type { Principal, Viewer } from './visibility.ts';

/** Who asks what waits for them: the person, their key in the inbox, and in whose name they can be an approver. */
export interface Approver {
  readonly viewer: Viewer;
  readonly key: number;
  readonly principals: readonly Principal[];
}

const listing = shapes<{ number: number }>();

/**
 * The requests of a range that wait for somebody, as runs in order: their open step names the viewer or a group in
 * which the viewer is now and was when they were filed, the viewer neither asked for them nor filed them, and could
 * still approve: their key was not reset since, and they have no live approval in the open step nor, where each person counts once, in any (DESIGN.md,
 * "Approval"). Whether the approval is needed in a later step is not asked. Nothing waits for auditors.
 */
export function waitingRuns(db: ReadDb, approver: Approver, range: Range, order: Order): Run[] {
  const list = listing(`${order} ${shapeOf(range)}`, (value) => {
    const where = all([
      sql`w.principal = ${value('principal')}`,
      sql`w.number >= ${value('from')}`,
      sql`w.number < ${value('to')}`,
      ...undecided(range, value),
    ]);
    return sql`select w.number from fact_waiting as w cross join fact_inbox as i not indexed on i.number = w.number
      where ${where} order by w.number ${sql.raw(order)} limit ${value('limit')}`;
  });
  const args = argumentsFor(approver, range);
  return partsOf(db, approver, range).map(({ principal, span }) => ({
    read: (after, limit) =>
      db.all(list({ ...args, ...beyond(span, order, after), principal, limit })).map(({ number }) => number),
  }));
}

const counting = shapes<{ count: number }>();

/** How many requests of a range wait for somebody; counts no further than `limit`. */
export function countWaiting(db: ReadDb, approver: Approver, range: Range, limit: number): number {
  const count = counting(shapeOf(range), (value) => {
    const found = sql`select distinct w.number from json_each(${value('parts')}) as part
      cross join fact_waiting as w on w.principal = part.value ->> 0 and w.number >= part.value ->> 1
        and w.number < part.value ->> 2
      cross join fact_inbox as i not indexed on i.number = w.number where ${all(undecided(range, value))}`;
    return sql`select count(*) as count from (${found} limit ${value('limit')})`;
  });
  const parts = partsOf(db, approver, range).map(({ principal, span }) => [principal, span.from, span.to]);
  const args = { ...argumentsFor(approver, range), parts: JSON.stringify(parts), limit };
  return db.first(count(args))?.count ?? 0;
}

// In the order in which they are cheapest to find out.
function undecided(range: Range, value: (name: string) => Sql): Sql[] {
  return [
    sql`i.requester <> ${value('self')}`,
    sql`(i.filer is null or i.filer <> ${value('self')})`,
    ...conditionsOf(range, value),
    sql`not exists (select 1 from fact_approval as a cross join fact_request as r on r.number = a.number
      where a.number = w.number and a.person_id = ${value('personId')}
      and (r.distinct_approvers = 1 or a.position = r.open_position))`,
  ];
}

function argumentsFor({ viewer, key }: Approver, range: Range): Arguments {
  return { ...argumentsOf(range), self: key, personId: viewer.id };
}

const newestReset = statement<{ personId: PersonId }, { number: number | null }>((value, db) =>
  db
    .selectFrom('fact_key_reset')
    .select((e) => e.fn.max('number').as('number'))
    .where('person_id', '=', value('personId')),
);

// The requests that the viewer's key may decide: those filed since it was last reset.
function decidable(db: ReadDb, viewer: Viewer): Span {
  return { from: db.first(newestReset({ personId: viewer.id }))?.number ?? 0, to: FOREVER };
}

function partsOf(db: ReadDb, { viewer, principals }: Approver, range: Range): { principal: string; span: Span }[] {
  if (viewer.role === 'auditor' || viewer.status === 'disabled') return [];
  const asked = overlap(range.span, decidable(db, viewer));
  if (!asked) return [];
  return principals
    .filter(({ current }) => current)
    .flatMap(({ id, spans }) =>
      spans.flatMap((membership) => {
        const span = overlap(membership, asked);
        return span ? [{ principal: id, span }] : [];
      }),
    );
}
