import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Stop } from '../base/log.mjs';
import { ensureDisplay, SCREEN } from './libraries.mjs';

/**
 * @typedef {object} Displays
 * @property {readonly string[]} names for the variable DISPLAY; none if windows open on the display of this session
 * @property {() => void} stop
 */

/**
 * Starts virtual displays if this session has none, so that as many applications run side by side and each one has the focus of its own.
 *
 * @param {number} count
 * @returns {Promise<Displays>}
 */
export async function startDisplays(count) {
  const { prefix } = await ensureDisplay();
  if (prefix.length === 0) return { names: [], stop: () => undefined };
  /** @type {import('node:child_process').ChildProcess[]} */
  const servers = [];
  const stop = () => {
    for (const server of servers) server.kill();
  };
  const names = [];
  try {
    // One after the other, because each takes the first free number.
    for (let made = 0; made < count; made += 1) {
      const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      servers.push(server);
      names.push(`:${await numberOf(server)}`);
    }
  } catch (error) {
    stop();
    throw error;
  }
  return { names, stop };
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>} the number that it writes once it is ready
 */
async function numberOf(server) {
  const output = server.stdio[3];
  if (!output || !('readable' in output)) throw new TypeError('Xvfb has no third stream.');
  const [line] = await Promise.race([
    once(createInterface(output), 'line'),
    once(server, 'exit').then(() => {
      throw new Stop('A virtual display (Xvfb) ended before it was ready.', 'Set DISPLAY and try again.');
    }),
  ]);
  return String(line);
}
