import { CsvError, type CsvErrorCode, type Options, parse as parser } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { ImportProblem } from '#contract/people.ts';
import { t } from '#texts/texts.ts';

/** A record of a CSV text. */
export interface CsvRecord {
  /** The line in which it begins, from 1; a quoted value can span several lines. */
  readonly line: number;
  /** Trimmed. */
  readonly values: readonly string[];
}

export interface CsvText {
  readonly records: readonly CsvRecord[];
  /** Where the text stops being CSV, and why; the records are those before. Null if all of it is CSV. */
  readonly fault: ImportProblem | null;
}

/** Most bytes of one record; a longer one is a mistake, and slow to read. */
const MOST_OF_RECORD = 100_000;

/** Reads at most `limit` records of a CSV text (RFC 4180). Accepts blank lines, a byte order mark and any kind of line end. */
export function readCsv(text: string, limit: number): CsvText {
  const reading = begin(text, limit);
  try {
    parse(reading.lines, reading.options);
    return { records: reading.records, fault: null };
  } catch (error) {
    return { records: reading.records, fault: reading.faultOf(error) };
  }
}

/** Reads a cell that holds a list separated by `;`, whose items may be quoted as in CSV; null if it is not such a list. */
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

/** How many characters of a long text to read before yielding to other work. */
const PIECE = 100_000;

/** Reads like {@link readCsv}, in pieces, so that other work on this thread goes on. */
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
    /** The fault of the text that ended the reading; throws every other error. */
    faultOf(error: unknown): ImportProblem {
      if (!(error instanceof CsvError)) throw error;
      return { line: firstAfter(lines, read), message: t(`importing.csv.${TEXTS[error.code] ?? 'unreadable'}`) };
    },
  };
}

const TEXTS: Partial<Record<CsvErrorCode, 'notClosed' | 'badlyClosed' | 'tooLong' | 'quoteInside'>> = {
  CSV_QUOTE_NOT_CLOSED: 'notClosed',
  CSV_INVALID_CLOSING_QUOTE: 'badlyClosed',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'badlyClosed',
  CSV_MAX_RECORD_SIZE: 'tooLong',
  INVALID_OPENING_QUOTE: 'quoteInside',
};

// The first line that is not blank after the last record read: there the unreadable record begins.
function firstAfter(text: string, read: number): number {
  const lines = text.split('\n');
  const found = lines.findIndex((line, index) => index >= read && line.trim() !== '');
  return (found < 0 ? read : found) + 1;
}
