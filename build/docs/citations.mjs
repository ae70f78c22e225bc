import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

/**
 * @typedef {object} Citation
 * @property {string} from the file in which it is, relative to the repository
 * @property {number} line from 1
 * @property {string} cited as written
 * @property {string | null} problem a sentence; null if the cited thing exists
 */

const FOLDERS = ['src-main', 'src-preload', 'src-renderer', 'test', 'build', 'docs', 'findings'];
const CODE = /\.(?:tsx?|mjs|cjs|js)$/;
const SHELL = /\.sh$/;
const PAGE = /\.md$/;

// The changelog describes files as they were then: only its links and decisions are checked.
const HISTORY = /^CHANGELOG\.md$/;

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const DECISION_PATH = /\bdocs\/decisions\/(\d{4})(?![\w-])/g;
const DECISION = /\b[Dd]ecisions? (\d+)(?:(?:, | and |, and )(\d+))*/g;
// A path from the top or from a folder below it, or the bare name of a source file or a page; an anchor may follow.
const PATH =
  /(?<![\w./:@#*-])((?:\.{1,2}\/)*(?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|mjs|cjs|md|sh|css|jsonl))(#[\w-]+)?(?![\w*])/g;
const FROM_THE_TOP =
  /(?<![\w./:@#*-])((?:src-main|src-preload|src-renderer|test|build|docs|findings)(?:\/[\w.-]+)+)\/?(?![\w*[{<…])/g;
// Folders that are made and not kept.
const MADE = /^(?:out|node_modules)\//;
// The name of a folder further down, in backquotes.
const FOLDER = /`((?!(?:src-main|src-preload|src-renderer|test|build|docs|findings)\/)(?:[\w.-]+\/)+)`/g;

/**
 * Finds what the comments of the code and the pages cite: files by path, sections of pages, decisions by number.
 *
 * @param {string} root the repository
 * @param {ReadonlyMap<string, string>} [planted] files that do not exist, by path: their citations are checked, too
 * @returns {readonly Citation[]}
 */
export function checkCitations(root, planted = new Map()) {
  const files = [...FOLDERS.flatMap((folder) => filesBelow(root, folder)), ...filesAt(root)];
  const tree = new Tree(root, files);
  const read = files.filter((file) => CODE.test(file) || SHELL.test(file) || PAGE.test(file));
  const texts = new Map(read.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  return [...texts, ...planted].flatMap(([file, text]) => citationsIn(file, text, tree));
}

/** The files of the repository. */
class Tree {
  /**
   * @param {string} root
   * @param {readonly string[]} files
   */
  constructor(root, files) {
    this.root = root;
    this.files = files;
    this.decisions = new Set(files.flatMap((file) => /^docs\/decisions\/(\d{4})-/.exec(file)?.[1] ?? []));
    /** @type {Map<string, ReadonlySet<string>>} */
    this.anchors = new Map();
  }

  /** @param {string} path */
  holds(path) {
    return existsSync(join(this.root, path));
  }

  /** The file that a path means, which may begin anywhere below the top. @param {string} path */
  find(path) {
    return this.files.find((file) => file === path) ?? this.files.find((file) => file.endsWith(`/${path}`));
  }

  /** @param {string} path ends in a slash */
  holdsFolder(path) {
    if (MADE.test(path) || /\bAREA\b/.test(path)) return true;
    return this.files.some((file) => `/${file}`.includes(`/${path}`));
  }

  /** @param {string} page @param {string} anchor without the # */
  hasAnchor(page, anchor) {
    const known = this.anchors.get(page) ?? anchorsOf(readFileSync(join(this.root, page), 'utf8'));
    this.anchors.set(page, known);
    return known.has(anchor);
  }
}

/**
 * @param {string} file
 * @param {string} text
 * @param {Tree} tree
 * @returns {Citation[]}
 */
function citationsIn(file, text, tree) {
  const isPage = PAGE.test(file);
  const isHistory = HISTORY.test(file) || (isPage && /^\*\*Status:\*\* superseded/m.test(text));
  return passages(file, text).flatMap(({ line, words }) =>
    [
      ...(isPage
        ? matches(words.replaceAll(/`[^`]*`/g, ''), LINK, ([, target = '']) => linkProblem(file, target, tree))
        : []),
      ...matches(words, DECISION_PATH, ([, number = '']) => decisionProblem(number, tree)),
      ...matches(words, DECISION, ([all]) =>
        firstOf((all.match(/\d+/g) ?? []).map((one) => decisionProblem(one, tree))),
      ),
      ...(isHistory
        ? []
        : matches(outsideLinks(words), PATH, ([, path = '', anchor]) => pathProblem(file, path, anchor, tree))),
      ...(isHistory ? [] : matches(outsideLinks(words), FROM_THE_TOP, ([, path = '']) => folderProblem(path, tree))),
      ...(isHistory
        ? []
        : matches(words, FOLDER, ([, path = '']) => (tree.holdsFolder(path) ? null : `There is no ${path}.`))),
    ].map((found) => ({ from: file, line, ...found })),
  );
}

/**
 * The words of a file: the lines of a page, the comments of code.
 *
 * @param {string} file
 * @param {string} text
 * @returns {{ line: number, words: string }[]}
 */
function passages(file, text) {
  const lines = text.split('\n').map((words, index) => ({ line: index + 1, words }));
  if (PAGE.test(file)) return lines;
  if (SHELL.test(file)) return lines.filter(({ words }) => words.startsWith('#'));
  const { comments } = parseSync(file, text);
  return comments.flatMap(({ start, value }) => {
    const first = text.slice(0, start).split('\n').length;
    return value.split('\n').map((words, index) => ({ line: first + index, words }));
  });
}

/**
 * @param {string} words
 * @param {RegExp} pattern
 * @param {(match: RegExpMatchArray) => string | null | undefined} problemOf undefined if it is no citation
 * @returns {{ cited: string, problem: string | null }[]}
 */
function matches(words, pattern, problemOf) {
  return [...words.matchAll(pattern)].flatMap((match) => {
    const problem = problemOf(match);
    return problem === undefined ? [] : [{ cited: match[0], problem }];
  });
}

/** @param {string} words */
const outsideLinks = (words) => words.replaceAll(LINK, '').replaceAll(/https?:\/\/\S+/g, '');

/** @param {readonly (string | null)[]} problems */
const firstOf = (problems) => problems.find((problem) => problem !== null) ?? null;

/**
 * @param {string} from
 * @param {string} target
 * @param {Tree} tree
 */
function linkProblem(from, target, tree) {
  if (/^[a-z]+:/.test(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : posix.normalize(posix.join(posix.dirname(from), path));
  if (!tree.holds(file)) return `There is no ${file}.`;
  return anchor === undefined || tree.hasAnchor(file, anchor) ? null : `${file} has no section #${anchor}.`;
}

/** @param {string} number @param {Tree} tree */
function decisionProblem(number, tree) {
  return tree.decisions.has(number.padStart(4, '0')) ? null : `There is no decision ${Number(number)}.`;
}

/** @param {string} from @param {string} path @param {string | undefined} anchor @param {Tree} tree */
function pathProblem(from, path, anchor, tree) {
  // NAME.worker.ts means many files.
  if (/\b(?:NAME|NNNN|AREA)\b/.test(path)) return undefined;
  const file = tree.find(path.startsWith('.') ? posix.join(posix.dirname(from), path) : path);
  if (file === undefined) return `There is no ${path}.`;
  if (anchor === undefined || !PAGE.test(file)) return null;
  return tree.hasAnchor(file, anchor.slice(1)) ? null : `${file} has no section ${anchor}.`;
}

/** @param {string} path @param {Tree} tree */
function folderProblem(path, tree) {
  // The other pattern finds files, and decisions by number, too.
  if (/\.(?:tsx?|mjs|cjs|md|sh|css|jsonl)$|\b(?:NAME|NNNN|AREA)\b|^docs\/decisions\/\d{4}\.?$/.test(path))
    return undefined;
  const name = path.replace(/\.$/, '');
  // The beginning of a path is enough: `npm test -- PATTERN` takes it.
  return tree.files.some((file) => file.startsWith(name)) ? null : `There is no ${name}.`;
}

/**
 * The anchors of a page, as GitHub makes them from its headings.
 *
 * @param {string} text
 * @returns {ReadonlySet<string>}
 */
function anchorsOf(text) {
  const headings = text.replaceAll(/```[\s\S]*?```/g, '').matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

/** @param {string} root @param {string} folder @returns {string[]} with slashes, relative to the repository */
function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
}

/** @param {string} root @returns {string[]} */
function filesAt(root) {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
