import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix, relative, sep } from 'node:path';
import { parseSync } from 'vite';

/**
 * @typedef {object} Import
 * @property {string} from the importing file, with slashes, relative to the repository
 * @property {string} to such a file too, or `npm:NAME`, `node:NAME`, or `missing:NAME` if it leads nowhere
 * @property {boolean} typesOnly whether nothing of it is there when the program runs
 * @property {boolean} atOnce whether it is loaded before the importing file runs, and not by a dynamic import
 */

// An import within a type, a dynamic import, a require: none of them is a declaration at the top of a module.
const INLINE = /\b(?:import|require)\(\s*(['"`])([^'"`]+)\1/g;

/**
 * Reads who imports whom: every TypeScript file below the given folders.
 *
 * @param {string} base the repository or a copy of it
 * @param {readonly string[]} folders
 * @returns {{ files: ReadonlyMap<string, string>, imports: readonly Import[] }} the texts of the files by name, and what
 *   they import
 */
export function readGraph(base, folders) {
  const files = new Map(folders.flatMap((folder) => sourcesOf(base, folder)).map((file) => [file, read(base, file)]));
  const imports = [...files].flatMap(([file, text]) =>
    requests(file, text).map(({ request, ...how }) => ({ from: file, to: resolve(base, file, request), ...how })),
  );
  return { files, imports };
}

/**
 * @param {string} base
 * @param {string} folder
 * @returns {readonly string[]}
 */
function sourcesOf(base, folder) {
  return readdirSync(join(base, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(base, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** @type {(base: string, file: string) => string} */
const read = (base, file) => readFileSync(join(base, file), 'utf8');

/**
 * @param {string} file
 * @param {string} text
 * @returns {readonly { request: string, typesOnly: boolean, atOnce: boolean }[]}
 */
function requests(file, text) {
  const { module, errors } = parseSync(file, text);
  const [error] = errors;
  if (error) throw new Error(`${file} cannot be parsed: ${error.message}`);
  const declared = module.staticImports.map(({ moduleRequest, entries }) => ({
    request: moduleRequest.value,
    // Without a name it is imported for its effects.
    typesOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    atOnce: true,
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ request: moduleRequest.value, typesOnly: isType, atOnce: true }] : [],
    ),
  );
  const inline = [...text.matchAll(INLINE)].map(([, , request]) => ({
    request: request ?? '',
    typesOnly: false,
    atOnce: false,
  }));
  return [...declared, ...passedOn, ...inline];
}

/**
 * @param {string} base
 * @param {string} from
 * @param {string} request
 * @returns {string}
 */
function resolve(base, from, request) {
  if (isBuiltin(request)) return request.startsWith('node:') ? request : `node:${request}`;
  if (request.startsWith('#')) return resolveSubpath(base, request);
  if (!request.startsWith('.')) {
    const name = request.split('/', request.startsWith('@') ? 2 : 1).join('/');
    return `${existsSync(join(base, 'node_modules', name)) ? 'npm' : 'missing'}:${request}`;
  }
  // A query (`./x.svg?url`) is the bundler's business.
  const file = posix.join(posix.dirname(from), request.replace(/\?.*$/, ''));
  return existsSync(join(base, file)) ? file : `missing:${request}`;
}

/**
 * Resolves a subpath import by the `imports` of package.json, each of which ends in `/*`.
 *
 * @param {string} base
 * @param {string} request
 * @returns {string}
 */
function resolveSubpath(base, request) {
  /** @type {{ imports?: Record<string, string> }} */
  const { imports = {} } = JSON.parse(read(base, 'package.json'));
  for (const [pattern, target] of Object.entries(imports)) {
    const prefix = pattern.slice(0, -1);
    if (!request.startsWith(prefix)) continue;
    const file = posix.normalize(target.slice(0, -1) + request.slice(prefix.length));
    if (existsSync(join(base, file))) return file;
  }
  return `missing:${request}`;
}
