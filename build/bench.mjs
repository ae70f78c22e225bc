// npm run bench: measures the budgets (docs/rules.md#budgets) against their rivals, and writes docs/performance.md.
// npm run bench -- --requests N: with a smaller workspace than that of a million requests; --workspace DIR: with an
// existing one; --only PART,PART (rounds, approval, verification, inbox, window): measures these and prints the results; --against COMMIT:
// measures the verification and the inbox of an older commit and this one on the same requests, and prints both.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from './app/app.mjs';
import { readJson, writeWhole } from './base/files.mjs';
import { log, main, Stop } from './base/log.mjs';
import { root } from './base/places.mjs';
import { pass, run } from './base/run.mjs';
import { inboxAgainst } from './bench/against.mjs';
import { buildBench } from './bench/bundle.mjs';
import { keeping, page } from './bench/report.mjs';
import { runRounds } from './bench/rounds.mjs';
import { largeWorkspace } from './bench/workspace.mjs';
import { ensureDisplay, switches } from './runtime/libraries.mjs';
import { prepare } from './runtime/prepare.mjs';

const MILLION = 1_000_000;
const FEWEST = 10_000;
const PARTS = ['rounds', 'approval', 'verification', 'inbox', 'window'];

await main(async () => {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string' },
      workspace: { type: 'string' },
      only: { type: 'string' },
      against: { type: 'string' },
    },
  });
  const requests = Number(values.requests ?? MILLION);
  const only = values.only?.split(',') ?? PARTS;
  const wrong = only.find((part) => !PARTS.includes(part));
  if (wrong !== undefined) throw new Stop(`There is no part ${wrong}.`, `The parts are ${PARTS.join(', ')}.`);
  // With fewer requests, the samples of a filter hardly differ.
  if (!Number.isInteger(requests) || requests < FEWEST)
    throw new Stop(
      `--requests must be a whole number, ${FEWEST} or more.`,
      'For example: npm run bench -- --requests 50000',
    );

  const electron = await prepare();
  const bench = await buildBench();
  const folder = mkdtempSync(join(tmpdir(), 'countersign-measured-'));
  try {
    const answer = join(folder, 'answer.json');
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    /** @type {(...args: string[]) => Promise<import('./bench/report.mjs').Findings>} */
    const part = async (...args) => {
      const code = await pass(electron.executable, [bench, answer, ...args], { cwd: root, env });
      if (code !== 0) throw new Stop(`The part ${args[0]} of the benchmark failed.`, 'Its output is above.');
      return /** @type {import('./bench/report.mjs').Findings} */ (readJson(answer));
    };
    if (values.against !== undefined) {
      const found = await inboxAgainst(values.against, requests, { executable: electron.executable, folder, part });
      process.stdout.write(page([found], await versionsOf(electron.executable)));
      return;
    }
    const workspace =
      values.workspace === undefined
        ? await largeWorkspace(requests, async (made) => void (await part('generate', made, String(requests))))
        : resolve(process.env.INIT_CWD ?? process.cwd(), values.workspace);

    const found = [];
    for (const name of only) {
      log(`\n── ${name}`);
      if (name === 'rounds') found.push(await runRounds(electron.executable, join(folder, 'rounds.json')));
      else if (name === 'window') {
        await buildApp();
        const display = await ensureDisplay();
        const script = join(root, 'build', 'bench', 'window.mjs');
        const given = {
          ...process.env,
          COUNTERSIGN_ELECTRON: electron.executable,
          COUNTERSIGN_SWITCHES: switches().join(' '),
        };
        const [program = process.execPath, ...args] = [...display.prefix, process.execPath, script, answer, workspace];
        if ((await pass(program, args, { cwd: root, env: given })) !== 0)
          throw new Stop('The part window of the benchmark failed.', 'Its output is above.');
        found.push(/** @type {import('./bench/report.mjs').Findings} */ (readJson(answer)));
      } else found.push(await part(name, workspace));
    }
    const text = page(found, await versionsOf(electron.executable));
    const file = join(root, 'docs', 'performance.md');
    if (values.only === undefined) writeWhole(file, keeping(text, readFileSync(file, 'utf8')));
    process.stdout.write(text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * @param {string} executable
 * @returns {Promise<{ electron: string, node: string }>}
 */
async function versionsOf(executable) {
  const { output } = await run(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const { electron = 'unknown', node = 'unknown' } = JSON.parse(output);
  return { electron, node };
}
