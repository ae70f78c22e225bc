// npm run mutation -- --only SCOPE,SCOPE: changes the sources in small ways, one at a time (Stryker), and shows which changes no
// test notices. A scope is one of those below, or a file or folder in one of them (engine/request, ledger/check.ts).
// Stryker keeps its results below node_modules, and tries a mutant again only if its source or tests have changed.
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readJson } from './base/files.mjs';
import { main, Stop } from './base/log.mjs';
import { notes, root } from './base/places.mjs';
import { pass } from './base/run.mjs';
import { scoreOf } from './mutation/score.mjs';
import { prepare } from './runtime/prepare.mjs';

/** @typedef {{ sources: readonly string[], tests: readonly string[] }} Scope */

/** Sources below `src-main`, and the tests that must notice a change in them. @type {Readonly<Record<string, Scope>>} */
const SCOPES = {
  engine: { sources: ['engine'], tests: ['test/engine'] },
  ledger: { sources: ['ledger'], tests: ['test/ledger'] },
  replay: {
    sources: ['desk/authorization', 'store/integrity/replay.ts'],
    tests: ['test/desk/authorization', 'test/integrity'],
  },
};

await main(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const wanted = (values.only?.split(',') ?? Object.keys(SCOPES)).map(scopeOf);
  const electron = await prepare();
  const script = join(
    dirname(createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json')),
    'bin',
    'stryker.js',
  );
  for (const { name, sources, tests } of wanted) {
    const folder = join(notes, 'mutation', name.replaceAll('/', '-'));
    mkdirSync(folder, { recursive: true });
    const env = {
      ...process.env,
      ELECTRON_RUN_AS_NODE: '1',
      COUNTERSIGN_ELECTRON: electron.executable,
      COUNTERSIGN_MUTATION_FOLDER: folder,
      COUNTERSIGN_MUTATE: sources.join(' '),
      COUNTERSIGN_MUTATION_TESTS: tests.join(' '),
    };
    const config = join('build', 'mutation', 'stryker.config.mjs');
    const code = await pass(electron.executable, [script, 'run', config], { cwd: root, env });
    if (code !== 0) throw new Stop(`Stryker ended with ${code}.`, 'It says why above.');
    const { killed, survived, untested, score } = scoreOf(readJson(join(folder, 'report.json')));
    process.stdout.write(
      `${name}: ${killed} noticed, ${survived} not, ${untested} in code that no test reaches: ${score}\n`,
    );
  }
  return 0;
});

/**
 * @param {string} name
 * @returns {{ name: string } & Scope}
 */
function scopeOf(name) {
  const whole = SCOPES[name];
  if (whole !== undefined) return { name, sources: whole.sources.map(everyFile), tests: whole.tests };
  const place = Object.values(SCOPES).find(({ sources }) => sources.some((source) => name.startsWith(source)));
  if (place === undefined || !existsSync(join(root, 'src-main', name)))
    throw new Stop(
      `There is no scope ${name}.`,
      `The scopes are ${Object.keys(SCOPES).join(', ')}, and files and folders in them.`,
    );
  const own = `test/${name}`;
  return { name, sources: [everyFile(name)], tests: existsSync(join(root, own)) ? [own] : place.tests };
}

/** @type {(source: string) => string} */
const everyFile = (source) => `src-main/${source}${source.endsWith('.ts') ? '' : '/**/*.ts'}`;
