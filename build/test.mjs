// npm test: everything that shows whether the product works. The last line is "N passed, N failed".
// npm test -- PATTERN …: only the test files whose path holds one of the patterns; no checks of the sources.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './app/app.mjs';
import { buildCli } from './app/cli.mjs';
import { log, main } from './base/log.mjs';
import { root } from './base/places.mjs';
import { prepare } from './runtime/prepare.mjs';
import { runChecks } from './test/checks.mjs';
import { runUnits, runWindows } from './test/stages.mjs';

const WINDOWS = 'test/app/';
const NOT_TESTS = 'test/bench/';

await main(async () => {
  const patterns = process.argv.slice(2);
  const files = testFiles().filter(
    (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
  );
  const all = patterns.length === 0;
  if (!all && files.length === 0) log(`No test file matches ${patterns.join(' or ')}.`);

  const electron = await prepare();
  /** @type {import('./test/stages.mjs').Count[]} */
  const counts = [];
  if (all) counts.push(await stage('types, lint and import rules', () => runChecks(log)));
  if (all || files.some((file) => !file.startsWith(WINDOWS))) {
    counts.push(
      await stage('units, on Electron’s own Node', async () => {
        // Here rather than by whichever test first calls the command line.
        await buildCli();
        return runUnits(electron, patterns);
      }),
    );
  }
  if (all || files.some((file) => file.startsWith(WINDOWS))) {
    counts.push(
      await stage('windows, in a real Electron', async () => {
        await buildApp();
        return runWindows(electron, patterns);
      }),
    );
  }

  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

/**
 * @param {string} name
 * @param {() => Promise<import('./test/stages.mjs').Count>} run
 * @returns {Promise<import('./test/stages.mjs').Count>}
 */
async function stage(name, run) {
  log(`\n── ${name}`);
  const started = Date.now();
  const count = await run().catch((/** @type {unknown} */ error) => {
    log(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1 };
  });
  log(`── ${name}: ${count.passed} passed, ${count.failed} failed, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return count;
}

/** @returns {readonly string[]} with slashes, relative to the repository */
function testFiles() {
  const folder = join(root, 'test');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts') && !name.startsWith(NOT_TESTS));
}
