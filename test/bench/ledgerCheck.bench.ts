import { bench, describe } from 'vitest';
import { canonicalJson, sha256 } from '../../src-main/ledger/canonical.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { readEvent } from '../../src-main/ledger/read.ts';
import { WriteConnection } from '../../src-main/store/connection.ts';
import { verifyWorkspace } from '../../src-main/store/integrity/verify.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { project } from '../../src-main/store/project/project.ts';
import { insertEvent } from '../../src-main/store/queries/desk.ts';
import { stored } from '../ledger/ledgerBuilder.ts';
import { submitAgain } from '../ledger/rich.ts';

// `npx vitest bench --run test/bench`: rounds per second over a ledger of many events (docs/rules.md#budgets).
const EVENTS = 10_000;
const told = submitAgain(EVENTS);
const events = stored(told);

const workspace = WriteConnection.memory();
await migrate(workspace.database);
workspace.database.exec('BEGIN');
for (const { stored: event, event: fact, head } of told.told) {
  insertEvent(workspace.tx, event);
  project(workspace.tx, fact, head.hash ?? '');
}
workspace.database.exec('COMMIT');

const rounds = { iterations: 5, warmupIterations: 1, time: 0, warmupTime: 0 };

describe(`a ledger of ${EVENTS} events`, () => {
  bench(
    'the chain over stored bytes: hashes and links',
    () => {
      let previous = 'null';
      for (const { bytes, hash } of events) {
        const found = sha256(bytes);
        const link = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
          `"previousHash":${previous},`,
        );
        if (!link || !found.equals(hash)) throw new Error('The chain is broken.');
        previous = `"${found.toString('hex')}"`;
      }
    },
    rounds,
  );

  bench(
    'the same, and every event read and made canonical again',
    () => {
      for (const { bytes, hash } of events) {
        const read = readEvent(bytes);
        if (!read.ok || !sha256(canonicalJson(read.event)).equals(hash)) throw new Error('An event is broken.');
      }
    },
    rounds,
  );

  bench(
    'ledger/check.ts: the same, and every signature',
    () => {
      const chain = checker();
      for (const event of events) if (chain.next(event).problems.length > 0) throw new Error('The ledger is broken.');
    },
    rounds,
  );

  bench(
    'verifyWorkspace: the same, and every row of every table',
    async () => {
      const { ok, problems } = await verifyWorkspace(workspace);
      if (!ok) throw new Error(problems[0]?.what);
    },
    rounds,
  );
});
