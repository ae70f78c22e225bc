import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { checkArchitecture, FEWEST_FILES } from '../rules/architecture.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<string | null>} find all problems, or null
 */

/** Checks of the sources that run none of them. @type {readonly Check[]} */
export const checks = [
  { name: 'types', find: () => tool('typescript', 'bin/tsc', ['--build', root, '--pretty', 'false']) },
  { name: 'lint', find: () => tool('@biomejs/biome', 'bin/biome', ['check', '--max-diagnostics=50', root]) },
  { name: 'import rules', find: imports },
];

/**
 * @param {string} name
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<string | null>}
 */
async function tool(name, script, args) {
  const home = dirname(require.resolve(`${name}/package.json`));
  const { code, output } = await run(process.execPath, [join(home, script), ...args], { cwd: root });
  return code === 0 ? null : output.trim();
}

/** @returns {Promise<string | null>} */
async function imports() {
  const { files, violations } = checkArchitecture(root);
  if (files < FEWEST_FILES) return `Only ${files} files were seen; there should be ${FEWEST_FILES} or more.`;
  const lines = violations.map(({ rule, from, to, because }) => `${from} -> ${to}\n    ${rule}: ${because}`);
  return lines.length === 0 ? null : lines.join('\n');
}

/**
 * Runs the checks and reports the result of each.
 *
 * @param {(line: string) => void} tell
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(tell) {
  const found = await Promise.all(checks.map(async (check) => ({ name: check.name, wrong: await check.find() })));
  for (const { name, wrong } of found) tell(wrong === null ? `✓ ${name}` : `✗ ${name}\n${wrong}\n`);
  const failed = found.filter(({ wrong }) => wrong !== null).length;
  return { passed: found.length - failed, failed };
}
