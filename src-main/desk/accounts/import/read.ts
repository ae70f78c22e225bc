import { setImmediate as pause } from 'node:timers/promises';
import { type AccountFormat, type AccountInput, accountRow, MAX_ACCOUNT_ROWS } from '#contract/accounts.ts';
import type { ImportProblem } from '#contract/people.ts';
import { accountKey } from '../../../engine/account/import.ts';
import { readLongCsv } from '../../importing/csv.ts';
import { type Columns, readHeader } from '../../importing/header.ts';
import { fieldsOf } from '../../kernel/fields.ts';
import { readJson } from './json.ts';

/** A row of a file of accounts. */
export interface FileRow {
  readonly line: number;
  readonly row: AccountInput;
}

/** The accounts of a file, and whatever is wrong with it as a file. */
export interface AccountsFile {
  readonly rows: readonly FileRow[];
  /** In the order of the lines. */
  readonly problems: readonly ImportProblem[];
}

type Column = 'resource' | 'account' | 'kind' | 'owner';

const COLUMNS: Columns<Column> = {
  required: ['resource', 'account'],
  optional: ['kind', 'owner'],
  sentence:
    'The first line must name the columns resource and account, and may name kind and owner, with commas between them.',
};

const EMPTY = 'There is nothing in this file.';
const UNREADABLE = 'a character of this could not be read. Save the file as UTF-8.';
const TOO_MANY = `This and the lines after it are too many: a file holds at most ${MAX_ACCOUNT_ROWS.toLocaleString('en')} accounts. Import them in several files.`;

/** How many rows are looked at before others have their turn. */
const PIECE = 1_000;

/** Reads a file: each value must be what `accounts.import` would take, and no account comes twice. */
export async function readAccounts(text: string, format: AccountFormat): Promise<AccountsFile> {
  if (text.trim() === '') return { rows: [], problems: [{ line: 1, message: EMPTY }] };
  const { records, fault } = await (format === 'csv' ? csvRecords(text) : jsonRecords(text));
  const extra = records[MAX_ACCOUNT_ROWS];
  if (extra) return { rows: [], problems: [{ line: extra.line, message: TOO_MANY }] };
  const rows: FileRow[] = [];
  const problems: ImportProblem[] = [];
  const lineOf = new Map<string, number>();
  for (const [index, { line, input, wrong }] of records.entries()) {
    if (index % PIECE === PIECE - 1) await pause();
    const read = accountRow.safeParse(input);
    const found = [...wrong, ...(read.success ? [] : sentencesOf(fieldsOf(read.error)))];
    if (read.success) {
      const key = accountKey(read.data);
      const earlier = lineOf.get(key);
      if (earlier === undefined) lineOf.set(key, line);
      else found.push(`The account ${read.data.account} on ${read.data.resource} is in line ${earlier} already.`);
      if (found.length === 0) rows.push({ line, row: read.data });
    }
    for (const message of found) problems.push({ line, message });
  }
  return { rows, problems: fault ? [...problems, fault] : problems };
}

interface Records {
  readonly records: readonly {
    readonly line: number;
    readonly input: unknown;
    readonly wrong: readonly string[];
  }[];
  readonly fault: ImportProblem | null;
}

async function csvRecords(text: string): Promise<Records> {
  const { records, fault } = await readLongCsv(text, MAX_ACCOUNT_ROWS + 2);
  const [first, ...others] = records;
  if (!first) return { records: [], fault: fault ?? { line: 1, message: EMPTY } };
  const header = readHeader(first, COLUMNS);
  if (!header.ok) return { records: [], fault: header.problem };
  const { columns } = header;
  return {
    records: others.map(({ line, values }) => ({
      line,
      input: Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ''])),
      wrong: wrongWith(values, columns),
    })),
    fault,
  };
}

function wrongWith(values: readonly string[], columns: readonly Column[]): readonly string[] {
  const unreadable = columns.filter((_, index) => values[index]?.includes('\uFFFD') === true);
  return [
    ...(values.length > columns.length
      ? [`This line has ${values.length} values, and the header names ${columns.length} columns.`]
      : []),
    ...unreadable.map((column) => `${column}: ${UNREADABLE}`),
  ];
}

async function jsonRecords(text: string): Promise<Records> {
  const { records, fault } = readJson(text);
  return { records: records.map(({ line, value }) => ({ line, input: value, wrong: [] })), fault };
}

function sentencesOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields).map(([field, text]) =>
    field === 'input'
      ? 'This must be an object with resource and account, and perhaps kind and owner.'
      : `${field}: ${text}`,
  );
}
