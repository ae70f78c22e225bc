import type { Connection } from '../../../src-main/store/connection.ts';
import type { RequestFilters } from '../../../src-main/store/requestList/filter.ts';
import type { PersonRow } from '../../../src-main/store/schema.ts';

/**
 * The rival of the inbox: the list as a careful hand would first write it over the same tables and indexes, as one
 * query of conditions, an EXISTS for what a member sees, and OFFSET. SQLite plans it as it likes.
 */
export function plainList(db: Connection, person: PersonRow, filters: RequestFilters): (offset: number) => number[] {
  const { from, args } = plainSql(person, filters);
  const statement = db.database
    .prepare<unknown[], number>(`select i.number ${from} order by i.number desc limit 50 offset :offset`)
    .pluck();
  return (offset) => statement.all({ ...args, offset });
}

/** The same for the counts: grouped by status, to the last one. */
export function plainCounts(db: Connection, person: PersonRow, filters: RequestFilters): () => unknown {
  const { from, args } = plainSql(person, filters);
  const statement = db.database.prepare<unknown[], unknown>(`select i.status, count(*) ${from} group by i.status`);
  return () => statement.all(args);
}

const ME = '(select created_sequence from fact_person where id = :me)';

function plainSql(person: PersonRow, filters: RequestFilters) {
  const { status, waitingOnMe, mine, requesterId, policyId, resource, account, stuck } = filters;
  const seesAll = person.role !== 'member';
  const conditions = [
    ...(status === undefined ? [] : ['i.status = :status']),
    ...(mine ? [`i.requester = ${ME}`] : []),
    ...(requesterId === undefined
      ? []
      : ['i.requester = (select created_sequence from fact_person where id = :requester)']),
    ...(policyId === undefined ? [] : ['i.policy = (select created_sequence from fact_policy where id = :policy)']),
    ...(resource === undefined ? [] : [`i.resource = ${nameSql('resource')}`]),
    ...(account === undefined ? [] : [`i.account = ${nameSql('account')}`]),
    ...(stuck === undefined ? [] : [`i.stuck = ${stuck ? 1 : 0}`]),
    ...(waitingOnMe ? waitingSql() : []),
    ...(seesAll ? [] : [`(i.requester = ${ME} or i.filer = ${ME} or ${namedSql('n.position > 0', '')})`]),
  ];
  const join = seesAll && !waitingOnMe ? '' : 'join fact_request as r on r.number = i.number';
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const args = {
    me: person.id,
    status,
    requester: requesterId,
    policy: policyId,
    resource: resource?.toLowerCase(),
    account: account?.toLowerCase(),
  };
  return { from: `from fact_inbox as i ${join} ${where}`, args };
}

const nameSql = (kind: 'resource' | 'account') =>
  `(select id from fact_name where kind = '${kind}' and folded = :${kind})`;

const namedSql = (positions: string, now: string) => `exists (
  select 1 from fact_policy_ref as n left join fact_membership as m on m.group_id = n.principal and m.person_id = :me
    and m.from_number <= r.number and (m.to_number is null or m.to_number > r.number) ${now}
  where n.policy_id = r.policy_id and n.version = r.policy_version and ${positions}
    and (n.principal = :me or m.person_id is not null))`;

const waitingSql = () => [
  "i.status = 'open'",
  `i.requester <> ${ME}`,
  `i.filer is not ${ME}`,
  'i.number >= coalesce((select max(number) from fact_key_reset where person_id = :me), 0)',
  namedSql('n.position = r.open_position', 'and m.to_number is null'),
  `not exists (select 1 from fact_approval as a where a.number = r.number and a.person_id = :me
    and (r.distinct_approvers = 1 or a.position = r.open_position))`,
];
