import { sql } from 'kysely';
import type { Person } from '#contract/people.ts';
import type { RequestStatus } from '#contract/requests.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import type { Order, Run } from './merge.ts';
import { type Sql, shapes } from './shapes.ts';
import { beyond, FOREVER, joined, overlap, type Span } from './span.ts';

/** Who looks at a list. */
export type Viewer = Pick<Person, 'id' | 'role' | 'status'>;

/** In whose name somebody can be an approver, and for the requests of which numbers. */
export interface Principal {
  readonly id: PersonId | GroupId;
  readonly spans: readonly Span[];
  /** Whether that is so now; of a group that the person has left it is not. */
  readonly current: boolean;
}

/** Policies that name somebody as an approver, grouped by the numbers of the requests for which that holds. */
export interface SeenPolicies {
  /** The key of the person, as in the inbox. */
  readonly viewer: number;
  readonly classes: readonly { readonly span: Span; readonly policies: readonly number[] }[];
}

const memberships = statement<{ personId: PersonId }>()((value, db) =>
  db
    .selectFrom('fact_membership')
    .select(['group_id', 'from_number', 'to_number'])
    .where('person_id', '=', value('personId'))
    .orderBy('group_id')
    .orderBy('from_sequence'),
);

/** The viewer, and every group that the viewer is or was in. */
export function principalsOf(db: ReadDb, viewer: Viewer): Principal[] {
  const groups = new Map<GroupId, { spans: Span[]; current: boolean }>();
  for (const { group_id, from_number, to_number } of db.all(memberships({ personId: viewer.id }))) {
    const group = groups.get(group_id) ?? { spans: [], current: false };
    group.spans.push({ from: from_number, to: to_number ?? FOREVER });
    group.current ||= to_number === null;
    groups.set(group_id, group);
  }
  const self: Principal = { id: viewer.id, spans: [{ from: 0, to: FOREVER }], current: true };
  return [self, ...[...groups].map(([id, group]) => ({ id, ...group }))];
}

interface Audience {
  number: number;
}

const audience = shapes<Audience>();

/**
 * What a member sees (docs/rules.md#visibility), as runs of the audience: for each principal and each time of
 * membership, one stretch of the index for each status.
 */
export function audienceRuns(
  db: ReadDb,
  principals: readonly Principal[],
  statuses: readonly RequestStatus[],
  span: Span,
  order: Order,
): Run[] {
  const list = audience(`${statuses.length} ${order}`, (value) => audienceSql(statuses.length, order, value));
  const named = Object.fromEntries(statuses.map((status, index) => [`status${index}`, status]));
  return principals.flatMap(({ id, spans }) =>
    spans.flatMap((membership) => {
      const both = overlap(membership, span);
      if (!both) return [];
      return {
        read: (after: number, limit: number) =>
          db.numbers(list({ ...named, ...beyond(both, order, after), principal: id, limit })),
      };
    }),
  );
}

function audienceSql(statuses: number, order: Order, value: (name: string) => Sql) {
  const arms = Array.from(
    { length: statuses },
    (_, index) =>
      sql`select number from fact_audience
        where principal = ${value('principal')} and status = ${value(`status${index}`)}
        and number >= ${value('from')} and number < ${value('to')}`,
  );
  return sql<Audience>`${sql.join(arms, sql` union all `)} order by number ${sql.raw(order)} limit ${value('limit')}`;
}

interface Naming {
  principal: PersonId | GroupId;
  policy: number;
  from_number: number;
  to_number: number | null;
}

// From the principals on, in this order of joins, whatever statistics say.
const namingPolicies = shapes<Naming>()(
  'naming',
  (value) => sql`select distinct r.principal, p.created_sequence as policy, v.from_number, n.from_number as to_number
    from json_each(${value('principals')})
    cross join fact_policy_ref as r indexed by fact_policy_ref_by_principal on r.principal = json_each.value and r.position > 0
    cross join fact_policy as p on p.id = r.policy_id
    cross join fact_policy_version as v on v.policy_id = r.policy_id and v.version = r.version
    left join fact_policy_version as n on n.policy_id = r.policy_id and n.version = r.version + 1`,
);

/**
 * What a member sees, told by policies instead: a request is visible to an approver because of the version of the
 * policy it was filed under, and versions are spans of numbers too. So any other filter, joined with the policy in an
 * index, gives what is visible of it.
 */
export function seenPolicies(db: ReadDb, viewerKey: number, principals: readonly Principal[]): SeenPolicies {
  const spansOf = new Map(principals.map(({ id, spans }) => [id, spans]));
  const found = new Map<number, Span[]>();
  const ids = JSON.stringify([...spansOf.keys()]);
  for (const { principal, policy, from_number, to_number } of db.all(namingPolicies({ principals: ids })))
    for (const membership of spansOf.get(principal) ?? []) {
      const span = overlap(membership, { from: from_number, to: to_number ?? FOREVER });
      if (span) found.set(policy, [...(found.get(policy) ?? []), span]);
    }
  const classes = new Map<string, { span: Span; policies: number[] }>();
  for (const [policy, spans] of found)
    for (const span of joined(spans)) {
      const key = `${span.from} ${span.to}`;
      const known = classes.get(key) ?? { span, policies: [] };
      known.policies.push(policy);
      classes.set(key, known);
    }
  return { viewer: viewerKey, classes: [...classes.values()] };
}
