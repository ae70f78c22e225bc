import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/**
 * @typedef {object} Ran
 * @property {number} code exit code; 128 and more for a signal, -1 if the program could not be started
 * @property {string} output standard output and standard error, as they came
 */

/**
 * Runs a program to its end and keeps its output.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] `timeout` in milliseconds
 * @returns {Promise<Ran>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ code: -1, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 128, output }));
  });
}

/**
 * Runs a program to its end with this process's own input and output. A signal to end is passed on to it and to everything
 * that it started: xvfb-run, a shell script, would not pass it on.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} exit code; 128 and the number of the signal that ended it
 */
export function pass(program, args, options = {}) {
  const group = process.platform !== 'win32' && process.stdin.isTTY !== true;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit', detached: group });
    let interrupted = false;
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      interrupted = true;
      if (child.pid !== undefined) process.kill(group ? -child.pid : child.pid, signal);
    };
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      const result = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      // A process that is told to end does not begin its next step.
      if (interrupted) process.exit(result || 143);
      resolve(result);
    });
  });
}

/**
 * How to call npm without a shell: the npm that started this process, or the one beside Node.
 *
 * @returns {{ program: string, args: readonly string[] } | null} null if npm is not found
 */
export function npm() {
  const beside = dirname(process.execPath);
  const scripts = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(beside), 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  for (const script of scripts) {
    if (script?.endsWith('npm-cli.js') && existsSync(script)) return { program: process.execPath, args: [script] };
  }
  const found = which('npm');
  return found === null || process.platform === 'win32' ? null : { program: found, args: [] };
}

/**
 * @param {string} program
 * @returns {string | null} its full path, or null if it is not on the path
 */
export function which(program) {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (folder && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}
