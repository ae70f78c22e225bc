import { parentPort, workerData } from 'node:worker_threads';
import { whatIfHere } from '../desk/policies/whatif/run.ts';
import { chooseLanguageOfStarter } from './language.ts';
import { whatIfAsked, whatIfData } from './whatif.ts';

chooseLanguageOfStarter();

/** How often to report progress, in milliseconds: a few times a second. */
const PACE_MS = 200;

// One run on its own connection. The worker stays after the run to answer pages of the results, until the other side
// ends the thread.
const { file, job, batch } = whatIfData.parse(workerData);
let told = 0;
const run = whatIfHere(batch)(file, job, {
  onProgress(progress) {
    const now = performance.now();
    if (progress.state === 'running' && now - told < PACE_MS) return;
    told = now;
    parentPort?.postMessage({ progress });
  },
  onFault(error) {
    parentPort?.postMessage({ fault: error });
    return 'It broke.';
  },
});
parentPort?.on('message', async (posted: unknown) => {
  const { call, page } = whatIfAsked.parse(posted);
  // An exception while a page is computed ends the thread and reaches the other side as an error.
  parentPort?.postMessage(
    page === null ? { call, cancelled: await run.cancel() } : { call, page: await run.page(page) },
  );
});
