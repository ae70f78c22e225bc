import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskEvent } from '#contract/events.ts';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { checker } from '../../../src-main/ledger/check.ts';
import { build, type Connection, WriteConnection } from '../../../src-main/store/connection.ts';
import { migrate } from '../../../src-main/store/migrate.ts';
import { project } from '../../../src-main/store/project/project.ts';
import { DEFAULTS, fill } from '../../support/generator/generate.ts';
import { checkedState } from './checkedState.ts';

/**
 * Replays a ledger with both states, and answers how often each question was asked. About every `again` events the state in memory is made anew
 * from the tables.
 */
async function replayed(ledger: Connection, again = Number.POSITIVE_INFINITY): Promise<ReadonlyMap<string, number>> {
  const made = WriteConnection.memory();
  await migrate(made.database);
  made.database.exec('BEGIN');
  const asked = new Map<string, number>();
  const judgeAfter = (event: DeskEvent | null) =>
    replayVerifier(made, event, (db, begun) =>
      checkedState(db, (question) => asked.set(question, (asked.get(question) ?? 0) + 1), begun),
    );
  let judge = judgeAfter(null);
  let since = 0;
  const chain = checker();
  for (const row of ledger.all(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const { event, problems } = chain.next(row);
    expect(problems).toEqual([]);
    if (!event) throw new Error('An event without a problem can be read.');
    expect(judge.next(event)).toEqual([]);
    project(made.tx, event, chain.head.hash ?? '');
    since += 1;
    // In the middle of a transaction a ledger does not end well, and no check begins there.
    if (since >= again && judge.end().length === 0) {
      judge = judgeAfter(event);
      since = 0;
    }
  }
  expect(judge.end()).toEqual([]);
  made.close();
  return asked;
}

describe('the state that verification keeps in memory', () => {
  const generated = WriteConnection.memory();
  beforeAll(async () => {
    await migrate(generated.database);
    fill(generated, { ...DEFAULTS, requests: 800, people: 120, days: 8, kind: 'real', texts: 0.2 });
  });
  afterAll(() => generated.close());

  it('gives every answer that the tables give, for a generated ledger', async () => {
    const asked = await replayed(generated);
    const questions = ['person', 'policy', 'request', 'openRequest', 'openRequestsFor', 'openRequests', 'openTwin'];
    for (const question of [...questions, 'nextRequestNumber', 'nextToEnd'])
      expect(asked.get(question) ?? 0, question).toBeGreaterThan(0);
  });

  it('gives them too when it begins with what the tables say, at any place of the ledger', async () => {
    const asked = await replayed(generated, 40);
    expect(asked.get('nextToEnd') ?? 0).toBeGreaterThan(0);
  });
});
