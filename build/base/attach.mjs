import { _electron as electron, errors } from 'playwright';

/** @typedef {NonNullable<Parameters<typeof electron.launch>[0]>} Start */

/** How long Playwright may take to attach, in milliseconds, and how often it is tried. */
const ATTACH_MS = 15_000;
const ATTEMPTS = 3;

/**
 * Starts an application under Playwright. Playwright 1.65.1 attaches while the application starts. If the first window
 * opens at that very moment, `launch` never resolves although the window is there and works (one start in twenty on two
 * busy cores): then the application is started again.
 *
 * @param {Start} start
 * @returns {Promise<{ app: import('playwright').ElectronApplication, started: number }>} and when the attempt that
 * succeeded began, by `performance.now()`
 */
export async function attach(start) {
  for (let attempt = 1; ; attempt += 1) {
    const started = performance.now();
    try {
      return { app: await electron.launch({ ...start, timeout: ATTACH_MS }), started };
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}
