import type { ImportProblem } from '../../../../src-preload/contract/people.ts';
import { fold } from '../../../engine/text/fold.ts';
import type { CsvRecord } from './csv.ts';

const REQUIRED = ['username', 'name', 'email', 'role'] as const;
const columns = [...REQUIRED, 'groups'] as const;
export type Column = (typeof columns)[number];

/** What the values of each row are, in the order of the file; or the one problem with the line that should say so. */
export type Header =
  | { readonly ok: true; readonly columns: readonly Column[] }
  | { readonly ok: false; readonly problem: ImportProblem };

/** Most unknown columns that the problem names, and most characters of each. */
const MOST_NAMED = 10;
const MOST_CHARACTERS = 40;

/** Reads the row that names the columns, in any order and in capitals or small letters. */
export function readHeader({ line, values }: CsvRecord): Header {
  const found = values.map(fold).map((folded) => columns.find((column) => column === folded) ?? null);
  const unknown = values.filter((_, index) => found[index] === null);
  const known = found.filter((column) => column !== null);
  const wrong = [
    ['Missing', REQUIRED.filter((column) => !known.includes(column))],
    ['Unknown', unknown.slice(0, MOST_NAMED).map((name) => `“${[...name].slice(0, MOST_CHARACTERS).join('')}”`)],
    ['Named twice', columns.filter((column) => known.filter((other) => other === column).length > 1)],
  ] as const;
  if (wrong.every(([, names]) => names.length === 0)) return { ok: true, columns: known };
  const details = wrong.flatMap(([what, names]) => (names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`]));
  const message = `The first line must name the columns username, name, email and role, and may name groups, with commas between them. ${details.join(' ')}`;
  return { ok: false, problem: { line, message } };
}
