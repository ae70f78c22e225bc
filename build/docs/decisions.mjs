import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the index is, from the top of the repository. */
export const DECISIONS = 'docs/decisions/README.md';

const FOLDER = 'docs/decisions';
const HEAD = '| number | decision | status | date |\n| --- | --- | --- | --- |\n';

/**
 * @param {string} root the repository
 * @returns {readonly string[]} the names of the pages, in order
 */
export function decisionPages(root) {
  return readdirSync(join(root, FOLDER))
    .filter((file) => /^\d{4}-.+\.md$/.test(file))
    .sort();
}

/**
 * Writes the index of the decisions from their pages; the text above the table stays.
 *
 * @param {string} root the repository
 * @returns {string} the page
 */
export function decisionsPage(root) {
  const [before] = readFileSync(join(root, DECISIONS), 'utf8').split(HEAD);
  const rows = decisionPages(root).map((file) => rowOf(file, readFileSync(join(root, FOLDER, file), 'utf8')));
  return `${before}${HEAD}${rows.join('\n')}\n`;
}

/** @param {string} file @param {string} text */
function rowOf(file, text) {
  const title = /^# \d+\. (.+)\n/.exec(text)?.[1];
  const [, status, date] = /^\*\*Status:\*\* (.+?) · \*\*Date:\*\* (\S+)$/m.exec(text) ?? [];
  return `| ${Number(file.slice(0, 4))} | [${title}](${file}) | ${status} | ${date} |`;
}
