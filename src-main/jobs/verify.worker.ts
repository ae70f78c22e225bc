import { parentPort, workerData } from 'node:worker_threads';
import { verifyHere } from '../desk/ledger/verify.ts';
import { chooseLanguageOfStarter } from './language.ts';
import { verifyJob } from './verify.ts';

chooseLanguageOfStarter();

// One check, with a connection of its own, beside whatever thread wants to know (docs/rules.md#events). What is thrown reaches it as an error.
const { file, ...job } = verifyJob.parse(workerData);
parentPort?.postMessage(await verifyHere(file, job));
