import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskAreas, featureNames, featureRule, importRules } from '../rules/imports.mjs';

/** Where the page is, from the top of the repository. */
export const ARCHITECTURE = 'docs/architecture.md';

const BEGIN = '<!-- written by npm run docs: begin -->';
const END = '<!-- written by npm run docs: end -->';

/** Parts that are layers of their own, although one folder holds several of them. */
const SPLIT = ['src-main/desk', 'src-main/process'];
/** A folder that represents all similar ones. */
const FEATURE = 'src-renderer/inbox';

/** @typedef {'yes' | 'types' | 'no'} May */

/**
 * Puts who may import whom, by the rules that `npm run check` checks, into the page of the architecture.
 *
 * @param {string} root the repository
 * @returns {string} the page
 */
export function architecturePage(root) {
  const page = readFileSync(join(root, ARCHITECTURE), 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${ARCHITECTURE} lacks its marks.`);
  return `${before}${BEGIN}\n\n${layers(root)}\n\n${END}${after}`;
}

/** @param {string} root */
function layers(root) {
  const folders = layersOf(root);
  const rows = folders.map((from) => {
    const may = folders.filter((to) => to !== from && mayImport(from, to) === 'yes').map(nameOf);
    const types = folders.filter((to) => to !== from && mayImport(from, to) === 'types').map(nameOf);
    return `| ${nameOf(from)} | ${may.join(', ') || '—'} | ${types.join(', ') || '—'} |`;
  });
  const shown = new Set([
    ...featureNames.map(featureRule),
    ...Object.keys(deskAreas).map((area) => `desk-area-${area}`),
  ]);
  const why = importRules
    .filter(({ name }) => !shown.has(name))
    .map(({ name, because }) => `- \`${name}\`: ${because}`);
  return [
    ['| a file in | may import | may import types of |', '| --- | --- | --- |', ...rows].join('\n'),
    'Each area of the desk may import the kernel, and these other areas:',
    amongThemselves('src-main/desk', Object.keys(deskAreas)),
    'Each feature of the window may import `src-renderer/ui/` and `src-renderer/app/`, and these other features:',
    amongThemselves('src-renderer', featureNames),
    'The rules behind these tables:',
    why.join('\n'),
  ].join('\n\n');
}

/**
 * @param {string} base
 * @param {readonly string[]} names
 */
function amongThemselves(base, names) {
  const rows = names.map((from) => {
    const others = names.filter((to) => to !== from && mayImport(`${base}/${from}`, `${base}/${to}`) === 'yes');
    return `| ${from} | ${others.join(', ') || '—'} |`;
  });
  return ['| a file of | may import |', '| --- | --- |', ...rows].join('\n');
}

/**
 * Whether a file of one folder may import a file of another.
 *
 * @param {string} from
 * @param {string} to
 * @returns {May}
 */
export function mayImport(from, to) {
  const importing = `${from}/some.ts`;
  const imported = `${to}/other.ts`;
  const broken = importRules.filter(
    (rule) =>
      rule.from.test(importing) &&
      !rule.notFrom?.test(importing) &&
      rule.to.test(imported) &&
      !rule.notTo?.test(imported),
  );
  if (broken.length === 0) return 'yes';
  return broken.every(({ typesAllowed, reachable }) => typesAllowed && !reachable) ? 'types' : 'no';
}

/** @param {string} root @returns {readonly string[]} */
export function layersOf(root) {
  const main = foldersIn(root, 'src-main').flatMap((folder) => {
    if (!SPLIT.includes(folder)) return [folder];
    const parts = ['kernel', 'main', 'desk']
      .map((part) => `${folder}/${part}`)
      .filter((part) => existsSync(join(root, part)));
    return folder === 'src-main/desk' ? [folder, ...parts] : parts;
  });
  const renderer = ['src-renderer/ui', 'src-renderer/app', FEATURE];
  return [...foldersIn(root, 'src-preload'), 'src-preload', ...main, ...renderer];
}

/** @param {string} root @param {string} folder */
function foldersIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`)
    .sort();
}

/** @param {string} folder */
const nameOf = (folder) => (folder === FEATURE ? 'each feature of `src-renderer/`' : `\`${folder}/\``);
