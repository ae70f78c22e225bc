import { bench, describe } from 'vitest';
import type { Condition } from '#contract/policies.ts';
import type { Matchable } from '../../src-main/engine/policy/contenders.ts';
import { inventoryOf } from '../../src-main/engine/policy/impact/inventory.ts';
import { previewPolicy } from '../../src-main/engine/policy/impact/preview.ts';
import { rankPolicies } from '../../src-main/engine/policy/impact/ranking.ts';
import { policyOf } from '../engine/support/ids.ts';
import { Office, rulesOf } from '../engine/support/office.ts';

// `npx vitest bench --run test/bench/foresight`: how long the impact of a draft takes while a person types, on a large desk.
const ACCOUNTS = 100_000;
const POLICIES = 1_000;

const users = ['root', 'postgres', 'svc-deploy', 'db-admin', 'backup'];
const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
  resource: `${['prod', 'stage', 'test'][index % 3]}-app${Math.floor(index / 5) % 500}-${String(Math.floor(index / 5)).padStart(5, '0')}`,
  account: users[index % users.length] ?? 'root',
}));
const conditionOf = (index: number): Condition =>
  index === 0
    ? { resource: '*' }
    : index % 3 === 0
      ? { resource: `prod-app${index % 500}-*`, account: users[index % users.length] ?? 'root' }
      : index % 3 === 1
        ? { resource: `*-app${index % 500}-*` }
        : { resource: `stage-app${index % 500}-0??*` };
const policies = Array.from(
  { length: POLICIES },
  (_, index): Matchable => ({
    id: policyOf(`p${index}`),
    name: `p${index}`,
    version: 1,
    precedence: index === 0 ? -1 : 0,
    conditions: [conditionOf(index)],
    createdSequence: index + 1,
  }),
);

const inventory = inventoryOf(accounts);
const ranking = rankPolicies(inventory, policies);
const rules = rulesOf({ steps: [{ by: ['bob'] }] });
const directory = new Office('bob').state.directory();
let typed = 0;

function look(conditions: readonly Condition[]): void {
  const found = previewPolicy(
    ranking,
    {
      policy: {
        id: policyOf('draft'),
        name: 'draft',
        version: 1,
        precedence: 0,
        conditions,
        createdSequence: Number.POSITIVE_INFINITY,
      },
      replaces: null,
      conditionsAreRight: true,
      isRight: true,
    },
    { rules, directory, bystanders: 10 },
    () => undefined,
    200,
  );
  if (found.accounts !== ACCOUNTS) throw new Error('Accounts went missing.');
}

const rounds = { iterations: 5, warmupIterations: 1, time: 0, warmupTime: 0 };

describe(`${ACCOUNTS} accounts and ${POLICIES} policies`, () => {
  bench(
    'the first look: the inventory made ready, and every policy at every account',
    () => {
      rankPolicies(inventoryOf(accounts), policies);
    },
    { ...rounds, iterations: 2 },
  );
  bench(
    'a pattern with a beginning that was not asked for before',
    () => look([{ resource: `prod-app${typed++}*` }]),
    rounds,
  );
  bench(
    'a pattern that leaves nothing to look up by',
    () => look([{ resource: `*${'?'.repeat(typed++ % 20)}` }]),
    rounds,
  );
  bench('a pattern with 200 alternatives', () => look([{ resource: `*-{1..200}${typed++}*` }]), rounds);
  bench('another precedence, with the patterns of before', () => look([{ resource: '*' }]), rounds);
});
