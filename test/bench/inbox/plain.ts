import type { Connection } from '../../../src-main/store/connection.ts';
import type { RequestFilters } from '../../../src-main/store/requestList/filter.ts';
import type { PersonRow } from '../../../src-main/store/schema.ts';

/**
 * The rival of the inbox: the list in the simplest SQL over the same tables and indexes, as one query with conditions,
 * an EXISTS for what a member may see, and OFFSET. SQLite plans it freely.
 */
export function plainList(db: Connection, person: PersonRow, filters: RequestFilters): (offset: number) => number[] {
  const { from, args } = plainSql(person, filters);
  const statement = db.database
    .prepare<unknown[], number>(`select r.number ${from} order by r.number desc limit 50 offset :offset`)
    .pluck();
  return (offset) => statement.all({ ...args, offset });
}

/** The same for the counts, grouped by status, without a cap. */
export function plainCounts(db: Connection, person: PersonRow, filters: RequestFilters): () => unknown {
  const { from, args } = plainSql(person, filters);
  const statement = db.database.prepare<unknown[], unknown>(`select r.status, count(*) ${from} group by r.status`);
  return () => statement.all(args);
}

function plainSql(person: PersonRow, filters: RequestFilters) {
  const { status, waitingOnMe, mine, requesterId, policyId, resource, account, stuck } = filters;
  const seesAll = person.role !== 'member';
  const conditions = [
    ...(status === undefined ? [] : ['r.status = :status']),
    ...(mine ? [`r.requester_key = ${keySql('me')}`] : []),
    ...(requesterId === undefined ? [] : [`r.requester_key = ${keySql('requester')}`]),
    ...(policyId === undefined ? [] : [`r.policy_key = ${keySql('policy')}`]),
    ...(resource === undefined ? [] : [`r.resource_id = ${nameSql('resource')}`]),
    ...(account === undefined ? [] : [`r.account_id = ${nameSql('account')}`]),
    ...(stuck === undefined ? [] : [`r.stuck_because is ${stuck ? 'not null' : 'null'}`]),
    ...(waitingOnMe ? waitingSql() : []),
    ...(seesAll
      ? []
      : [
          `(r.requester_key = ${keySql('me')} or r.filed_by_key = ${keySql('me')} or ${namedSql('n.position > 0', '')})`,
        ]),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const args = {
    me: person.id,
    status,
    requester: requesterId,
    policy: policyId,
    resource: resource?.toLowerCase(),
    account: account?.toLowerCase(),
  };
  return { from: `from fact_request as r ${where}`, args };
}

const keySql = (argument: string) => `(select key from fact_id where id = :${argument})`;

const nameSql = (kind: 'resource' | 'account') =>
  `(select id from fact_name where kind = '${kind}' and folded = :${kind})`;

const namedSql = (positions: string, now: string) => `exists (
  select 1 from fact_policy_ref as n left join fact_membership as m on m.group_id = n.principal and m.person_id = :me
    and m.from_number <= r.number and (m.to_number is null or m.to_number > r.number) ${now}
  where n.policy_id = (select id from fact_id where key = r.policy_key) and n.version = r.policy_version and ${positions}
    and (n.principal = :me or m.person_id is not null))`;

const waitingSql = () => [
  "r.status = 'open'",
  `r.requester_key <> ${keySql('me')}`,
  `r.filed_by_key is not ${keySql('me')}`,
  'r.number >= coalesce((select max(number) from fact_key_reset where person_id = :me), 0)',
  namedSql('n.position = r.open_position', 'and m.to_number is null'),
  `not exists (select 1 from fact_approval as a where a.number = r.number and a.person_key = ${keySql('me')}
    and (r.distinct_approvers = 1 or a.position = r.open_position))`,
];
