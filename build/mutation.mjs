// npm run mutation -- --only SCOPE,SCOPE: changes the sources in small ways, one at a time (Stryker), and shows which changes no
// test notices. A scope is one of those below, or a file or folder in one of them (engine/request, ledger/check.ts).
// --sample 0.1 tries a tenth of the mutants, chosen at random by --seed. Results are kept below node_modules: a mutant is tried again
// if its source or a test of it has changed, or with --force.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readJson, writeWhole } from './base/files.mjs';
import { main, Stop } from './base/log.mjs';
import { notes, root } from './base/places.mjs';
import { pass } from './base/run.mjs';
import { inSample } from './mutation/sample.mjs';
import { mutantsIn, scoreOf, survivorsOf, withoutUnnoticedConstants } from './mutation/score.mjs';
import { prepare } from './runtime/prepare.mjs';

/**
 * @typedef {object} Scope
 * @property {readonly string[]} sources below `src-main`
 * @property {readonly string[]} tests folders and files whose tests must notice a change in them
 */

/** @type {Readonly<Record<string, Scope>>} */
const SCOPES = {
  engine: { sources: ['engine'], tests: ['test/engine'] },
  ledger: { sources: ['ledger'], tests: ['test/ledger'] },
  replay: {
    sources: ['desk/authorization', 'store/integrity/replay.ts'],
    tests: ['test/desk/authorization', 'test/desk/ledger/marks.test.ts', 'test/integrity/verify.test.ts'],
  },
};

/** Long random walks, generated desks and large imports: they would run for every mutant that no quick test notices. */
const LEFT_OUT = [
  'test/engine/property/',
  'test/desk/authorization/honest.test.ts',
  'test/desk/authorization/hostile.test.ts',
  'test/desk/authorization/patternLies.test.ts',
];

await main(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      force: { type: 'boolean', default: false },
    },
  });
  const wanted = (values.only?.split(',') ?? Object.keys(SCOPES)).map(scopeOf);
  const electron = await prepare();
  const script = join(
    dirname(createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json')),
    'bin',
    'stryker.js',
  );
  for (const scope of new Set(wanted.map((each) => each.scope))) {
    const parts = wanted.filter((each) => each.scope === scope);
    const sample = values.sample === undefined ? '' : `${values.sample} ${values.seed}`;
    const folder = join(notes, 'mutation', `${scope} ${sample}`.trim().replaceAll(' ', '-'));
    mkdirSync(folder, { recursive: true });
    const kept = join(folder, 'incremental.json');
    const before = readJson(kept);
    if (before !== null) writeWhole(kept, JSON.stringify(withoutUnnoticedConstants(before)));
    const env = {
      COUNTERSIGN_PROPERTY_SHARE: '0.05',
      ...process.env,
      ELECTRON_RUN_AS_NODE: '1',
      COUNTERSIGN_ELECTRON: electron.executable,
      COUNTERSIGN_MUTATION_FOLDER: folder,
      COUNTERSIGN_MUTATION_SAMPLE: sample,
      COUNTERSIGN_MUTATE: parts.flatMap(({ sources }) => sources.map(everyFile)).join(' '),
      COUNTERSIGN_MUTATION_TESTS: testFiles(SCOPES[scope]?.tests ?? []).join(' '),
    };
    const config = join('build', 'mutation', 'stryker.config.mjs');
    const args = [script, 'run', config, ...(values.force ? ['--force'] : [])];
    const code = await pass(electron.executable, args, { cwd: root, env });
    if (code !== 0) throw new Stop(`Stryker ended with ${code}.`, 'It says why above.');
    for (const { name, sources } of parts) {
      const places = sources.map((source) => `src-main/${source}`);
      const all = mutantsIn(readJson(join(folder, 'report.json')), places);
      const mutants = sample === '' ? all : all.filter((mutant) => inSample(mutant, sample));
      for (const line of survivorsOf(mutants)) process.stdout.write(`${line}\n`);
      const { killed, timedOut, survived, untested, score } = scoreOf(mutants);
      const tried = `${killed + survived + untested} of ${all.length} mutants tried`;
      process.stdout.write(
        `${name}: ${tried}, ${killed} noticed (${timedOut} by time), ${survived} not, ${untested} in code that no test reaches: ${score}\n`,
      );
    }
  }
  return 0;
});

/**
 * @param {string} name
 * @returns {{ name: string, scope: string, sources: readonly string[] }}
 */
function scopeOf(name) {
  const whole = SCOPES[name];
  if (whole !== undefined) return { name, scope: name, sources: whole.sources };
  const scope = Object.keys(SCOPES).find((each) =>
    SCOPES[each]?.sources.some((source) => name === source || name.startsWith(`${source}/`)),
  );
  if (scope === undefined || !existsSync(join(root, 'src-main', name)))
    throw new Stop(
      `There is no scope ${name}.`,
      `The scopes are ${Object.keys(SCOPES).join(', ')}, and files and folders in them.`,
    );
  return { name, scope, sources: [name] };
}

/**
 * @param {string} source
 * @returns {string}
 */
function everyFile(source) {
  return `src-main/${source}${source.endsWith('.ts') ? '' : '/**/*.ts'}`;
}

/**
 * @param {readonly string[]} places
 * @returns {readonly string[]}
 */
function testFiles(places) {
  return places
    .flatMap((place) =>
      place.endsWith('.test.ts')
        ? [place]
        : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map(
            (file) => `${place}/${file.replaceAll('\\', '/')}`,
          ),
    )
    .filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.some((place) => file.startsWith(place)))
    .sort();
}
