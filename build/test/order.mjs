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
 * The text of a test file with its tests in reverse order, also within groups. Everything between the tests keeps its place.
 * Playwright itself runs the tests of a file in one order only.
 *
 * @param {string} text TypeScript
 * @returns {Promise<string>}
 */
export async function reversed(text) {
  // Loaded only here: no other run of the tests needs the bundler at once.
  const { parseAst } = await import('vite');
  return inReverse(text, parseAst(text, { lang: 'ts' }).body, 0, text.length);
}

/** @typedef {ReturnType<typeof import('vite').parseAst>['body'][number]} Statement */

/**
 * The part of a text from one position to another, with the tests among its statements in reverse order.
 *
 * @param {string} text
 * @param {readonly Statement[]} statements
 * @param {number} from
 * @param {number} to
 * @returns {string}
 */
function inReverse(text, statements, from, to) {
  const tests = statements.filter(({ start, end }) => declaresTests(text.slice(start, end)));
  let result = '';
  let reached = from;
  for (const [index, { start, end }] of tests.entries()) {
    const other = tests[tests.length - 1 - index];
    result += text.slice(reached, start) + (other === undefined ? '' : withinGroup(text, other));
    reached = end;
  }
  return result + text.slice(reached, to);
}

/**
 * The text of a test or group; the tests of a group are in reverse order.
 *
 * @param {string} text
 * @param {Statement} statement
 * @returns {string}
 */
function withinGroup(text, statement) {
  const { start, end } = statement;
  const call = statement.type === 'ExpressionStatement' ? statement.expression : null;
  const body = call?.type === 'CallExpression' ? call.arguments.at(-1) : undefined;
  const isGroup = text.startsWith('test.describe', start) && body?.type === 'ArrowFunctionExpression';
  if (!isGroup || body.body.type !== 'BlockStatement') return text.slice(start, end);
  const { start: first, end: last, body: inner } = body.body;
  return text.slice(start, first) + inReverse(text, inner, first, last) + text.slice(last, end);
}

// A test, a group of tests, or a loop that declares some; not test.beforeAll and the like.
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
