import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../base/places.mjs';

/** @typedef {{ file: string, line: number, title: string }} WindowTest */

/** @typedef {{ title?: string, specs?: { title: string, file: string, line: number }[], suites?: Suite[] }} Suite */

/**
 * The window tests of a report as Playwright’s `--list` writes it.
 *
 * @param {unknown} report
 * @returns {readonly WindowTest[]} in their order
 */
export function testsIn(report) {
  const { suites = [] } = /** @type {{ suites?: Suite[] }} */ (report ?? {});
  /** @type {(suite: Suite, path: readonly string[]) => WindowTest[]} */
  const inside = (suite, path) => [
    ...(suite.specs ?? []).map(({ title, file, line }) => ({
      file: `test/app/${file}`,
      line,
      title: [...path, title].join(' › '),
    })),
    ...(suite.suites ?? []).flatMap((inner) => inside(inner, [...path, inner.title ?? ''])),
  ];
  return suites.flatMap((suite) => inside(suite, []));
}

/**
 * The text of a test file with its tests in reverse order; the code between them stays in place. Playwright itself
 * runs the tests of a file in one order only.
 *
 * @param {string} text TypeScript
 * @returns {Promise<string>}
 */
export async function reversed(text) {
  // Loaded only here: no other run of the tests needs the bundler at once.
  const { parseAst } = await import('vite');
  const { body } = parseAst(text, { lang: 'ts' });
  const tests = body.filter((node) => declaresTests(text.slice(node.start, node.end)));
  let result = '';
  let from = 0;
  for (const [index, { start, end }] of tests.entries()) {
    const other = tests[tests.length - 1 - index];
    result += text.slice(from, start) + text.slice(other?.start, other?.end);
    from = end;
  }
  return result + text.slice(from);
}

// A test, a group of tests, or a loop that makes some; not test.beforeAll and the like.
/** @type {(statement: string) => boolean} */
const declaresTests = (statement) =>
  /^test(\.describe(\.\w+)?)?\(/.test(statement) ||
  (/^for\b/.test(statement) && /\btest(\.describe)?\(/.test(statement));

/**
 * Runs a function on the reversed copies of test files, which exist beside them meanwhile.
 *
 * @template T
 * @param {readonly string[]} files relative to the repository
 * @param {(copies: readonly string[]) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withReversed(files, work) {
  const copies = files.map((file) => ({ file, copy: file.replace(/\.test\.ts$/, '.reversed.test.ts') }));
  try {
    for (const { file, copy } of copies)
      writeFileSync(join(root, copy), await reversed(readFileSync(join(root, file), 'utf8')));
    return await work(copies.map(({ copy }) => `/${basename(copy)}`));
  } finally {
    for (const { copy } of copies) rmSync(join(root, copy), { force: true });
  }
}
