import type { ImportProblem } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { fold } from '../../engine/text/fold.ts';
import type { CsvRecord } from './csv.ts';

/** The columns of a file in order, or what is wrong with its header line. */
export type Header<C extends string> =
  | { readonly ok: true; readonly columns: readonly C[] }
  | { readonly ok: false; readonly problem: ImportProblem };

/** The columns that a file must have and may have. */
export interface Columns<C extends string> {
  readonly required: readonly C[];
  readonly optional: readonly C[];
  /** The text that says how the first line must look. */
  readonly sentence: 'importing.accounts.header' | 'importing.people.header';
}

/** Most unknown columns that the problem names, and most characters of each. */
const MOST_NAMED = 10;
const MOST_CHARACTERS = 40;

/** Reads the header line. Columns may stand in any order, in upper or lower case. */
export function readHeader<C extends string>(
  { line, values }: CsvRecord,
  { required, optional, sentence }: Columns<C>,
): Header<C> {
  const columns = [...required, ...optional];
  const found = values.map(fold).map((folded) => columns.find((column) => column === folded) ?? null);
  const unknown = values.filter((_, index) => found[index] === null);
  const known = found.filter((column) => column !== null);
  const wrong = [
    ['missing', required.filter((column) => !known.includes(column))],
    ['unknown', unknown.slice(0, MOST_NAMED).map((name) => `“${[...name].slice(0, MOST_CHARACTERS).join('')}”`)],
    ['repeated', columns.filter((column) => known.filter((other) => other === column).length > 1)],
  ] as const;
  if (wrong.every(([, names]) => names.length === 0)) return { ok: true, columns: known };
  const details = wrong.flatMap(([what, names]) =>
    names.length === 0 ? [] : [t(`importing.columns.${what}`, { names: names.join(', ') })],
  );
  return { ok: false, problem: { line, message: [t(sentence), ...details].join(' ') } };
}
