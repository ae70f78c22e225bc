import { sql } from 'kysely';
import type { PersonId } from '#contract/scalars.ts';
import type { Span } from '../../engine/people/directory.ts';
import { build, type ReadDb } from '../connection.ts';
import type { Viewer } from '../queries/sight.ts';
import { statement } from '../statement.ts';
import type { KeyCells } from './blocks.ts';

/** The facts that decide when an open request expires and for whom it waits. */
export interface OpenRequest {
  readonly number: number;
  readonly expiresAt: string;
  readonly policyVersion: number;
  readonly position: number;
  /** Whether each person counts only once in the whole request. */
  readonly distinct: boolean;
  readonly stuck: boolean;
  readonly awaitsAnswer: boolean;
  readonly approvals: readonly Approval[];
}

interface Approval {
  readonly number: number;
  readonly person: number;
  readonly position: number;
}

interface Row {
  number: number;
  expiresAt: string;
  policyVersion: number;
  position: number;
  distinct: number;
  stuck: number;
}

const columns = sql`number, expires_at as "expiresAt", policy_version as "policyVersion", open_position as position,
  distinct_approvers as "distinct", stuck_because is not null as stuck`;

const everyOpen = statement<Record<string, never>>()(() => ({
  compile: () =>
    sql<Row>`select ${columns} from fact_request indexed by fact_request_due where status = 'open'
      order by expires_at, number`.compile(build),
}));

const everyApproval = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_approval').select(['number', 'person_key as person', 'position']),
);

const openAmong = statement<{ numbers: string }>()((value) => ({
  compile: () =>
    sql<Row>`select ${columns} from json_each(${value('numbers')}) as changed
      cross join fact_request on number = changed.value where status = 'open'`.compile(build),
}));

const approvalsAmong = statement<{ numbers: string }>()((value, db) =>
  db
    .selectFrom('fact_approval')
    .select(['number', 'person_key as person', 'position'])
    .where('number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`),
);

const everyUnanswered = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_unanswered').select('number'),
);

const unansweredAmong = statement<{ numbers: string }>()((value, db) =>
  db
    .selectFrom('fact_unanswered')
    .select('number')
    .where('number', 'in', sql<number>`(select value from json_each(${value('numbers')}))`),
);

/** All open requests, next to expire first; or, given numbers, those of them that are open. */
export function readOpen(db: ReadDb, numbers?: readonly number[]): OpenRequest[] {
  const among = { numbers: JSON.stringify(numbers) };
  const approvals = new Map<number, Approval[]>();
  for (const approval of db.all(numbers ? approvalsAmong(among) : everyApproval({}))) {
    const known = approvals.get(approval.number);
    if (known) known.push(approval);
    else approvals.set(approval.number, [approval]);
  }
  const unanswered = new Set(db.numbers(numbers ? unansweredAmong(among) : everyUnanswered({})));
  return db.all(numbers ? openAmong(among) : everyOpen({})).map(({ distinct, stuck, ...row }) => ({
    ...row,
    distinct: distinct === 1,
    stuck: stuck === 1,
    awaitsAnswer: unanswered.has(row.number),
    approvals: approvals.get(row.number) ?? [],
  }));
}

/** Whether one open request expires before another. If both expire together, the older comes first. */
export function lapsesBefore(
  one: Pick<OpenRequest, 'expiresAt' | 'number'>,
  other: Pick<OpenRequest, 'expiresAt' | 'number'>,
): boolean {
  return one.expiresAt === other.expiresAt ? one.number < other.number : one.expiresAt < other.expiresAt;
}

interface NamingStep {
  policy: number;
  version: number;
  position: number;
  from: number;
  to: number | null;
}

// For each current group, all past stays count: a person who was a member when the request was filed, left and returned
// may decide.
const stepsNaming = statement<{ personId: PersonId }>()((value) => ({
  compile: () =>
    sql<NamingStep>`select distinct p.id_key as policy, r.version, r.position, m.from_number as "from", m.to_number as "to"
      from (select ${value('personId')} as principal, 0 as from_number, null as to_number union all
        select m.group_id, m.from_number, m.to_number from fact_membership as now
        cross join fact_membership as m on m.person_id = now.person_id and m.group_id = now.group_id
        where now.person_id = ${value('personId')} and now.to_sequence is null) as m
      cross join fact_policy_ref as r indexed by fact_policy_ref_by_principal on r.principal = m.principal and r.position > 0
      cross join fact_policy as p on p.id = r.policy_id`.compile(build),
}));

const newestReset = statement<{ personId: PersonId }>()((value, db) =>
  db
    .selectFrom('fact_key_reset')
    .select((e) => e.fn.max('number').as('number'))
    .where('person_id', '=', value('personId')),
);

/**
 * Tests whether an open request waits for a person (docs/rules.md#approval): the open step names them, or a group they
 * are in now and were in at filing; they neither requested nor filed it; their key was not reset since; and they have
 * not approved this step (if people count once: any step). Later steps are ignored.
 */
export function waitingTest(
  db: ReadDb,
  viewer: Viewer,
  viewerKey: number,
  { requester, filer, policy }: KeyCells,
): (request: OpenRequest) => boolean {
  if (viewer.role === 'auditor' || viewer.status === 'disabled') return () => false;
  const steps = new Map<number, Span[]>();
  for (const { policy: of, version, position, ...span } of db.all(stepsNaming({ personId: viewer.id }))) {
    const step = stepKey(of, version, position);
    steps.set(step, [...(steps.get(step) ?? []), span]);
  }
  const decidesFrom = db.first(newestReset({ personId: viewer.id }))?.number ?? 0;
  return ({ number, policyVersion, position, distinct, approvals }) =>
    number >= decidesFrom &&
    requester[number] !== viewerKey &&
    filer[number] !== viewerKey &&
    (steps
      .get(stepKey(policy[number] ?? 0, policyVersion, position))
      ?.some(({ from, to }) => from <= number && (to === null || number < to)) ??
      false) &&
    !approvals.some((given) => given.person === viewerKey && (distinct || given.position === position));
}

// A number, because a text would have to be built for each open request. A policy has at most 20 steps, and fewer than
// two million versions.
function stepKey(policy: number, version: number, position: number): number {
  return (policy * 2 ** 21 + version) * 32 + position;
}
