import { sql } from 'kysely';
import type { ReadDb } from '../connection.ts';
import { argumentsOf, conditionsOf, type Range, shapeOf } from './inbox.ts';
import type { Order, Run } from './merge.ts';
import { all, shapes } from './shapes.ts';
import { beyond, overlap } from './span.ts';
import type { Principal, Viewer } from './visibility.ts';

const listing = shapes<{ number: number }>();

/**
 * The requests of a range that wait for somebody, as runs in order: their open step names the viewer or a group in
 * which the viewer is now and was when they were filed, the viewer neither asked for them nor filed them, and could
 * still approve: has no live approval in the open step nor, where each person counts once, in any (DESIGN.md,
 * "Approval"). Whether the approval is needed in a later step is not asked. Nothing waits for auditors.
 */
export function waitingRuns(
  db: ReadDb,
  viewer: Viewer,
  viewerKey: number,
  principals: readonly Principal[],
  range: Range,
  order: Order,
): Run[] {
  if (viewer.role === 'auditor' || viewer.status === 'disabled') return [];
  const list = listing(`${order} ${shapeOf(range)}`, (value) => {
    const where = all([
      sql`w.principal = ${value('principal')}`,
      sql`w.number >= ${value('from')}`,
      sql`w.number < ${value('to')}`,
      sql`i.requester <> ${value('self')}`,
      sql`(i.filer is null or i.filer <> ${value('self')})`,
      ...conditionsOf(range, value),
      sql`not exists (select 1 from fact_approval as a cross join fact_request as r on r.number = a.number
        where a.number = w.number and a.person_id = ${value('personId')}
        and (r.distinct_approvers = 1 or a.position = r.open_position))`,
    ]);
    return sql`select w.number from fact_waiting as w cross join fact_inbox as i not indexed on i.number = w.number
      where ${where} order by w.number ${sql.raw(order)} limit ${value('limit')}`;
  });
  const args = { ...argumentsOf(range), self: viewerKey, personId: viewer.id };
  return principals
    .filter(({ current }) => current)
    .flatMap(({ id, spans }) =>
      spans.flatMap((membership) => {
        const span = overlap(membership, range.span);
        if (!span) return [];
        const read = (after: number, limit: number) =>
          db.all(list({ ...args, ...beyond(span, order, after), principal: id, limit })).map(({ number }) => number);
        return { read };
      }),
    );
}
