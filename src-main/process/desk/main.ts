import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageEvent } from 'electron';
import { machineEnvironment } from '../../desk/kernel/environment.ts';
import { choosePseudoTextsEverywhere } from '../../jobs/language.ts';
import { previewInWorker } from '../../jobs/preview.ts';
import { verifyInWorker } from '../../jobs/verify.ts';
import { whatIfInWorker } from '../../jobs/whatif.ts';
import { faultLog } from '../faults.ts';
import { startMessage } from '../protocol.ts';
import { serve } from './serve.ts';

// The desk process: Electron's utilityProcess runs this file and passes it one port. It holds the database, engine,
// ledger and keys, together with the workers built beside this file.
process.parentPort.once('message', begin);

function begin({ data, ports: [main] }: MessageEvent): void {
  if (main === undefined) throw new TypeError('The desk process is started with a port.');
  const start = startMessage.parse(data);
  const log = faultLog(start.faults);
  if (start.pseudoTexts) choosePseudoTextsEverywhere();
  // The state of this process is no longer reliable. The main process starts another one; committed data is on disk.
  process.on('uncaughtException', (fault) => {
    log('the desk process ended', fault);
    process.exit(1);
  });
  // Each call catches its own failures, so no call depends on this promise. Without a handler Electron 33 ends the
  // process.
  process.on('unhandledRejection', (fault) => log('a promise that nothing waited for', fault));

  const built = import.meta.dirname;
  const served = serve(
    start,
    { post: (message) => main.postMessage(message) },
    {
      environment: machineEnvironment,
      log,
      demoScenario: () => readFile(join(built, 'training.jsonl'), 'utf8'),
      verify: verifyInWorker(built),
      workers: built,
      previewPolicy: previewInWorker(built),
      whatIf: whatIfInWorker(built),
    },
  );
  main.on('message', (event) => served.hear(event.data));
  // The main process is gone, so no more calls will come.
  main.on('close', () => void served.close().finally(() => process.exit(0)));
  main.start();
}
