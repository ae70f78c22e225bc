import { MessageChannelMain, utilityProcess } from 'electron';
import type { StartMessage } from '../protocol.ts';
import type { DeskProcess, Hearing } from './supervisor.ts';

/** What the process is called where processes are listed. */
const SERVICE_NAME = 'Countersign Desk';
/** Most memory that JavaScript may use in the process, in MB: the most that V8 can address in Electron is 4,096. */
const HEAP_MB = 3_072;
/** What the process needs of the environment: folders, language and time zone, and where the libraries lie. */
const ENVIRONMENT = /^(?:HOME|USERPROFILE|TMPDIR|TEMP|TMP|PATH|LANG|LC_[A-Z]+|TZ|SystemRoot|LD_LIBRARY_PATH)$/i;
/** So much of what the process last wrote on standard error goes into the fault log, in characters. */
const LAST_WORDS = 4_000;

/**
 * Starts the desk process from its built file. Call it when Electron is ready, and before the first window. `nodeOptions` are options of Node
 * for this process alone (`--inspect`, say); empty in a release.
 */
export function forkDesk(file: string, nodeOptions: string, start: StartMessage, hearing: Hearing): DeskProcess {
  const passed = Object.entries(process.env).filter(([name]) => ENVIRONMENT.test(name));
  const child = utilityProcess.fork(file, [], {
    serviceName: SERVICE_NAME,
    stdio: 'pipe',
    env: { ...Object.fromEntries(passed), ...(nodeOptions === '' ? {} : { NODE_OPTIONS: nodeOptions }) },
    // V8 is told by way of Chromium: here the plain switch of Node does nothing.
    execArgv: [`--js-flags=--max-old-space-size=${HEAP_MB}`],
  });
  let lastWords = '';
  // A pipe that nobody reads fills up, and stops the process that writes into it.
  child.stdout?.on('data', (text: Buffer) => process.stdout.write(text));
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = `${lastWords}${text}`.slice(-LAST_WORDS);
    process.stderr.write(text);
  });
  // Everything goes over this port: `parentPort` loses its last messages when this process is busy.
  const { port1: port, port2 } = new MessageChannelMain();
  child.postMessage(start, [port2]);
  port.on('message', ({ data }) => hearing.message(data));
  port.on('close', () => hearing.ended('Its port was closed.'));
  port.start();
  // An `error` that nobody hears would end this process.
  child.on('error', (type, location) => hearing.ended(`V8 gave up at ${location}: ${type}. ${lastWords}`.trim()));
  child.on('exit', (code) => hearing.ended(`It ended with code ${code}. ${lastWords}`.trim()));
  return {
    post: (message) => port.postMessage(message),
    kill: () => {
      port.close();
      child.kill();
    },
  };
}
