import { join, relative } from 'node:path';
import { readJson } from '../base/files.mjs';
import { root } from '../base/places.mjs';

/** @typedef {{ total: number, covered: number }} Share */
/** @typedef {{ lines: Share, branches: Share, functions: Share }} Shares */

const MEASURES = /** @type {const} */ (['lines', 'branches', 'functions']);

/** The sources that the unit tests load. Playwright runs those of the window in another process; they are not counted. */
const SOURCES = ['src-main/**/*.ts', 'src-preload/contract/**/*.ts'];

/**
 * Arguments with which vitest also measures the coverage.
 *
 * @param {string} folder where the report goes
 * @returns {readonly string[]}
 */
export const coverageArgs = (folder) => [
  '--coverage.enabled',
  '--coverage.provider=v8',
  '--coverage.reporter=json-summary',
  `--coverage.reportsDirectory=${folder}`,
  // Also when a test failed: the table is just as true.
  '--coverage.reportOnFailure',
  ...SOURCES.map((pattern) => `--coverage.include=${pattern}`),
];

/**
 * @param {string} folder
 * @returns {string | null} the table, or null if no report was written
 */
export function coverageTable(folder) {
  const report = readJson(join(folder, 'coverage-summary.json'));
  return report === null ? null : table(byFolder(/** @type {Record<string, Shares>} */ (report), root));
}

/**
 * Adds up the report by the folders below `src-main`, and the contract.
 *
 * @param {Record<string, Shares>} report as Istanbul’s `json-summary` writes it, by absolute path
 * @param {string} home the repository
 * @returns {Map<string, Shares>} by folder, in order, with `all` at the end
 */
export function byFolder(report, home) {
  /** @type {Map<string, Shares>} */
  const sums = new Map();
  const entries = Object.entries(report).filter(([file]) => file !== 'total');
  const named = entries.map(([file, shares]) => ({ folder: folderOf(relative(home, file)), shares }));
  const ordered = named.sort((a, b) => a.folder.localeCompare(b.folder));
  for (const { folder, shares } of [...ordered, ...named.map(({ shares }) => ({ folder: 'all', shares }))]) {
    const sum = sums.get(folder) ?? { lines: none(), branches: none(), functions: none() };
    for (const measure of MEASURES) {
      sum[measure].total += shares[measure].total;
      sum[measure].covered += shares[measure].covered;
    }
    sums.set(folder, sum);
  }
  return sums;
}

/** @returns {Share} */
const none = () => ({ total: 0, covered: 0 });

/**
 * @param {string} file relative to the repository
 * @returns {string}
 */
function folderOf(file) {
  const [top = '', folder = '', ...rest] = file.replaceAll('\\', '/').split('/');
  if (top !== 'src-main') return folder;
  return rest.length === 0 ? 'main' : folder;
}

/**
 * @param {Map<string, Shares>} sums
 * @returns {string}
 */
function table(sums) {
  const rows = [...sums].map(([folder, shares]) => [folder, ...MEASURES.map((measure) => percent(shares[measure]))]);
  const all = [['coverage by units', ...MEASURES], ...rows];
  return all
    .map(([name = '', ...cells]) => name.padEnd(20) + cells.map((cell) => cell.padStart(11)).join(''))
    .join('\n');
}

/**
 * Rounded down, so that 100 % means all.
 *
 * @param {Share} share
 * @returns {string}
 */
export const percent = ({ total, covered }) =>
  total === 0 ? '–' : `${(Math.floor((covered / total) * 1000) / 10).toFixed(1)} %`;
