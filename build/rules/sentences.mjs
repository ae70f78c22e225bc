import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync } from 'vite';

/**
 * A text that seems to be for people.
 *
 * @typedef {object} Sentence
 * @property {string} file with slashes, relative to the repository
 * @property {number} line from 1
 * @property {string} text with `{}` for each value in it, and single blanks
 */

/** Folders whose texts for people stand in the catalogue. */
export const SEARCHED = ['src-main', 'src-renderer'];

/**
 * Finds the sentences for people below the searched folders. All of them belong into src-preload/texts.
 *
 * @param {string} base the repository or a copy of it
 * @returns {readonly Sentence[]}
 */
export function readSentences(base) {
  return SEARCHED.flatMap((folder) =>
    readdirSync(join(base, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(base, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .flatMap((file) => sentencesIn(file, readFileSync(join(base, file), 'utf8'))),
  );
}

/**
 * The sentences for people in a TypeScript file: a capital letter first, three words or more, and a full stop, a question
 * mark, an exclamation mark or an ellipsis at the end. In JSX, every word between two tags and in attributes that are read
 * as well. Messages of errors are for programmers, and left out; so is SQL.
 *
 * @param {string} file its name decides how it is parsed
 * @param {string} text
 * @returns {readonly Sentence[]}
 */
export function sentencesIn(file, text) {
  const { program, errors } = parseSync(file, text);
  const [error] = errors;
  if (error) throw new Error(`${file} cannot be parsed: ${error.message}`);
  /** @type {Sentence[]} */
  const found = [];
  /** @type {(node: unknown) => void} */
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!isNode(node) || isForProgrammers(node)) return;
    const isAttribute = isReadAttribute(node);
    const words = textOf(isAttribute && isNode(node.value) ? node.value : node);
    if (words !== null && isForPeople(words, isAttribute ? 'attribute' : node.type))
      found.push({ file, line: text.slice(0, node.start).split('\n').length, text: words });
    if (isAttribute && words !== null) return;
    Object.values(node).forEach(visit);
  };
  visit(program);
  return found;
}

/** @typedef {{ type: string, start: number } & Record<string, unknown>} Node */

/**
 * @param {unknown} value
 * @returns {value is Node}
 */
function isNode(value) {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/**
 * Whether a node is the making of an error (`new RangeError(…)`, `super(…)`) or throws one.
 *
 * @param {Node} node
 * @returns {boolean}
 */
function isForProgrammers({ type, callee }) {
  if (type === 'ThrowStatement') return true;
  if (!isNode(callee)) return false;
  if (type === 'NewExpression') return typeof callee.name === 'string' && callee.name.endsWith('Error');
  return type === 'CallExpression' && callee.type === 'Super';
}

const READ = new Set(['alt', 'aria-description', 'aria-label', 'description', 'label', 'placeholder', 'title']);

/**
 * Whether a node is an attribute of JSX that people read, with a text written into it: `label="Name"`.
 *
 * @param {Node} node
 * @returns {boolean}
 */
function isReadAttribute({ type, name, value }) {
  return (
    type === 'JSXAttribute' && isNode(name) && typeof name.name === 'string' && READ.has(name.name) && isNode(value)
  );
}

/**
 * The text of a node; null if it is none.
 *
 * @param {Node} node
 * @returns {string | null}
 */
function textOf({ type, value, quasis }) {
  if ((type === 'Literal' || type === 'JSXText') && typeof value === 'string') return value.replace(/\s+/g, ' ').trim();
  if (type !== 'TemplateLiteral' || !Array.isArray(quasis)) return null;
  return quasis
    .map((quasi) => quasi.value.cooked ?? '')
    .join('{}')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * @param {string} words
 * @param {string} type of the node; `attribute` for one that is read
 */
function isForPeople(words, type) {
  if (type === 'JSXText') return /\p{L}/u.test(words);
  // A lower-case attribute in one word is an example of a name: `prod-db`.
  return type === 'attribute' ? /^\p{Lu}|\p{L}\s+\p{L}/u.test(words) : isSentence(words);
}

const SQL = /^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|PRAGMA|BEGIN|WITH)\b/;

/** @type {(text: string) => boolean} */
const isSentence = (text) =>
  /^[“‘"(]*(?:\p{Lu}|\{\})/u.test(text) &&
  /[.?!…][”’")]*$/u.test(text) &&
  (text.match(/\p{L}{2,}/gu) ?? []).length >= 3 &&
  !SQL.test(text);
