import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { checker } from '../../../src-main/ledger/check.ts';
import { build, type Connection, WriteConnection } from '../../../src-main/store/connection.ts';
import { migrate } from '../../../src-main/store/migrate.ts';
import { project } from '../../../src-main/store/project/project.ts';
import { DEFAULTS, fill } from '../../support/generator/generate.ts';
import { checkedState } from './checkedState.ts';

/** Replays a ledger with both states, and answers how often each question was asked. */
async function replayed(ledger: Connection): Promise<ReadonlyMap<string, number>> {
  const made = WriteConnection.memory();
  await migrate(made.database);
  made.database.exec('BEGIN');
  const asked = new Map<string, number>();
  const judge = replayVerifier(made, null, (db) =>
    checkedState(db, (question) => asked.set(question, (asked.get(question) ?? 0) + 1)),
  );
  const chain = checker();
  for (const row of ledger.all(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const { event, problems } = chain.next(row);
    expect(problems).toEqual([]);
    if (!event) throw new Error('An event without a problem can be read.');
    expect(judge.next(event)).toEqual([]);
    project(made.tx, event, chain.head.hash ?? '');
  }
  expect(judge.end()).toEqual([]);
  made.close();
  return asked;
}

describe('the state that verification keeps in memory', () => {
  const generated = WriteConnection.memory();
  beforeAll(() => migrate(generated.database));
  afterAll(() => generated.close());

  it('gives every answer that the tables give, for a generated ledger', async () => {
    fill(generated, { ...DEFAULTS, requests: 800, people: 120, days: 8, kind: 'real' });
    const asked = await replayed(generated);
    const questions = ['person', 'policy', 'request', 'openRequest', 'openRequestsFor', 'openRequests', 'openTwin'];
    for (const question of [...questions, 'nextRequestNumber', 'nextToEnd'])
      expect(asked.get(question) ?? 0, question).toBeGreaterThan(0);
  });
});
