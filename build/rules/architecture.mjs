import { readGraph } from './graph.mjs';
import { importRules } from './imports.mjs';

/**
 * @typedef {object} Violation
 * @property {string} rule
 * @property {string} from the file
 * @property {string} to the file that it must not import
 * @property {string} because
 */

/** The fewest files that must have been seen: a check that finds nothing to check has not passed. */
export const FEWEST_FILES = 50;

const CIRCLES = 'no-circles';
const RAW_IPC = 'raw-ipc-in-its-rooms';

/** The names of all architecture rules. */
export const ruleNames = [...importRules.map(({ name }) => name), CIRCLES, RAW_IPC];

/**
 * Checks the architecture rules: who imports whom, and where raw IPC is used.
 *
 * @param {string} base the repository or a copy of it
 * @returns {{ files: number, violations: readonly Violation[] }}
 */
export function checkArchitecture(base) {
  const { files, imports } = readGraph(base, ['src-main', 'src-preload', 'src-renderer']);
  const violations = [...importRules.flatMap((rule) => breaches(rule, imports)), ...circles(imports), ...rawIpc(files)];
  return { files: files.size, violations };
}

/**
 * @param {import('./imports.mjs').ImportRule} rule
 * @param {readonly import('./graph.mjs').Import[]} imports
 * @returns {Violation[]}
 */
function breaches(rule, imports) {
  const considered = imports.filter(
    ({ typesOnly, atOnce }) => !(rule.typesAllowed && typesOnly) && (!rule.atOnce || atOnce),
  );
  const begun = considered.filter(({ from }) => rule.from.test(from) && !rule.notFrom?.test(from));
  const candidates = rule.reachable ? reachable(begun, considered) : begun;
  return candidates
    .filter(({ to }) => rule.to.test(to) && !rule.notTo?.test(to))
    .map(({ from, to }) => ({ rule: rule.name, from, to, because: rule.because }));
}

/**
 * @param {readonly import('./graph.mjs').Import[]} begun
 * @param {readonly import('./graph.mjs').Import[]} imports
 * @returns {readonly import('./graph.mjs').Import[]} the given ones and all that they lead to
 */
function reachable(begun, imports) {
  const seen = new Set(begun);
  const known = new Set(begun.map(({ from }) => from));
  // A set that grows while it is walked is walked to its end.
  for (const { to } of seen) {
    if (known.has(to)) continue;
    known.add(to);
    for (const next of imports) if (next.from === to) seen.add(next);
  }
  return [...seen];
}

/**
 * @param {readonly import('./graph.mjs').Import[]} imports
 * @returns {Violation[]} one for each import that closes a circle, imports of types included
 */
function circles(imports) {
  /** @type {Map<string, string[]>} */
  const next = new Map();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  /** @type {Violation[]} */
  const found = [];
  /** @type {Map<string, 'open' | 'done'>} */
  const states = new Map();
  /** @param {string} file */
  const visit = (file) => {
    states.set(file, 'open');
    for (const to of next.get(file) ?? []) {
      const state = states.get(to);
      if (state === 'open') {
        found.push({
          rule: CIRCLES,
          from: file,
          to,
          because:
            'Files that import each other, even for types alone, can only be read together: move the common part into a third.',
        });
      } else if (state === undefined) visit(to);
    }
    states.set(file, 'done');
  };
  for (const file of next.keys()) if (!states.has(file)) visit(file);
  return found;
}

/**
 * @param {ReadonlyMap<string, string>} files
 * @returns {Violation[]}
 */
function rawIpc(files) {
  const allowed = /^src-main\/(?:bridge|window)\/|^src-preload\/preload\.ts$/;
  return [...files]
    .filter(([file, text]) => /\bipc(?:Main|Renderer)\b/.test(text) && !allowed.test(file))
    .map(([file]) => ({
      rule: RAW_IPC,
      from: file,
      to: 'ipcMain or ipcRenderer',
      because: 'Raw IPC appears in bridge/, window/ and preload.ts alone.',
    }));
}
