// npm run soak: tampers with ten thousand ledgers, checks a thousand of them in two ways, kills processes at work, feeds odd inputs,
// probes permissions, runs the window tests in reverse order, and writes docs/reliability.md. npm run soak -- --share 0.1: a tenth of
// it; --only PART,PART (mutations, both, kills, odd, probes, interruptions, order); --seed N.
// With --share or --only the page stays as it is, and the results are printed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from './app/app.mjs';
import { buildCli } from './app/cli.mjs';
import { readJson, writeWhole } from './base/files.mjs';
import { main, Stop } from './base/log.mjs';
import { root } from './base/places.mjs';
import { pass } from './base/run.mjs';
import { ensureDisplay, switches } from './runtime/libraries.mjs';
import { prepare } from './runtime/prepare.mjs';
import { keptOf, page } from './test/reliability.mjs';
import { runReversed } from './test/stages.mjs';

/** The parts that Playwright runs: kills of the desk process under an open window, and window tests in reverse order. */
const WINDOWS = 'interruptions';
const ORDER = 'order';
const PARTS = ['mutations', 'both', 'kills', 'odd', 'probes', WINDOWS, ORDER];

await main(async () => {
  const { values } = parseArgs({
    options: { share: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string' } },
  });
  const only = values.only?.split(',') ?? PARTS;
  const wrong = only.find((part) => !PARTS.includes(part));
  if (wrong !== undefined) throw new Stop(`There is no part ${wrong}.`, `The parts are ${PARTS.join(', ')}.`);
  const share = Number(values.share ?? 1);
  if (!(share > 0 && share <= 1)) throw new Stop('--share must be above 0 and at most 1.', 'For example: --share 0.1');
  const seed = Number(values.seed ?? 1);
  if (!Number.isSafeInteger(seed) || seed < 1)
    throw new Stop('--seed must be a whole number from 1 on.', 'For example: --seed 7');

  const electron = await prepare();
  await buildCli();
  const folder = mkdtempSync(join(tmpdir(), 'countersign-soak-'));
  try {
    const script = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
    const env = {
      ...process.env,
      ELECTRON_RUN_AS_NODE: '1',
      COUNTERSIGN_ELECTRON: electron.executable,
      COUNTERSIGN_SOAK: folder,
      COUNTERSIGN_SHARE: String(share),
      COUNTERSIGN_SEED: String(seed),
    };
    const files = only
      .filter((part) => part !== WINDOWS && part !== ORDER)
      .map((part) => `test/reliability/${part}.test.ts`);
    const units =
      files.length === 0 ? 0 : await pass(electron.executable, [script, 'run', ...files], { cwd: root, env });
    const { ELECTRON_RUN_AS_NODE: _, ...windowEnv } = env;
    const windows = only.includes(WINDOWS) ? await soakWindows(windowEnv) : 0;
    const order = only.includes(ORDER) ? await soakOrder(electron, share) : null;
    const failed = [units, windows, order?.failed ?? 0].some((count) => count !== 0);
    const figures = {
      ...Object.fromEntries(
        readdirSync(folder).map((name) => [name.replace(/\.json$/, ''), readJson(join(folder, name))]),
      ),
      ...(order === null ? {} : { order }),
    };
    const file = join(root, 'docs', 'reliability.md');
    const text = page(figures, new Date());
    if (!failed && values.share === undefined && values.only === undefined)
      writeWhole(file, `${text}${keptOf(existsSync(file) ? readFileSync(file, 'utf8') : '')}`);
    else process.stdout.write(text);
    return failed ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 */
async function soakWindows(env) {
  await buildApp();
  const script = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  const display = await ensureDisplay();
  const given = { ...env, COUNTERSIGN_SWITCHES: switches().join(' ') };
  const [program = process.execPath, ...args] = [
    ...display.prefix,
    process.execPath,
    script,
    'test',
    '--reporter=list',
    'test/app/interruption.test.ts',
  ];
  return pass(program, args, { cwd: root, env: given });
}

/**
 * Runs window tests in reverse order within their files: a test that depends on an earlier one fails.
 *
 * @param {import('./runtime/electron.mjs').Electron} electron
 * @param {number} share of the files, from above 0 to 1
 * @returns {Promise<import('./test/stages.mjs').Count>}
 */
async function soakOrder(electron, share) {
  await buildApp();
  const files = readdirSync(join(root, 'test', 'app'))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/app/${name}`);
  const some = files.slice(0, Math.ceil(files.length * share));
  return runReversed(electron, { patterns: [], name: null }, some);
}
