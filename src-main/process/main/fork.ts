import { MessageChannelMain, utilityProcess } from 'electron';
import type { StartMessage } from '../protocol.ts';
import type { DeskProcess, Hearing } from './supervisor.ts';

/** The name of the process in process lists. */
const SERVICE_NAME = 'Countersign Desk';
/** The memory limit of JavaScript in the process, in MB. V8 in Electron can address at most 4,096. */
const HEAP_MB = 3_072;
/** The environment variables that the process needs: folders, language, time zone, and the paths of libraries. */
const ENVIRONMENT = /^(?:HOME|USERPROFILE|TMPDIR|TEMP|TMP|PATH|LANG|LC_[A-Z]+|TZ|SystemRoot|LD_LIBRARY_PATH)$/i;
/** How much of the process's last standard error output goes into the fault log, in characters. */
const LAST_WORDS = 4_000;

/** A desk process that loads its code and waits for its start message. */
export interface ForkedDesk {
  /** Posts the start message, once. From then on `hearing` hears the process, also of an end that came before. */
  begin(start: StartMessage, hearing: Hearing): DeskProcess;
}

/**
 * Starts the desk process from its built file. Call it when Electron is ready, before the first window. `nodeOptions`
 * are Node options for this process alone (for example `--inspect`); empty in a release.
 */
export function forkDesk(file: string, nodeOptions: string): ForkedDesk {
  const passed = Object.entries(process.env).filter(([name]) => ENVIRONMENT.test(name));
  const child = utilityProcess.fork(file, [], {
    serviceName: SERVICE_NAME,
    stdio: 'pipe',
    env: { ...Object.fromEntries(passed), ...(nodeOptions === '' ? {} : { NODE_OPTIONS: nodeOptions }) },
    // V8 gets the limit through Chromium: the plain Node switch has no effect here.
    execArgv: [`--js-flags=--max-old-space-size=${HEAP_MB}`],
  });
  let lastWords = '';
  // An unread pipe fills up and blocks the process that writes to it.
  child.stdout?.on('data', (text: Buffer) => process.stdout.write(text));
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = `${lastWords}${text}`.slice(-LAST_WORDS);
    process.stderr.write(text);
  });
  let hearing: Hearing | null = null;
  let early: string | null = null;
  const end = (how: string): void => {
    if (hearing === null) early ??= how;
    else hearing.ended(how);
  };
  // An `error` event without a listener would end this process.
  child.on('error', (type, location) => end(`V8 gave up at ${location}: ${type}. ${lastWords}`.trim()));
  child.on('exit', (code) => end(`It ended with code ${code}. ${lastWords}`.trim()));
  return {
    begin(start, hears) {
      hearing = hears;
      // All messages use this port: `parentPort` loses its last messages while this process is busy.
      const { port1: port, port2 } = new MessageChannelMain();
      child.postMessage(start, [port2]);
      port.on('message', ({ data }) => hears.message(data));
      port.on('close', () => end('Its port was closed.'));
      port.start();
      const over = early;
      // Not before the caller has the process that ended.
      if (over !== null) queueMicrotask(() => end(over));
      return {
        post: (message) => port.postMessage(message),
        kill: () => {
          port.close();
          child.kill();
        },
      };
    },
  };
}
