import { join } from 'node:path';
import { machineEnvironment } from '../../src-main/desk/kernel/environment.ts';
import { verifyFrom } from '../../src-main/desk/ledger/verify.ts';
import { readVouched } from '../../src-main/ledger/read.ts';
import { build, ReadConnection } from '../../src-main/store/connection.ts';
import { replayBeside } from '../../src-main/store/integrity/replay.ts';
import { migrated } from '../../src-main/store/integrity/schema.ts';
import { openStore, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { count, type Findings } from './base/report.ts';
import type { Task } from './main.ts';

/** Events a second that a check with authority should reach: six times what 31b0007 does on two cores. */
const BUDGET = 9_600;
/** Most memory that a check should take, in megabytes, however long the ledger is. */
const MOST_MEGABYTES = 500;

/** Checks the large workspace as `desk verify` does, with threads that share the work. */
export async function benchVerification({ workspace, tell }: Task): Promise<Findings> {
  (await openStore(workspace)).close();
  let megabytes = 0;
  const started = performance.now();
  const progress = (checked: number, events: number): void => {
    megabytes = Math.max(megabytes, process.memoryUsage.rss() / 2 ** 20);
    tell(
      `${count(checked)} of ${count(events)} events, ${count(checked / ((performance.now() - started) / 1000))} a second`,
    );
  };
  const checked = await verifyFrom(workspace, undefined, machineEnvironment, {
    workers: import.meta.dirname,
    progress,
  });
  const seconds = (performance.now() - started) / 1000;
  if (!checked.ok || !checked.result.ok) throw new Error(JSON.stringify(checked).slice(0, 1_000));
  const rate = checked.result.length / seconds;
  megabytes = Math.max(megabytes, process.memoryUsage.rss() / 2 ** 20);
  const rebuilt = await rebuild(workspace, tell);
  return {
    verdicts: [
      {
        what: `verification with authority of ${count(checked.result.length)} events`,
        ours: `${count(rate)} events a second`,
        rival: '1,600 events a second, 31b0007 (`--against` measures it)',
        budget: `${count(BUDGET)} a second`,
        met: rate >= BUDGET,
      },
      {
        what: 'memory of that verification',
        ours: `${count(megabytes)} MB`,
        rival: '—',
        budget: `${MOST_MEGABYTES} MB`,
        met: megabytes <= MOST_MEGABYTES,
      },
      {
        what: `all tables made anew from ${count(rebuilt.events)} events, without judging them`,
        ours: `${count(rebuilt.seconds)} s, ${count(rebuilt.events / rebuilt.seconds)} events a second`,
        rival: '—',
        budget: '—',
        met: true,
      },
    ],
    tables: [],
  };
}

const TOLD_EVENTS = 250_000;

/** Projects every event of a workspace into temporary tables, as a check does, on one thread. */
async function rebuild(workspace: string, tell: Task['tell']): Promise<{ events: number; seconds: number }> {
  const connection = ReadConnection.open(join(workspace, WORKSPACE_FILE));
  const newest = await migrated();
  const { database } = connection;
  database.exec('BEGIN');
  // Temporary tables are written while the ledger is being read from the same connection.
  database.unsafeMode(true);
  try {
    const started = performance.now();
    const tables = replayBeside(connection, newest, true);
    let events = 0;
    for (const { bytes, hash } of connection.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
      const unprojected = tables.project(readVouched(bytes), Buffer.from(hash).toString('hex'));
      if (unprojected !== null) throw new Error(unprojected);
      events += 1;
      if (events % TOLD_EVENTS === 0) tell(`${count(events)} events projected`);
    }
    // The first step also writes what was put off.
    tables.differences().next();
    return { events, seconds: (performance.now() - started) / 1000 };
  } finally {
    database.exec('ROLLBACK');
    connection.close();
    newest.close();
  }
}
