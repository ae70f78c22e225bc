import { parentPort, workerData } from 'node:worker_threads';
import { verifyHere } from '../desk/ledger/verify.ts';
import { chooseLanguageOfStarter } from './language.ts';
import { verifyJob } from './verify.ts';

chooseLanguageOfStarter();

// Runs one check on its own connection, in parallel to the thread that asked (docs/rules.md#events). Exceptions reach
// that thread as an error.
const { file, ...job } = verifyJob.parse(workerData);
parentPort?.postMessage(await verifyHere(file, job, undefined, { workers: import.meta.dirname }));
