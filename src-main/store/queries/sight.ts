import { sql } from 'kysely';
import type { Person } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { Span } from '../../engine/people/directory.ts';
import type { Sight } from '../../engine/request/sight.ts';
import { build, type ReadDb } from '../connection.ts';
import { findKey } from '../ids.ts';
import { statement } from '../statement.ts';

/** The person who looks at a list. */
export type Viewer = Pick<Person, 'id' | 'role' | 'status'>;

interface Named {
  policy: number;
  from: number;
  to: number | null;
}

// The joins start from the viewer, whatever statistics say: a person is in few groups, and few policies name a group.
const namedIn = statement<{ personId: PersonId }>()((value) => ({
  compile: () =>
    sql<Named>`select distinct p.id_key as policy, max(m.from_number, v.from_number) as "from",
        min(coalesce(m.to_number, n.from_number), coalesce(n.from_number, m.to_number)) as "to"
      from (select ${value('personId')} as principal, 0 as from_number, null as to_number union all
        select group_id, from_number, to_number from fact_membership where person_id = ${value('personId')}) as m
      cross join fact_policy_ref as r indexed by fact_policy_ref_by_principal on r.principal = m.principal and r.position > 0
      cross join fact_policy_version as v on v.policy_id = r.policy_id and v.version = r.version
      cross join fact_policy as p on p.id = r.policy_id
      left join fact_policy_version as n on n.policy_id = r.policy_id and n.version = r.version + 1
      where max(m.from_number, v.from_number) < coalesce(min(m.to_number, n.from_number), m.to_number, n.from_number, 9e15)
      order by policy, "from"`.compile(build),
}));

/**
 * The requests that a person may see, as the engine defines it (engine/request/sight.ts). People and policies are keys,
 * filings are request numbers. Undefined if the person does not exist.
 */
export function loadSight(db: ReadDb, { id, role }: Viewer): Sight<number, number> | undefined {
  const viewer = findKey(db, id);
  if (viewer === undefined) return undefined;
  const asApprover = new Map<number, Span[]>();
  for (const { policy, from, to } of role === 'member' ? db.all(namedIn({ personId: id })) : []) {
    const spans = asApprover.get(policy) ?? [];
    const last = spans.at(-1);
    if (last && (last.to === null || from <= last.to))
      spans[spans.length - 1] = { from: last.from, to: last.to === null || to === null ? null : Math.max(last.to, to) };
    else spans.push({ from, to });
    asApprover.set(policy, spans);
  }
  return { viewer, everything: role !== 'member', asApprover };
}
