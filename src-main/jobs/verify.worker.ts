import { verifyHere } from '../desk/ledger/verify.ts';
import { serveWorker } from './calls.ts';

/** The functions that the starter serves to a check. */
export interface VerifyStarter {
  progressed(checked: number, events: number): void;
}

// Runs one check on its own connection, in parallel to the thread that asked (docs/rules.md#events).
const functions = {
  verify: (file: string, job: Parameters<typeof verifyHere>[1]) =>
    verifyHere(file, job, undefined, {
      workers: import.meta.dirname,
      progress: (checked, events) => void starter.progressed.asEvent(checked, events),
    }),
};

export type VerifyFunctions = typeof functions;

const starter = serveWorker<VerifyStarter, VerifyFunctions>(functions);
