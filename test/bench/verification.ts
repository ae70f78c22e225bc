import { machineEnvironment } from '../../src-main/desk/kernel/environment.ts';
import { verifyFrom } from '../../src-main/desk/ledger/verify.ts';
import { openStore } from '../../src-main/store/store.ts';
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
    ],
    tables: [],
  };
}
