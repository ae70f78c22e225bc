import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readJson } from '../base/files.mjs';
import { Stop } from '../base/log.mjs';
import { root } from '../base/places.mjs';
import { pass } from '../base/run.mjs';

const require = createRequire(import.meta.url);

/** @typedef {import('../../test/bench/base/report.ts').Findings} Findings */
/** @typedef {import('../../test/bench/base/report.ts').Verdict} Verdict */
/** @typedef {{ name: string, median: number, max: number, sampleCount: number }} Round */
/** @typedef {{ fullName: string, benchmarks: readonly Round[] }} Group */

/**
 * Runs the benchmarks of `test/bench/*.bench.ts`, on Electron's own Node.
 *
 * @param {string} executable
 * @param {string} report where vitest writes its results
 * @returns {Promise<Findings>}
 */
export async function runRounds(executable, report) {
  const script = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
  const args = [script, 'bench', '--run', `--outputJson=${report}`, 'test/bench'];
  const code = await pass(executable, args, { cwd: root, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
  if (code !== 0) throw new Stop('A benchmark of test/bench failed.', 'Its output is above.');
  const { files } = /** @type {{ files: readonly { groups: readonly Group[] }[] }} */ (readJson(report));
  const groups = files.flatMap((file) => file.groups);
  return { verdicts: [...matching(groups), ...filing(groups), ...chain(groups)], tables: groups.map(tableOf) };
}

/**
 * @param {readonly Group[]} groups
 * @param {string} name the beginning of the name of the round
 * @returns {Round | undefined}
 */
const find = (groups, name) => groups.flatMap(({ benchmarks }) => benchmarks).find((one) => one.name.startsWith(name));

/**
 * @param {readonly Group[]} groups
 * @returns {Verdict[]}
 */
function matching(groups) {
  const [scan, ours] = [find(groups, 'a scan with precompiled minimatch'), find(groups, 'indexedMatcher, with winner')];
  if (!scan || !ours) return [];
  const faster = scan.median / ours.median;
  return [
    {
      what: 'match an account against 10,000 policies',
      ours: `${ms(ours.median / 100)} (worst ${ms(ours.max / 100)})`,
      rival: `${ms(scan.median / 100)}, a scan with precompiled minimatch`,
      budget: '100 times faster',
      met: faster >= 100,
    },
  ];
}

/**
 * @param {readonly Group[]} groups
 * @returns {Verdict[]}
 */
function filing(groups) {
  const [plain, heavy] = [find(groups, 'without such policies'), find(groups, 'with 20 policies')];
  if (!plain || !heavy) return [];
  return [
    {
      what: 'file a request, durable, at a desk with 20 policies that cost as much as a policy may',
      ours: `${ms(heavy.median)} (worst ${ms(heavy.max)})`,
      rival: `${ms(plain.median)} (worst ${ms(plain.max)}) without them`,
      budget: '1.5 times',
      met: heavy.median <= 1.5 * plain.median,
    },
  ];
}

/**
 * @param {readonly Group[]} groups
 * @returns {Verdict[]}
 */
function chain(groups) {
  const round = find(groups, 'the chain over stored bytes');
  if (!round) return [];
  const rate = 10_000 / (round.median / 1000);
  return [
    {
      what: 'ledger check: the chain over stored bytes',
      ours: `${Math.round(rate).toLocaleString('en')} events a second (worst ${Math.round(10_000_000 / round.max).toLocaleString('en')})`,
      rival: '—',
      budget: '200,000 a second',
      met: rate >= 200_000,
    },
  ];
}

/**
 * @param {Group} group
 * @returns {import('../../test/bench/base/report.ts').Table}
 */
function tableOf({ fullName, benchmarks }) {
  const name = fullName.split(' > ').slice(1).join(', ');
  return {
    title: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    says: '',
    columns: ['round', 'median', 'worst', 'rounds'],
    rows: benchmarks.map((one) => [one.name, ms(one.median), ms(one.max), String(one.sampleCount)]),
  };
}

/** @type {(value: number) => string} */
const ms = (value) =>
  value >= 100
    ? `${Math.round(value).toLocaleString('en')} ms`
    : `${value.toFixed(value >= 10 ? 1 : value >= 0.1 ? 2 : 4)} ms`;
