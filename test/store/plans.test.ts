import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Parsed } from '#contract/contract.ts';
import { bypassStates, grantStatuses } from '#contract/grants.ts';
import { requestSorts, requestStatuses } from '#contract/requests.ts';
import { grantId, requestId, subjectId } from '#contract/scalars.ts';
import { eventViews } from '../../src-main/desk/ledger/words.ts';
import { notifiableEvents } from '../../src-main/engine/notification/rules.ts';
import { build, type Connection, ReadConnection, WriteConnection } from '../../src-main/store/connection.ts';
import { countAccounts, listAccounts } from '../../src-main/store/queries/accountList.ts';
import {
  accountSequence,
  BEFORE_ALL,
  findAccountRow,
  loadImport,
  readNames,
} from '../../src-main/store/queries/accounts.ts';
import { loadOwnDirectory } from '../../src-main/store/queries/directory.ts';
import { listDue, nextDue } from '../../src-main/store/queries/due.ts';
import { listGrants } from '../../src-main/store/queries/grantList.ts';
import { keptOpenAt, loadGrants, loadGrantsOf } from '../../src-main/store/queries/grants.ts';
import { listEvents } from '../../src-main/store/queries/ledgerList.ts';
import {
  holdersOf,
  listEndingOf,
  listEventsFor,
  listKept,
  loadNoticeCursor,
  nextEnding,
  numbersOf,
  openedAt,
  wasTold,
} from '../../src-main/store/queries/notices.ts';
import { listFiledRequests, loadFiledRequests, loadPersonNames } from '../../src-main/store/queries/pastRequests.ts';
import { policiesSince } from '../../src-main/store/queries/policiesThen.ts';
import { listPolicyHistory } from '../../src-main/store/queries/policyHistory.ts';
import { loadRequests, loadSeen } from '../../src-main/store/queries/requestState.ts';
import { causeOf, listTimeline } from '../../src-main/store/queries/timeline.ts';
import type { RequestFilters } from '../../src-main/store/requestList/filter.ts';
import { countRequests, listRequests } from '../../src-main/store/requestList/lists.ts';
import type { PersonRow } from '../../src-main/store/schema.ts';
import { type Issued, planOf, type Recorder, recorder } from './support/recorder.ts';
import { oneRequest } from './support/rows.ts';
import { GENERATING_MS, largerWorkspace } from './support/workspace.ts';

// Tables that stay small: a few rows for each policy, person or import, however many requests there are.
const SMALL = ['fact_policy', 'fact_policy_version', 'fact_desk', 'fact_account_import'];

let directory: string;
let db: Connection;
let recorded: Recorder;

/** The same workspace with statistics from ANALYZE: the plans must hold with them, too. */
beforeAll(async () => {
  const original = await largerWorkspace();
  directory = mkdtempSync(join(tmpdir(), 'countersign-plans-'));
  const file = join(directory, 'analyzed.sqlite');
  copyFileSync(original.database.name, file);
  original.close();
  const writer = WriteConnection.open(file);
  writer.database.exec('ANALYZE');
  writer.close();
  db = ReadConnection.open(file);
  recorded = recorder(db);
  readEverything(recorded);
}, GENERATING_MS);

afterAll(() => {
  db.close();
  rmSync(directory, { recursive: true, force: true });
});

// Every filter and every pair of filters, in every order, for an admin and for the member who sees most.
function readEverything(reading: Recorder): void {
  const request = oneRequest(db, 5_000);
  if (!request) throw new Error('There are 10,000 requests.');
  const filters: Record<string, RequestFilters> = {
    ...Object.fromEntries(requestStatuses.map((status) => [status, { status }])),
    waitingOnMe: { waitingOnMe: true },
    mine: { mine: true },
    requester: { requesterId: request.requester_id },
    policy: { policyId: request.policy_id },
    resource: { resource: request.resource },
    account: { account: request.account },
    stuck: { stuck: true },
    unstuck: { stuck: false },
    unanswered: { awaitsAnswer: true },
    text: { text: 'nightly backup' },
    fewNames: { resource: `${request.resource.slice(0, -1)}?` },
    manyNames: { resource: '*-*' },
    period: { submittedFrom: request.submitted_at },
  };
  for (const viewer of viewers())
    for (const [index, [name, one]] of Object.entries({ nothing: {}, ...filters }).entries())
      for (const [other, two] of Object.entries(filters).slice(Math.max(index - 1, 0))) {
        const both = { ...one, ...two };
        for (const sort of requestSorts)
          reading.during(`list for ${viewer.role}: ${name}, ${other}, ${sort}`, () => {
            const first = listRequests(reading, viewer, { ...both, sort, limit: 50 });
            listRequests(reading, viewer, { ...both, sort, limit: 50, cursor: first?.nextCursor ?? undefined });
          });
        reading.during(`counts for ${viewer.role}: ${name}, ${other}`, () => countRequests(reading, viewer, both));
      }
  reading.during('requests in full', () => loadRequests(reading, [10, 500, 9_000]));
  reading.during('the events after a seen one', () =>
    loadRequests(reading, [10, 500, 9_000]).map((one) => loadSeen(reading, one, one.submittedSequence)),
  );
  reading.during('grants in full', () => [loadGrants(reading, [4_000]), loadGrantsOf(reading, [10, 500])]);
  reading.during('the history of a policy', () => listPolicyHistory(reading, { id: request.policy_id, limit: 50 }));
  reading.during('the past, batch by batch', () => {
    listFiledRequests(reading, { from: 1, before: 5_000, count: 2_000 });
    loadFiledRequests(reading, [10, 500, 9_000]);
    loadPersonNames(reading, [request.requester_id]);
  });
  reading.during('due expiries', () => [listDue(reading, '2025-01-07T00:00:00.000Z'), nextDue(reading)]);
  reading.during('the timeline of a request', () => {
    const of = {
      id: request.id,
      grantId: loadGrantsOf(reading, [request.number]).get(request.number)?.id ?? null,
      policyId: request.policy_id,
      approverIds: [request.requester_id],
      submittedSequence: request.submitted_sequence,
      closedSequence: request.closed_sequence,
    };
    const [first] = listTimeline(reading, { ...of, closedSequence: null }, { limit: 50 })?.items ?? [];
    if (first) causeOf(reading, first);
  });
  reading.during('the policies of the moment of filing', () => policiesSince(reading, 1));
  readOtherLists(reading, request.requester_id, request.id);
  readAccounts(reading);
}

function readAccounts(reading: Recorder): void {
  const order = Float64Array.from(
    db.all(build.selectFrom('fact_account').select('number')).map(({ number }) => number),
  );
  const every = { order, has: () => true };
  for (const text of [undefined, 'prod root', 'legacy'])
    for (const shown of [null, every])
      reading.during(`accounts: ${text}, ${shown === null ? 'all' : 'some'}`, () => {
        const first = listAccounts(reading, { text, limit: 50 }, shown);
        listAccounts(reading, { text, limit: 50, cursor: first?.nextCursor ?? undefined }, shown);
      });
  reading.during('how many accounts', () => countAccounts(reading, 'prod root', every));
  reading.during('one account', () => findAccountRow(reading, { resourceFolded: 'prod-db-1', accountFolded: 'root' }));
  reading.during('names of accounts', () => readNames(reading, BEFORE_ALL, 1_000));
  reading.during('an import', () => loadImport(reading, accountSequence(reading).toString()));
}

function readNotices(reading: Recorder, personId: PersonRow['id'], id: string): void {
  reading.during('the notifications of a person', () => {
    loadNoticeCursor(reading, personId);
    listKept(reading, personId);
    wasTold(reading, personId, { kind: 'requestWaits', sequence: 1, subjectId: id, at: '' });
  });
  reading.during('the events to notify a person of', () => {
    listEventsFor(reading, { personId, role: 'admin', after: 9_000 }, notifiableEvents);
    numbersOf(reading, [requestId.parse(id)]);
    holdersOf(reading, [grantId.parse(id)]);
    loadOwnDirectory(reading, personId);
    openedAt(reading, requestId.parse(id));
    keptOpenAt(reading, grantId.parse(id), '2025-01-07T00:00:00.000Z');
    listEndingOf(reading, personId, '2025-01-07T00:00:00.000Z');
    nextEnding(reading, '2025-01-07T00:00:00.000Z');
  });
}

function readOtherLists(reading: Recorder, personId: PersonRow['id'], id: string): void {
  const [admin] = viewers();
  if (!admin) throw new Error('There is an admin.');
  for (const viewer of viewers())
    for (const status of [undefined, ...grantStatuses])
      for (const bypass of [undefined, ...bypassStates])
        for (const text of [undefined, 'prod root'])
          for (const holder of [undefined, personId])
            reading.during(`grants: ${[status, bypass, text, holder].join(', ')}`, () =>
              listGrants(reading, viewer, { status, bypass, text, personId: holder, limit: 50 }),
            );
  for (const viewer of viewers())
    for (const endsUntil of [undefined, '2025-01-07T00:00:00.000Z'])
      for (const bypass of [undefined, ...bypassStates])
        for (const text of [undefined, 'prod root'])
          for (const holder of [undefined, personId])
            reading.during(`grants by end: ${[endsUntil, bypass, text, holder].join(', ')}`, () =>
              listGrants(reading, viewer, { endsUntil, bypass, text, personId: holder, sort: 'ending', limit: 50 }),
            );
  readNotices(reading, personId, id);
  for (const type of [undefined, 'request.submitted', 'person.created'])
    for (const actor of [undefined, personId])
      for (const subject of [undefined, subjectId.parse(id)])
        reading.during(`events: ${[type, actor, subject].join(', ')}`, () =>
          listEvents(reading, admin, {
            type,
            personId: actor,
            subjectId: subject,
            from: '2025-01-07T00:00:00.000Z',
            limit: 50,
          }),
        );
  const filters: Readonly<Record<string, Partial<Parsed<'ledger', 'list'>>>> = {
    request: { requestId: requestId.parse(id) },
    number: { requestNumber: 500 },
    resource: { resource: 'prod-*' },
    account: { account: 'root' },
    text: { text: 'prod root' },
  };
  for (const [name, filter] of Object.entries(filters))
    for (const types of [undefined, ['request.approved', 'person.disabled']])
      for (const actor of [undefined, personId])
        reading.during(`events of requests: ${[name, types, actor].join(', ')}`, () =>
          listEvents(reading, admin, { ...filter, types, personId: actor, to: '2025-03-07T00:00:00.000Z', limit: 50 }),
        );
  reading.during('events of several types', () =>
    listEvents(reading, admin, { types: ['request.approved', 'grant.started', 'person.disabled'], limit: 50 }),
  );
  reading.during('events in words', () => eventViews(reading, listEvents(reading, admin, { limit: 200 })?.items ?? []));
}

function viewers(): PersonRow[] {
  const people = db.all(build.selectFrom('fact_person').selectAll().where('status', '=', 'enabled'));
  const admin = people.find(({ role }) => role === 'admin');
  const groups = (id: string) =>
    db.all(build.selectFrom('fact_membership').select('group_id').where('person_id', '=', personOf(people, id).id))
      .length;
  const [busiest] = people.filter(({ role }) => role === 'member').sort((a, b) => groups(b.id) - groups(a.id));
  if (!admin || !busiest) throw new Error('There are an admin and members.');
  return [admin, busiest];
}

function personOf(people: readonly PersonRow[], id: string): PersonRow {
  const found = people.find((person) => person.id === id);
  if (!found) throw new Error(`Nobody has the id ${id}.`);
  return found;
}

function offending(allowed: (line: string, issued: Issued) => boolean, wanted: RegExp): string[] {
  return [...recorded.issued.values()].flatMap((issued) =>
    planOf(db, issued)
      .filter((line) => wanted.test(line) && !allowed(line, issued))
      .map((line) => `${issued.what}: ${line}\n  ${issued.sql.slice(0, 300)}`),
  );
}

describe('the plans of what the inbox reads, after ANALYZE', () => {
  it('cover many different queries', () => {
    expect(recorded.issued.size).toBeGreaterThan(80);
  });

  it('scan no table that grows with the requests', () => {
    // Exceptions: a subquery, a list of values, a word index, the next expiries, approvals and questions of open requests, and rows that
    // the columns in memory are loaded from. None is longer than what the query needs.
    const harmless =
      /^SCAN (\(subquery-\d+\)|m|found|CONSTANT ROW|\d+ CONSTANT ROWS|(json_each|p|changed) VIRTUAL TABLE|search_(request|grant|account) VIRTUAL TABLE|fact_\w+ USING (COVERING )?INDEX fact_(request|grant)_due|fact_(request_block|request_status|approval|unanswered|name)( |$))/;
    const small = new RegExp(`^SCAN (${SMALL.join('|')})( |$)`);
    expect(offending((line) => harmless.test(line) || small.test(line), /SCAN/)).toEqual([]);
  });

  it('build no temporary index', () => {
    expect(offending(() => false, /AUTOMATIC/)).toEqual([]);
  });

  it('sort only rows found through a list of names or numbers, or through the groups of one person', () => {
    expect(offending((_, { sql }) => /json_each|fact_policy_ref_by_principal/.test(sql), /TEMP B-TREE/)).toEqual([]);
  });

  it('are the same before ANALYZE', async () => {
    const original = await largerWorkspace();
    const ofLists = [...recorded.issued.values()].filter(({ sql }) =>
      /fact_(request|grant|membership|policy_ref)/.test(sql),
    );
    expect(ofLists.length).toBeGreaterThan(20);
    for (const issued of ofLists) {
      const steps = (connection: Connection) => planOf(connection, issued).filter((line) => /SEARCH|SCAN/.test(line));
      expect(steps(original)).toEqual(steps(db));
    }
    original.close();
  });
});
