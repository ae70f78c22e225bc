import { cpus, platform, totalmem } from 'node:os';

/** @typedef {import('../../test/bench/base/report.ts').Findings} Findings */

/**
 * The page `docs/performance.md`.
 *
 * @param {readonly Findings[]} findings
 * @param {{ electron: string, node: string }} versions
 * @returns {string}
 */
export function page(findings, { electron, node }) {
  const verdicts = findings.flatMap((one) => one.verdicts);
  const tables = findings.flatMap((one) => one.tables);
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${[
    '# Performance',
    'Written by `npm run bench`, which makes a workspace of a million requests once, measures everything below against the named rivals in one run, and replaces this page but for what it says about verification. `npm run bench -- --requests 50000` makes a smaller one, `--only inbox` (or `approval`, `rounds`, `verification`, `window`; several with commas) measures a part and prints it without touching this page. `--against COMMIT` measures the verification and the inbox of an older commit and this one on the same requests, and prints both.',
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores, ${memory} GB of memory, ${platform()}, Electron ${electron}, Node ${node}. Times are medians. The slowest round is in brackets; the first round counts, although it prepares its statements and reads cold pages.`,
    '## Budgets',
    grid(
      ['what', 'measured', 'rival', 'budget', ''],
      verdicts.map(({ what, ours, rival, budget, met }) => [what, ours, rival, budget, met ? 'met' : '**missed**']),
    ),
    ...tables.flatMap(({ title, says, columns, rows }) => [
      `## ${title}`,
      ...(says === '' ? [] : [says]),
      grid(columns, rows),
    ]),
  ].join('\n\n')}\n`;
}

const KEPT = /^## Verification\n[\s\S]*?(?=^## )/m;

/**
 * The page with the section that people write: what was found about verification.
 *
 * @param {string} text the new page
 * @param {string} before the page that it replaces
 * @returns {string}
 */
export function keeping(text, before) {
  const [section = ''] = KEPT.exec(before) ?? [];
  return text.replace(/^## Budgets$/m, () => `${section}## Budgets`);
}

/**
 * @param {readonly string[]} columns
 * @param {readonly (readonly string[])[]} rows
 * @returns {string}
 */
function grid(columns, rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
