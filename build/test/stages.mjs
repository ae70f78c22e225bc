import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readJson } from '../base/files.mjs';
import { Stop } from '../base/log.mjs';
import { notes, root } from '../base/places.mjs';
import { pass, run } from '../base/run.mjs';
import { startDisplays } from '../runtime/displays.mjs';
import { switches } from '../runtime/libraries.mjs';
import { coverageArgs } from './coverage.mjs';
import { testsIn, withReversed } from './order.mjs';

/** @typedef {{ passed: number, failed: number }} Count */
/**
 * @typedef {object} Selection
 * @property {readonly string[]} patterns parts of file names; none means all
 * @property {string | null} name a regular expression that a test’s full name must match
 */

const require = createRequire(import.meta.url);
const results = join(notes, 'results');

/** Where vitest leaves the report of the coverage. */
export const coverageFolder = join(results, 'coverage');

/**
 * Unit, property and database tests, on Electron's own Node.
 *
 * @param {import('../runtime/electron.mjs').Electron} electron
 * @param {Selection} selection
 * @param {{ coverage: boolean }} wish whether to measure the coverage, into `coverageFolder`
 * @returns {Promise<Count>}
 */
export async function runUnits(electron, { patterns, name }, { coverage }) {
  const report = fresh('units.json');
  rmSync(coverageFolder, { recursive: true, force: true });
  const script = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', COUNTERSIGN_ELECTRON: electron.executable };
  const named = name === null ? [] : [`--testNamePattern=${name}`];
  const measured = coverage ? coverageArgs(coverageFolder) : [];
  const args = [script, 'run', ...reporters, ...named, ...measured, ...patterns];
  const code = await pass(electron.executable, args, { cwd: root, env });
  return settle(unitCount(readJson(report)), code, { patterns, name });
}

/** How many files of window tests run side by side, where each can have a display of its own. */
const WINDOWS_AT_ONCE = 2;

/**
 * Window tests, each file in an Electron of its own.
 *
 * @param {import('../runtime/electron.mjs').Electron} electron
 * @param {Selection} selection
 * @returns {Promise<Count>}
 */
export async function runWindows(electron, { patterns, name }) {
  const report = fresh('windows.json');
  const script = join(dirname(require.resolve('playwright/package.json')), 'cli.js');
  const displays = await startDisplays(WINDOWS_AT_ONCE);
  const env = {
    ...process.env,
    COUNTERSIGN_ELECTRON: electron.executable,
    COUNTERSIGN_SWITCHES: switches().join(' '),
    COUNTERSIGN_DISPLAYS: displays.names.join(' '),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  const named = name === null ? [] : ['--grep', name];
  const args = [script, 'test', '--reporter=list,json', ...named, ...patterns];
  try {
    const code = await pass(process.execPath, args, { cwd: root, env });
    return settle(windowCount(readJson(report)), code, { patterns, name });
  } finally {
    displays.stop();
  }
}

/**
 * The window tests of some files, without running them.
 *
 * @param {import('../runtime/electron.mjs').Electron} electron
 * @param {Selection} selection
 * @returns {Promise<readonly import('./order.mjs').WindowTest[]>}
 */
export async function listWindows(electron, { patterns, name }) {
  const report = fresh('list.json');
  const named = name === null ? [] : ['--grep', name];
  const script = join(dirname(require.resolve('playwright/package.json')), 'cli.js');
  const env = { ...process.env, COUNTERSIGN_ELECTRON: electron.executable, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const { code, output } = await run(
    process.execPath,
    [script, 'test', '--list', '--reporter=json', ...named, ...patterns],
    { cwd: root, env },
  );
  if (code !== 0) throw new Stop('The window tests could not be listed.', output.trim());
  return testsIn(readJson(report));
}

/**
 * Runs each window test in an application that has run no other test.
 *
 * @param {import('../runtime/electron.mjs').Electron} electron
 * @param {Selection} selection
 * @returns {Promise<Count>}
 */
export async function runAlone(electron, selection) {
  const count = { passed: 0, failed: 0 };
  for (const { file, line } of await listWindows(electron, selection)) {
    const { passed, failed } = await runWindows(electron, { patterns: [`${file}:${line}`], name: null });
    count.passed += passed;
    count.failed += failed;
  }
  return count;
}

/**
 * Runs the tests of each window test file in reverse order.
 *
 * @param {import('../runtime/electron.mjs').Electron} electron
 * @param {Selection} selection
 * @param {readonly string[]} files relative to the repository
 * @returns {Promise<Count>}
 */
export function runReversed(electron, { name }, files) {
  return withReversed(files, (patterns) => runWindows(electron, { patterns, name }));
}

/**
 * @param {string} name
 * @returns {string}
 */
function fresh(name) {
  mkdirSync(results, { recursive: true });
  const file = join(results, name);
  rmSync(file, { force: true });
  return file;
}

/**
 * A run that failed although no test did (a file that cannot be loaded, an error outside a test) counts as a failed
 * test, and so does a run without any test: it shows nothing.
 *
 * @param {Count} count
 * @param {number} code
 * @param {Selection} [selection] a name without a file may match in the other stage alone
 * @returns {Count}
 */
export function settle({ passed, failed }, code, { patterns, name } = { patterns: [], name: null }) {
  if (name !== null && patterns.length === 0 && passed + failed === 0) return { passed, failed };
  const silent = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: failed + (silent ? 1 : 0) };
}

/**
 * @param {unknown} report as vitest writes it
 * @returns {Count}
 */
export function unitCount(report) {
  const { numPassedTests: passed, numFailedTests: failed } = /** @type {Record<string, unknown>} */ (report ?? {});
  return { passed: number(passed), failed: number(failed) };
}

/**
 * @param {unknown} report as Playwright writes it
 * @returns {Count}
 */
export function windowCount(report) {
  const { stats } = /** @type {{ stats?: Record<string, unknown> }} */ (report ?? {});
  return { passed: number(stats?.expected), failed: number(stats?.unexpected) + number(stats?.flaky) };
}

/** @type {(value: unknown) => number} */
const number = (value) => (typeof value === 'number' ? value : 0);
