// npm run fuzz -- --seconds N (60 if left out): feeds each of the four readers (test/fuzz) with bytes that a coverage-guided
// fuzzer (Jazzer.js) finds, N seconds each. --only NAME,NAME (ledger, policies, people, accounts, patterns).
// Interesting inputs are kept below out/fuzz, and so are failing ones; the seeds are in test/fuzz/seeds.
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { log, main, Stop } from './base/log.mjs';
import { out, root } from './base/places.mjs';
import { run } from './base/run.mjs';

const READERS = ['ledger', 'policies', 'people', 'accounts', 'patterns'];
/** Longer inputs find nothing that shorter ones do not, and are slow. */
const LONGEST_BYTES = 4_096;
/** An input that takes longer than this, in seconds, hangs. */
const HANGS_AFTER = 10;

await main(async () => {
  const { values } = parseArgs({ options: { seconds: { type: 'string' }, only: { type: 'string' } } });
  const seconds = Number(values.seconds ?? 60);
  if (!Number.isSafeInteger(seconds) || seconds < 1)
    throw new Stop('--seconds must be a whole number from 1 on.', 'For example: --seconds 60');
  const only = values.only?.split(',') ?? READERS;
  const wrong = only.find((name) => !READERS.includes(name));
  if (wrong !== undefined) throw new Stop(`There is no reader ${wrong}.`, `The readers are ${READERS.join(', ')}.`);

  const bundles = await bundle(only);
  let failed = 0;
  for (const name of only) failed += (await fuzz(name, join(bundles, `${name}.cjs`), seconds)) ? 0 : 1;
  return failed === 0 ? 0 : 1;
});

/**
 * One file for each reader, with its libraries: the fuzzer counts branches in the code that `require` loads.
 *
 * @param {readonly string[]} names
 * @returns {Promise<string>} the folder
 */
async function bundle(names) {
  const { build } = await import('vite');
  const outDir = join(out, 'fuzz', 'bundles');
  for (const name of names) {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: true,
        target: 'node20.18',
        outDir,
        emptyOutDir: false,
        minify: false,
        rollupOptions: {
          input: { [name]: join(root, 'test', 'fuzz', `${name}.ts`) },
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    });
  }
  return outDir;
}

/**
 * @param {string} name
 * @param {string} file
 * @param {number} seconds
 * @returns {Promise<boolean>} whether no input was at fault
 */
async function fuzz(name, file, seconds) {
  const home = join(out, 'fuzz', name);
  const [corpus, faults] = [join(home, 'corpus'), join(home, 'faults')];
  for (const folder of [corpus, faults]) mkdirSync(folder, { recursive: true });
  const cli = join(dirname(createRequire(import.meta.url).resolve('@jazzer.js/core/package.json')), 'dist', 'cli.js');
  const asynchronous = name === 'accounts';
  const engine = [
    `-max_total_time=${seconds}`,
    `-max_len=${LONGEST_BYTES}`,
    `-timeout=${HANGS_AFTER}`,
    `-artifact_prefix=${faults}/`,
    '-print_final_stats=1',
  ];
  const seeds = join(root, 'test', 'fuzz', 'seeds', name);
  const args = [cli, file, corpus, seeds, ...(asynchronous ? [] : ['--sync']), '--', ...engine];
  const { code, output } = await run(process.execPath, args, { cwd: home });
  if (/version `GLIBC\w*_[\d.]+' not found/.test(output))
    throw new Stop(
      'The C library of this system is older than the one that Jazzer.js was built for.',
      'Run this on a Linux with glibc 2.38 or newer, on macOS or on Windows.',
    );
  const figure = (/** @type {RegExp} */ pattern) => Number(pattern.exec(output)?.[1] ?? 0);
  const executions = figure(/stat::number_of_executed_units:\s*(\d+)/);
  const edges = Math.max(0, ...[...output.matchAll(/cov: (\d+)/g)].map(([, count]) => Number(count)));
  // A run that executed nothing shows nothing.
  const good = code === 0 && executions > 0;
  const kept = readdirSync(corpus).length;
  process.stdout.write(
    `${name}: ${executions} executions, ${edges} edges, ${kept} inputs kept, ${good ? 'no fault' : 'FAULT'}\n`,
  );
  if (!good) log(output.slice(-4_000));
  return good;
}
