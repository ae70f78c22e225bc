import type { ImportProblem } from '#contract/people.ts';
import { fold } from '../../engine/text/fold.ts';
import type { CsvRecord } from './csv.ts';

/** What the values of each row are, in the order of the file; or the one problem with the line that should say so. */
export type Header<C extends string> =
  | { readonly ok: true; readonly columns: readonly C[] }
  | { readonly ok: false; readonly problem: ImportProblem };

/** The columns that a file must have and may have. */
export interface Columns<C extends string> {
  readonly required: readonly C[];
  readonly optional: readonly C[];
  /** What the first line should be, in a sentence. */
  readonly sentence: string;
}

/** Most unknown columns that the problem names, and most characters of each. */
const MOST_NAMED = 10;
const MOST_CHARACTERS = 40;

/** Reads the row that names the columns, in any order and in capitals or small letters. */
export function readHeader<C extends string>(
  { line, values }: CsvRecord,
  { required, optional, sentence }: Columns<C>,
): Header<C> {
  const columns = [...required, ...optional];
  const found = values.map(fold).map((folded) => columns.find((column) => column === folded) ?? null);
  const unknown = values.filter((_, index) => found[index] === null);
  const known = found.filter((column) => column !== null);
  const wrong = [
    ['Missing', required.filter((column) => !known.includes(column))],
    ['Unknown', unknown.slice(0, MOST_NAMED).map((name) => `“${[...name].slice(0, MOST_CHARACTERS).join('')}”`)],
    ['Named twice', columns.filter((column) => known.filter((other) => other === column).length > 1)],
  ] as const;
  if (wrong.every(([, names]) => names.length === 0)) return { ok: true, columns: known };
  const details = wrong.flatMap(([what, names]) => (names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`]));
  return { ok: false, problem: { line, message: `${sentence} ${details.join(' ')}` } };
}
