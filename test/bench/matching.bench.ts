import { Minimatch } from 'minimatch';
import { bench, describe } from 'vitest';
import type { Condition } from '#contract/policies.ts';
import { policyId } from '#contract/scalars.ts';
import type { Matchable } from '../../src-main/engine/policy/contenders.ts';
import { indexedMatcher } from '../../src-main/engine/policy/indexed.ts';
import { scanMatcher } from '../../src-main/engine/policy/match.ts';

// `npx vitest bench --run test/bench/matching`: one account against 10,000 policies (docs/rules.md#budgets). The rival is the simplest
// code: minimatch compiles every pattern once, and every policy is tested.
const POLICIES = 10_000;
const SERVICES = ['orders', 'billing', 'search', 'mail', 'ledger', 'metrics', 'video', 'wiki', 'payroll', 'auth'];
const PLACES = ['eu', 'us', 'ap', 'sa'];
const STAGES = ['prod', 'stage', 'dev', 'test'];

/** Ten shapes in turn: exact, prefix, suffix, infix, class, alternatives, and some that match nearly everything. */
function conditionOf(index: number): Condition {
  const service = `${SERVICES[index % SERVICES.length]}${Math.floor(index / 100)}`;
  const [place, stage] = [PLACES[index % 4] ?? '', STAGES[Math.floor(index / 4) % 4] ?? ''];
  const shapes: readonly Condition[] = [
    { resource: `${stage}-${place}-${service}-db`, account: 'postgres' },
    { resource: `${stage}-${place}-${service}-*` },
    { resource: `*-${service}-cache`, account: 'root' },
    { resource: `${stage}-*-${service}-*`, account: '*-admin' },
    { resource: `*-${service}-db`, account: '{root,sa,postgres}' },
    { account: `svc-${service}-*` },
    { resource: `${stage}-${place}-${service}-web[0-9][0-9]`, account: 'root' },
    { resource: `{eu,us}-${service}-db` },
    { account: `${service}_owner` },
    { resource: `${stage}-${place}-${service}-{db,cache,web*}`, account: '*' },
  ];
  return shapes[index % shapes.length] ?? {};
}

const policies: readonly Matchable[] = [
  ...Array.from({ length: POLICIES - 2 }, (_, index) => conditionOf(index)),
  { resource: '*' },
  { account: '*-readonly' },
].map((condition, index) => ({
  id: policyId.parse(`00000000-0000-7000-8000-${String(index).padStart(12, '0')}`),
  name: `policy ${index}`,
  version: 1,
  precedence: 0,
  conditions: [condition],
  createdSequence: index,
}));

const accounts = Array.from({ length: 100 }, (_, index) => {
  const service = `${SERVICES[index % 10]}${index}`;
  const resource = `${STAGES[index % 4]}-${PLACES[index % 3]}-${service}-${['db', 'cache', 'web07'][index % 3]}`;
  return { resource, account: ['root', 'postgres', `svc-${service}-1`, 'sales-readonly'][index % 4] ?? '' };
});

const options = { dot: true, noext: true, nocomment: true, nonegate: true, noglobstar: true, nocase: true } as const;
const compile = (pattern: string | undefined) => (pattern === undefined ? null : new Minimatch(pattern, options));
const precompiled = policies.map(({ conditions: [condition] }) => ({
  resource: compile(condition?.resource),
  account: compile(condition?.account),
}));

const scan = scanMatcher(policies);
const indexed = indexedMatcher(policies);
// Checks that both answer the same, and compiles all patterns before the clock starts.
for (const { resource, account } of accounts)
  if (JSON.stringify(scan.match(resource, account)) !== JSON.stringify(indexed.match(resource, account)))
    throw new Error(`The two matchers disagree about ${account} on ${resource}.`);

const rounds = { iterations: 5, warmupIterations: 1, time: 500, warmupTime: 0 };

describe(`100 accounts, each against ${POLICIES.toLocaleString('en')} policies`, () => {
  bench(
    'a scan with precompiled minimatch, which only counts what matches',
    () => {
      let matched = 0;
      for (const { resource, account } of accounts)
        for (const condition of precompiled)
          if ((condition.resource?.match(resource) ?? true) && (condition.account?.match(account) ?? true))
            matched += 1;
      if (matched === 0) throw new Error('Something matches.');
    },
    rounds,
  );
  bench(
    'scanMatcher, with winner, losers and reasons',
    () => {
      for (const { resource, account } of accounts) scan.match(resource, account);
    },
    rounds,
  );
  bench(
    'indexedMatcher, with winner, losers and reasons',
    () => {
      for (const { resource, account } of accounts) indexed.match(resource, account);
    },
    rounds,
  );
  bench(
    'indexedMatcher, the winner alone',
    () => {
      for (const { resource, account } of accounts) indexed.winner(resource, account);
    },
    rounds,
  );
  bench(
    'making the index (once after each change of a policy)',
    () => {
      indexedMatcher(policies);
    },
    rounds,
  );
});
