import { sql } from 'kysely';
import { requestStatuses } from '#contract/requests.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { indexedBy, statement } from '../statement.ts';
import { keepAsked } from './columns/read.ts';
import { type Range, rangeRun } from './inbox.ts';
import { shapes } from './shapes.ts';
import { FOREVER, overlap, type Span } from './span.ts';
import type { Principal, Viewer } from './visibility.ts';

/** Who asks what waits for them: the person, their key in the inbox, and in whose name they can be an approver. */
export interface Approver {
  readonly viewer: Viewer;
  readonly key: number;
  readonly principals: readonly Principal[];
}

/**
 * The numbers of the requests of a range that wait for somebody, ascending: their open step names the viewer or a group
 * in which the viewer is now and was when they were filed, the viewer neither asked for them nor filed them, and could
 * still approve: their key was not reset since, and they have no live approval in the open step nor, where each person counts once, in any
 * (docs/rules.md#approval). Whether the approval is needed in a later step is not asked. Nothing waits for auditors.
 *
 * All of them at once: what waits for one person is little enough to be held in memory, and far cheaper read in one go
 * than asked one by one whether it was approved.
 */
export function waitingNumbers(db: ReadDb, approver: Approver, range: Range): readonly number[] {
  const parts = partsOf(db, approver, range);
  if (parts.length === 0) return [];
  const left = among(db, new Set(candidates(db, parts)), range);
  for (const number of db.numbers(own({ self: approver.key }))) left.delete(number);
  const personId = approver.viewer.id;
  const mine = db.numbers(approved({ personId, from: oldestOf(left) })).filter((number) => left.has(number));
  if (mine.length > 0)
    for (const number of db.numbers(decided({ personId, numbers: JSON.stringify(mine) }))) left.delete(number);
  return inOrder(left);
}

interface Part {
  readonly principal: string;
  readonly span: Span;
}

const named = shapes<{ number: number }>()(
  'named',
  (value) => sql`select w.number from json_each(${value('parts')}) as part
    cross join fact_waiting as w on w.principal = part.value ->> 0 and w.number >= part.value ->> 1
      and w.number < part.value ->> 2`,
);

// Those whose open step names one of the principals; some of them twice.
function candidates(db: ReadDb, parts: readonly Part[]): number[] {
  const spans = parts.map(({ principal, span }) => [principal, span.from, span.to]);
  return db.numbers(named({ parts: JSON.stringify(spans) }));
}

// Those of some open requests that a range asks for: by an index where it is a stretch of one.
function among(db: ReadDb, numbers: Set<number>, range: Range): Set<number> {
  if (range.stuck === false || Object.keys(range.among).length > 0)
    return new Set(keepAsked(db, { ...range, statuses: requestStatuses, seen: null })(inOrder(numbers)));
  if (Object.keys(range.equal).length === 0 && range.stuck === null) return numbers;
  const open = rangeRun(db, { ...range, statuses: ['open'], seen: null }, 'asc').read(-1, FOREVER);
  return new Set(open.filter((number) => numbers.has(number)));
}

// Numbers by themselves are sorted several times faster than with a function that compares them.
function inOrder(numbers: Iterable<number>): number[] {
  return [...Float64Array.from(numbers).sort()];
}

function oldestOf(numbers: ReadonlySet<number>): number {
  let oldest = FOREVER;
  for (const number of numbers) oldest = Math.min(oldest, number);
  return oldest;
}

// The open requests that somebody asked for or filed.
const own = statement<{ self: number }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_inbox', 'fact_inbox_by_requester'))
    .select('number')
    .where('requester', '=', value('self'))
    .where('status', '=', sql.lit('open'))
    .unionAll(
      db
        .selectFrom(indexedBy('fact_inbox', 'fact_inbox_by_filer'))
        .select('number')
        .where('filer', '=', value('self'))
        .where('status', '=', sql.lit('open')),
    ),
);

const approved = statement<{ personId: PersonId; from: number }>()((value, db) =>
  db
    .selectFrom(indexedBy('fact_approval', 'fact_approval_by_person'))
    .select('number')
    .where('person_id', '=', value('personId'))
    .where('number', '>=', value('from')),
);

/** Whether after a live approval `a` of a request `r` the same person has nothing to approve there now. */
const isSettledSql = sql`(r.distinct_approvers = 1 or a.position = r.open_position)`;

const decided = shapes<{ number: number }>()(
  'decided',
  (value) => sql`select a.number from json_each(${value('numbers')}) as mine
    cross join fact_approval as a on a.number = mine.value and a.person_id = ${value('personId')}
    cross join fact_request as r on r.number = a.number where ${isSettledSql}`,
);

const newestReset = statement<{ personId: PersonId }>()((value, db) =>
  db
    .selectFrom('fact_key_reset')
    .select((e) => e.fn.max('number').as('number'))
    .where('person_id', '=', value('personId')),
);

// The requests that the viewer's key may decide: those filed since it was last reset.
function decidable(db: ReadDb, viewer: Viewer): Span {
  return { from: db.first(newestReset({ personId: viewer.id }))?.number ?? 0, to: FOREVER };
}

function partsOf(db: ReadDb, { viewer, principals }: Approver, range: Range): Part[] {
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
