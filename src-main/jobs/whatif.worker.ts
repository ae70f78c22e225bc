import { parentPort, workerData } from 'node:worker_threads';
import { whatIfHere } from '../desk/policies/whatif/run.ts';
import { chooseLanguageOfStarter } from './language.ts';
import { whatIfAsked, whatIfData } from './whatif.ts';

chooseLanguageOfStarter();

/** How often progress is told, in milliseconds: a few times a second. */
const PACE_MS = 200;

// One run, with a connection of its own. It stays after its end, for what it has found is asked for then, until the other side ends the thread.
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
  // What is thrown while a page is worked out ends the thread, and reaches the other side as an error.
  parentPort?.postMessage(
    page === null ? { call, cancelled: await run.cancel() } : { call, page: await run.page(page) },
  );
});
