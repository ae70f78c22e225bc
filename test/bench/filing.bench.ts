import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, describe } from 'vitest';
import type { Condition } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import { repeatableEnvironment } from '../../src-main/desk/kernel/environment.ts';
import { openTraining } from '../../src-main/desk/open.ts';
import { MAX_POLICY_PATTERN_CHARACTERS } from '../../src-main/engine/pattern/cost.ts';
import { heavyConditions } from './base/heavy.ts';

// `npx vitest bench --run test/bench/filing`: a durable filing at a desk with twenty policies that cost the most that a policy may, and at
// one without them.
const START = '2026-01-05T09:00:00.000Z';
const HEAVY = 20;

const folder = mkdtempSync(join(tmpdir(), 'countersign-filing-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

async function makeDesk(name: string, heavy: number): Promise<() => Promise<void>> {
  const opened = await openTraining({
    directory: join(folder, name),
    environment: repeatableEnvironment(name, START),
    name,
    check: 'header',
    log(_, error) {
      throw error;
    },
  });
  if (!opened.ok) throw new Error(opened.refusal.message);
  const { desk } = opened;
  const admin = desk.findPerson('admin');
  const hire = async (username: string) => {
    await call(desk, admin, 'people', 'create', {
      username,
      name: username,
      email: `${username}@desk.invalid`,
      role: 'member',
    });
    return desk.findPerson(username);
  };
  const [asker, boss] = [await hire('asker'), await hire('boss')];
  const policy = (title: string, conditions: readonly Condition[]) =>
    call(desk, admin, 'policies', 'create', {
      name: title,
      conditions,
      duration: { maxSeconds: 3_600 },
      steps: [{ approvers: [{ kind: 'person', id: boss }], required: 1 }],
    });
  await policy('Everything', [{ resource: '*' }]);
  for (let index = 0; index < heavy; index += 1)
    await policy(`Heavy ${index}`, heavyConditions(index, MAX_POLICY_PATTERN_CHARACTERS));
  let number = 0;
  return async () => {
    number += 1;
    await call(desk, asker, 'requests', 'submit', {
      resource: `prod-db-${number}`,
      account: 'postgres',
      durationSeconds: 60,
    });
  };
}

async function call(desk: Desk, by: PersonId | null, area: string, verb: string, input: unknown): Promise<void> {
  const answer = await desk.call(by, area, verb, input);
  if (!answer.ok) throw new Error(answer.error.message);
}

const [without, withHeavy] = [await makeDesk('without', 0), await makeDesk('with', HEAVY)];
const rounds = { iterations: 150, warmupIterations: 20, time: 0, warmupTime: 0 };

describe('filing a request, durable', () => {
  bench('without such policies', without, rounds);
  bench(`with ${HEAVY} policies that cost as much as a policy may`, withHeavy, rounds);
});
