import { verifyHere } from '../desk/ledger/verify.ts';
import { serveWorker } from './calls.ts';

// Runs one check on its own connection, in parallel to the thread that asked (docs/rules.md#events).
const functions = {
  verify: (file: string, job: Parameters<typeof verifyHere>[1]) =>
    verifyHere(file, job, undefined, { workers: import.meta.dirname }),
};

export type VerifyFunctions = typeof functions;

serveWorker(functions);
