import { CsvError, type CsvErrorCode, type Options, parse as parser } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { ImportProblem } from '#contract/people.ts';

/** A record of a CSV text. */
export interface CsvRecord {
  /** The line that it begins in, from 1; a record has several where a quoted value does. */
  readonly line: number;
  /** Without the blanks around them. */
  readonly values: readonly string[];
}

export interface CsvText {
  readonly records: readonly CsvRecord[];
  /** Where the text stops being CSV, and why; the records are those before. Null when all of it is. */
  readonly fault: ImportProblem | null;
}

/** Most bytes of one record; a longer one is no row that somebody meant, and takes long to read. */
const MOST_OF_RECORD = 100_000;

/** Reads at most `limit` records of a CSV text (RFC 4180), passing over blank lines; a byte order mark and any kind of line end will do. */
export function readCsv(text: string, limit: number): CsvText {
  const reading = begin(text, limit);
  try {
    parse(reading.lines, reading.options);
    return { records: reading.records, fault: null };
  } catch (error) {
    return { records: reading.records, fault: reading.faultOf(error) };
  }
}

/** Reads the value of a cell that is a list with `;` in between, its items quoted as in CSV where they hold one; null when it is none. */
export function readInnerList(value: string): readonly string[] | null {
  if (!value.includes('"')) return value.split(';');
  try {
    const [list = []] = parse(value, { delimiter: ';', trim: true, relax_column_count: true });
    return list;
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** How many characters of a long text are read before others have their turn. */
const PIECE = 100_000;

/** Reads like {@link readCsv}, piece by piece, so that whatever else this thread has to do goes on. */
export async function readLongCsv(text: string, limit: number): Promise<CsvText> {
  const reading = begin(text, limit);
  const { lines, records } = reading;
  const fault = await new Promise<unknown>((resolve) => {
    const stream = parser(reading.options);
    stream
      .on('error', resolve)
      .on('end', () => resolve(null))
      .resume();
    const feed = (at: number) => {
      if (stream.destroyed || stream.readableEnded) return;
      if (at >= lines.length) {
        stream.end();
        return;
      }
      stream.write(lines.slice(at, at + PIECE), () => setImmediate(feed, at + PIECE));
    };
    feed(0);
  });
  return { records, fault: fault === null ? null : reading.faultOf(fault) };
}

function begin(text: string, limit: number) {
  // The parser counts a line end of two characters twice where it stands between quotes.
  const lines = text.replaceAll(/\r\n?/g, '\n');
  const records: CsvRecord[] = [];
  let read = 0;
  const options = {
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    record_delimiter: '\n',
    to: limit,
    max_record_size: MOST_OF_RECORD,
    on_record(values: string[], { lines: last }: { readonly lines: number }) {
      read = last;
      const inside = values.reduce((count, value) => count + value.split('\n').length - 1, 0);
      records.push({ line: last - inside, values: values.map((value) => value.trim()) });
      return null;
    },
  } satisfies Options<string[]>;
  return {
    lines,
    records,
    options,
    /** What ended the reading; throws whatever is no fault of the text. */
    faultOf(error: unknown): ImportProblem {
      if (!(error instanceof CsvError)) throw error;
      return { line: firstAfter(lines, read), message: SENTENCES[error.code] ?? UNREADABLE };
    },
  };
}

const UNREADABLE = 'From here on this cannot be read as CSV.';
const UNENDED =
  'A quoted value that begins here does not end as it should: inside of it a quotation mark is written twice, and after it comes a comma or the end of the line.';
const SENTENCES: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark begins a value here, and none ends it.',
  CSV_INVALID_CLOSING_QUOTE: UNENDED,
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: UNENDED,
  CSV_MAX_RECORD_SIZE:
    'What begins here is longer than a row can be. Perhaps a quotation mark begins a value and none ends it.',
  INVALID_OPENING_QUOTE:
    'There is a quotation mark inside a value here. Put the whole value in quotation marks, and write the inner one twice.',
};

// The first line with something in it after the one that was read last: there the record begins that could not be read.
function firstAfter(text: string, read: number): number {
  const lines = text.split('\n');
  const found = lines.findIndex((line, index) => index >= read && line.trim() !== '');
  return (found < 0 ? read : found) + 1;
}
