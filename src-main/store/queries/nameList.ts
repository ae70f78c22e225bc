import { parseSearch, type Search, searchMatches } from '../../engine/text/words.ts';

/** How many rows to read at a time. */
const PIECE = 200;

/**
 * The next rows, by name, that match a text: all rows if there is no text, none if the text has no word. `read` returns
 * the rows that follow a name. Use it only for lists short enough to be read through.
 */
export function matching<T>(
  text: string | undefined,
  after: string,
  count: number,
  list: {
    readonly read: (after: string, limit: number) => readonly T[];
    readonly name: (row: T) => string;
    readonly text: (row: T) => string;
  },
): T[] {
  const search = text === undefined ? undefined : parseSearch(text);
  if (search === null) return [];
  const piece = search === undefined ? count : PIECE;
  const found: T[] = [];
  for (let from: string | undefined = after; from !== undefined && found.length < count; ) {
    const rows: readonly T[] = list.read(from, piece);
    found.push(...rows.filter((row) => finds(search, list.text(row))));
    const last: T | undefined = rows.at(-1);
    from = last === undefined || rows.length < piece ? undefined : list.name(last);
  }
  return found.slice(0, count);
}

function finds(search: Search | undefined, text: string): boolean {
  return search === undefined || searchMatches(search, text);
}
