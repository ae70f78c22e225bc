/** A set-up or a build that cannot continue, with a message that says what to do next. */
export class Stop extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string} todo what to do about it
   * @param {unknown} [cause]
   */
  constructor(message, todo, cause) {
    super(`${message}\n${todo}`, cause === undefined ? undefined : { cause });
    this.name = 'Stop';
  }
}

/**
 * Reports progress. Always on standard error: standard output belongs to the program that runs.
 *
 * @param {string} line
 */
export function log(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Progress of one long task: a line that is rewritten on a terminal, and a new line every ten seconds elsewhere.
 *
 * @param {string} what
 */
export function progress(what) {
  let last = 0;
  const terminal = process.stderr.isTTY === true;
  /** @param {string} text */
  const show = (text) => process.stderr.write(terminal ? `\r\u001b[K${what}: ${text}` : `${what}: ${text}\n`);
  return {
    /** @param {string} text */
    at(text) {
      const now = Date.now();
      if (now - last < (terminal ? 200 : 10_000)) return;
      last = now;
      show(text);
    },
    /** @param {string} text */
    end(text) {
      show(text);
      if (terminal) process.stderr.write('\n');
    },
  };
}

/**
 * Runs a command of the build to its end; the only place where a failure becomes a message and an exit code.
 *
 * @param {() => Promise<number | void>} command answers the exit code
 */
export async function main(command) {
  try {
    process.exitCode = (await command()) ?? 0;
  } catch (error) {
    log(error instanceof Stop ? `\n${error.message}` : String(error instanceof Error ? error.stack : error));
    if (error instanceof Stop && error.cause instanceof Error) log(`(${error.cause.message})`);
    process.exitCode = 1;
  }
}

/**
 * @param {number} bytes
 * @returns {string}
 */
export const megabytes = (bytes) => `${Math.round(bytes / 1_000_000)} MB`;
