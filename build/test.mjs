// npm test: all tests. The last line is "N passed, N failed".
// npm test -- PATTERN …: only the test files whose path contains one of the patterns, without the checks of the sources.
// For window tests: --list names each; --alone runs each in an application of its own; --reverse runs those of a file from the last to the first.
// -g NAME: only the tests whose name matches this regular expression. --coverage: measure the coverage although only a part runs.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from './app/app.mjs';
import { buildCli } from './app/cli.mjs';
import { log, main } from './base/log.mjs';
import { root } from './base/places.mjs';
import { prepare } from './runtime/prepare.mjs';
import { runChecks } from './test/checks.mjs';
import { coverageTable } from './test/coverage.mjs';
import { coverageFolder, listWindows, runAlone, runReversed, runUnits, runWindows } from './test/stages.mjs';

const WINDOWS = 'test/app/';
const NOT_TESTS = 'test/bench/';

await main(async () => {
  const { values, positionals: patterns } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string', short: 'g' },
      coverage: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      alone: { type: 'boolean', default: false },
      reverse: { type: 'boolean', default: false },
    },
  });
  const name = values.grep ?? null;
  const selection = { patterns, name };
  const files = testFiles().filter(
    (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
  );
  const onlyWindows = values.alone || values.reverse;
  const all = patterns.length === 0 && name === null && !onlyWindows;
  const coverage = all || values.coverage;
  if (files.length === 0) log(`No test file matches ${patterns.join(' or ')}.`);

  const electron = await prepare();
  const windows = files.filter((file) => file.startsWith(WINDOWS));
  if (values.list) {
    const tests = await listWindows(electron, selection);
    for (const { file, line, title } of tests) process.stdout.write(`${file}:${line} ${title}\n`);
    return tests.length > 0 ? 0 : 1;
  }
  /** @type {import('./test/stages.mjs').Count[]} */
  const counts = [];
  if (all) counts.push(await stage('types, lint and import rules', () => runChecks(log)));
  if (!onlyWindows && files.length > windows.length) {
    counts.push(
      await stage('units, on Electron’s own Node', async () => {
        // Here, so that no single test pays for it.
        await buildCli();
        return runUnits(electron, selection, { coverage });
      }),
    );
  }
  if (windows.length > 0) {
    counts.push(
      await stage('windows, in a real Electron', async () => {
        await buildApp();
        if (values.reverse) return runReversed(electron, selection, windows);
        return values.alone ? runAlone(electron, selection) : runWindows(electron, selection);
      }),
    );
  }

  const table = coverage ? coverageTable(coverageFolder) : null;
  if (table !== null) process.stdout.write(`\n${table}\n`);
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
