import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, describe } from 'vitest';
import { whatIfInputs } from '#contract/whatIf.ts';
import type { WhatIfJob } from '../../src-main/desk/kernel/jobs.ts';
import { simulatePast } from '../../src-main/desk/policies/whatif/simulation.ts';
import type { Matchable } from '../../src-main/engine/policy/contenders.ts';
import { scanMatcher } from '../../src-main/engine/policy/match.ts';
import { ReadConnection } from '../../src-main/store/connection.ts';
import { EVENT_CODES } from '../../src-main/store/eventCodes.ts';
import { noteId } from '../../src-main/store/ids.ts';
import { listFiledRequests } from '../../src-main/store/queries/pastRequests.ts';
import { listActivePolicies } from '../../src-main/store/queries/policies.ts';
import { openStore } from '../../src-main/store/store.ts';
import { personOf, policyOf } from '../engine/support/ids.ts';
import { rulesOf } from '../engine/support/office.ts';

// `npx vitest bench --run test/bench/whatif`: a draft over the past of a large desk, against asking the plain matcher about each request.
const REQUESTS = Number(process.env.COUNTERSIGN_REQUESTS ?? 100_000);
const ACCOUNTS = 20_000;
const POLICIES = 100;
const NOW = '2026-01-05T09:00:00.000Z';

const folder = mkdtempSync(join(tmpdir(), 'countersign-what-if-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const store = await openStore(folder);
fill();
const connection = ReadConnection.open(store.file);

/** The tables of a desk of that size, without its ledger: only the projection is read. */
function fill(): void {
  const { database } = store.writer;
  database.pragma('foreign_keys = OFF');
  database.exec('BEGIN');
  const [alice, bob] = [personOf('alice'), personOf('bob')];
  const keyOf = (id: string) => noteId(store.writer.tx, id);
  const person = database.prepare(
    "INSERT INTO fact_person (id, id_key, username, username_folded, name, email, role, status, created_sequence) VALUES (?, ?, ?, ?, ?, ?, 'member', 'enabled', ?)",
  );
  const ranking = database.prepare('INSERT INTO fact_standing VALUES (?, ?, NULL)');
  for (const [index, id] of [alice, bob].entries()) {
    person.run(id, keyOf(id), `person${index}`, `person${index}`, `Person ${index}`, 'p@example.test', index + 1);
    ranking.run(id, index + 1);
  }
  const policy = database.prepare(
    "INSERT INTO fact_policy (id, id_key, name, name_folded, status, version, created_at, updated_at, created_sequence) VALUES (?, ?, ?, ?, 'active', 1, ?, ?, ?)",
  );
  const event = database.prepare(`INSERT INTO fact_event VALUES (?, ${EVENT_CODES['policy.created']}, ?, NULL)`);
  const version = database.prepare('INSERT INTO fact_policy_version VALUES (?, 1, ?, ?, 1)');
  for (let index = 0; index < POLICIES; index += 1) {
    const name = `p${index}`;
    const conditions = [index === 0 ? { resource: '*' } : { resource: `*-app${index}-*`, account: 'svc-*' }];
    const rules = rulesOf({ steps: [{ by: ['bob'] }], rules: { name, conditions, precedence: index === 0 ? -1 : 0 } });
    policy.run(policyOf(name), keyOf(policyOf(name)), name, name, NOW, NOW, index + 10);
    event.run(index + 10, NOW);
    version.run(policyOf(name), JSON.stringify(rules), index + 10);
  }
  const named = database.prepare('INSERT INTO fact_name VALUES (?, ?, ?)');
  named.run(1, 'account', 'svc-db');
  for (let index = 0; index < ACCOUNTS; index += 1) named.run(index + 2, 'resource', `prod-app${index % 500}-${index}`);
  const request = database.prepare(
    `INSERT INTO fact_request SELECT ?, ?, 'approved', ?, NULL, ?, 1, ?, 'svc-db', 3600, NULL, NULL, ?, 1, 'It matches.', ?, ?, ?, ?, ?, 1, 1, NULL, NULL, NULL`,
  );
  for (let number = 1; number <= REQUESTS; number += 1) {
    const index = (number * 7_919) % ACCOUNTS;
    const app = index % 500;
    const under = policyOf(`p${app > 0 && app < POLICIES ? app : 0}`);
    const sequence = 1_000 + 2 * number;
    const resource = `prod-app${app}-${index}`;
    request.run(
      number,
      keyOf(`r${number}`),
      keyOf(alice),
      index + 2,
      resource,
      keyOf(under),
      NOW,
      NOW,
      NOW,
      sequence,
      sequence + 1,
    );
  }
  database.exec('COMMIT');
}

function jobFor(resource: string): WhatIfJob {
  const { draft } = whatIfInputs.startWhatIf.parse({
    draft: {
      name: 'draft',
      conditions: [{ resource }],
      precedence: 5,
      duration: { maxSeconds: 14_400 },
      steps: [{ approvers: [{ kind: 'person', id: personOf('bob') }], required: 1 }],
    },
  });
  return { draft, replaces: null, submittedFrom: null, submittedTo: null, now: NOW };
}

function run(resource: string): void {
  const simulation = simulatePast(connection, jobFor(resource));
  while (simulation.next(2_000));
  if (simulation.counts().done !== REQUESTS) throw new Error('Requests went missing.');
}

/** The simplest code: every request against every policy, with the draft and without it. */
function scan(resource: string): void {
  const policies = listActivePolicies(connection).map(
    ({ rules, ...policy }): Matchable => ({ ...policy, precedence: rules.precedence, conditions: rules.conditions }),
  );
  const draft: Matchable = {
    id: policyOf('draft'),
    name: 'draft',
    version: 1,
    precedence: 5,
    conditions: [{ resource }],
    createdSequence: Number.POSITIVE_INFINITY,
  };
  const [present, then] = [scanMatcher(policies), scanMatcher([...policies, draft])];
  let [looked, before] = [0, REQUESTS + 1];
  while (before > 1) {
    const batch = listFiledRequests(connection, { from: 1, before, count: 2_000 });
    for (const request of batch) {
      present.winner(request.resource, request.account);
      then.winner(request.resource, request.account);
    }
    looked += batch.length;
    before = batch.at(-1)?.number ?? 1;
  }
  if (looked !== REQUESTS) throw new Error('Requests went missing.');
}

const rounds = { iterations: 3, warmupIterations: 1, time: 0, warmupTime: 0 };
const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };

describe(`${REQUESTS} requests for ${ACCOUNTS} accounts, ${POLICIES} policies`, () => {
  bench('a what-if that touches one in 500', () => run('prod-app1-*'), rounds);
  bench('a what-if that touches every request, and judges each', () => run('*'), rounds);
  bench('the plain scan, which only finds who wins', () => scan('prod-app1-*'), once);
});
