import { sql } from 'kysely';
import { build, type Connection, type ReadDb } from '../../../src-main/store/connection.ts';
import type { RequestFilters } from '../../../src-main/store/requestList/filter.ts';
import type { PersonRow } from '../../../src-main/store/schema.ts';
import { oneRequest, type RequestWithIds } from '../../store/support/rows.ts';

/** A person who looks at the inbox. */
export interface Onlooker {
  readonly who: string;
  readonly person: PersonRow;
}

/** A filter to measure, in one of its hard cases. */
export interface Sample {
  readonly name: string;
  readonly filters: RequestFilters;
}

/** Cases of each filter: a value that most requests have, one that few have, and one of a single request. */
export interface Samples {
  readonly singles: ReadonlyMap<string, readonly RequestFilters[]>;
  readonly slow: ReadonlyMap<string, readonly RequestFilters[]>;
}

/** An admin, the member who is in most groups, and a member of few. */
export function onlookers(db: ReadDb): Onlooker[] {
  const people = db.all(
    build
      .selectFrom('fact_person as p')
      .selectAll('p')
      .select(sql<number>`(select count(distinct group_id) from fact_membership where person_id = p.id)`.as('groups'))
      .where('p.status', '=', 'enabled')
      .orderBy('groups', 'desc'),
  );
  const members = people.filter(({ role }) => role === 'member');
  const admin = people.find(({ role }) => role === 'admin');
  const [busiest, usual] = [members[0], members[members.length >> 1]];
  if (!admin || !busiest || !usual) throw new Error('The workspace has an admin and members.');
  return [
    { who: 'admin', person: admin },
    { who: `member of ${busiest.groups} groups`, person: busiest },
    { who: `member of ${usual.groups} groups`, person: usual },
  ];
}

interface Common {
  readonly most: RequestWithIds;
  readonly least: RequestWithIds;
}

/** Values to filter by, taken from the requests themselves. */
export function samplesOf(db: Connection, viewer: Onlooker): Samples {
  const [place] = db.all(
    build
      .selectFrom('fact_request')
      .select('number')
      .where('status', '<>', 'open')
      .orderBy('number', 'desc')
      .limit(1)
      .offset(2_000),
  );
  const newest = place && oneRequest(db, place.number);
  if (!newest) throw new Error('The workspace has requests.');
  const visible = requestSeenBy(db, viewer) ?? newest;
  const by = (column: 'requester' | 'policy' | 'resource' | 'account'): readonly RequestWithIds[] => {
    const { most, least } = extremes(db, column);
    return [most, least, visible];
  };
  const singles = new Map<string, readonly RequestFilters[]>([
    ['no filter', [{}]],
    ['status', (['open', 'approved', 'rejected', 'cancelled', 'expired'] as const).map((status) => ({ status }))],
    ['waiting on me', [{ waitingOnMe: true }]],
    ['mine', [{ mine: true }]],
    ['requester', by('requester').map((row) => ({ requesterId: row.requester_id }))],
    ['policy', by('policy').map((row) => ({ policyId: row.policy_id }))],
    ['stuck', [{ stuck: true }, { stuck: false }]],
    ['resource', by('resource').map(({ resource }) => ({ resource }))],
    ['account', by('account').map(({ account }) => ({ account }))],
  ]);
  const { resource, account } = visible;
  const slow = new Map<string, readonly RequestFilters[]>([
    ['text', [{ text: 'nightly backup' }, { text: 'prod' }, { text: 'roo' }, { text: `${resource} ${account}` }]],
    [
      'pattern',
      [
        { resource: 'prod-*' },
        { resource: '*-db-*' },
        { resource: `${resource.slice(0, -1)}?` },
        { account: '*admin' },
        { resource: '*[02468]', account: '[a-m]*' },
      ],
    ],
    ['period', [{ submittedFrom: newest.submitted_at }, { submittedTo: visible.submitted_at }]],
  ]);
  return { singles, slow };
}

// A request from the middle that the viewer sees, so that a pair of filters taken from it finds something.
function requestSeenBy(db: Connection, { person }: Onlooker): RequestWithIds | undefined {
  const last = db.database.prepare<[], number>('select max(number) from fact_request').pluck().get() ?? 0;
  const number = db.database
    .prepare<unknown[], number>(
      `select r.number from fact_policy_ref as n join fact_policy as p on p.id = n.policy_id
       join fact_request as r on r.policy_key = p.id_key and r.policy_version = n.version
       where r.number < :middle and r.status = 'approved' and n.position > 0 and n.principal in
         (select :id union select group_id from fact_membership where person_id = :id and to_number is null)
       order by r.number desc limit 1`,
    )
    .pluck()
    .get({ middle: Math.floor(last * 0.6), id: person.id });
  return number === undefined ? undefined : oneRequest(db, number);
}

const COLUMNS = {
  requester: 'requester_key',
  policy: 'policy_key',
  resource: 'resource_id',
  account: 'account_id',
} as const;

function extremes(db: Connection, column: keyof typeof COLUMNS): Common {
  const found = db.database
    .prepare<[], { number: number }>(
      `select max(number) as number, count(*) as requests from fact_request group by ${COLUMNS[column]} order by requests`,
    )
    .all();
  const [least, most] = [found[0], found.at(-1)].map((row) => row && oneRequest(db, row.number));
  if (!most || !least) throw new Error('The workspace has requests.');
  return { most, least };
}

/** Every pair of filters, in each of their cases; contradictions are left out. */
export function pairsOf({ singles }: Samples): Sample[] {
  const names = [...singles.keys()].filter((name) => name !== 'no filter');
  return names.flatMap((one, index) =>
    names.slice(index + 1).flatMap((other) => crossed(singles, singles, one, other)),
  );
}

/** Text, patterns and periods alone and with each other filter, and three filters at once. */
export function slowOnesOf(samples: Samples): Sample[] {
  const { singles, slow } = samples;
  const common = new Map([...singles].map(([name, ways]) => [name, ways.slice(0, 1)]));
  const three = pairsOf(samples)
    .filter((_, index) => index % 7 === 0)
    .flatMap(({ name, filters }) =>
      [...singles.keys()].flatMap((third) => {
        const [more] = singles.get(third) ?? [];
        return more === undefined || third === 'no filter' || name.includes(third)
          ? []
          : [{ name: 'three filters', filters: { ...more, ...filters } }];
      }),
    );
  return [
    ...[...slow].flatMap(([name, ways]) => ways.map((filters) => ({ name, filters }))),
    ...[...slow.keys()].flatMap((one) =>
      [...singles.keys()].flatMap((other) => (other === 'no filter' ? [] : crossed(slow, common, one, other))),
    ),
    ...three,
  ];
}

function crossed(ones: Samples['singles'], others: Samples['singles'], one: string, other: string): Sample[] {
  return (ones.get(one) ?? []).flatMap((left) =>
    (others.get(other) ?? [])
      .filter((right) => Object.keys(right).every((key) => !(key in left)))
      .map((right) => ({ name: `${one} + ${other}`, filters: { ...left, ...right } })),
  );
}
