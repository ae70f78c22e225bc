import { setImmediate as pause } from 'node:timers/promises';
import { type AccountFormat, type AccountInput, accountRow, MAX_ACCOUNT_ROWS } from '#contract/accounts.ts';
import type { ImportProblem } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
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

/** The accounts of a file, and what is wrong with the file. */
export interface AccountsFile {
  readonly rows: readonly FileRow[];
  /** By line, in ascending order. */
  readonly problems: readonly ImportProblem[];
}

type Column = 'resource' | 'account' | 'kind' | 'owner';

const COLUMNS: Columns<Column> = {
  required: ['resource', 'account'],
  optional: ['kind', 'owner'],
  sentence: 'importing.accounts.header',
};

/** How many rows to read before yielding to other work. */
const PIECE = 1_000;

/** Reads a file. Each value must be one that `accounts.import` accepts, and no account may repeat. */
export async function readAccounts(text: string, format: AccountFormat): Promise<AccountsFile> {
  if (text.trim() === '') return { rows: [], problems: [{ line: 1, message: t('importing.empty') }] };
  const { records, fault } = await (format === 'csv' ? csvRecords(text) : jsonRecords(text));
  const extra = records[MAX_ACCOUNT_ROWS];
  if (extra)
    return {
      rows: [],
      problems: [{ line: extra.line, message: t('importing.accounts.tooMany', { most: MAX_ACCOUNT_ROWS }) }],
    };
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
      else
        found.push(
          t('importing.accounts.repeated', { account: read.data.account, resource: read.data.resource, line: earlier }),
        );
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
  if (!first) return { records: [], fault: fault ?? { line: 1, message: t('importing.empty') } };
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
      ? [t('importing.tooManyValues', { values: values.length, columns: columns.length })]
      : []),
    ...unreadable.map((column) => t('importing.unreadable', { column })),
  ];
}

// A file that is not UTF-8 was decoded with U+FFFD in place of what could not be read.
function unreadableIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, text]: [string, unknown]) =>
    typeof text === 'string' && text.includes('\uFFFD') ? [t('importing.unreadable', { column: field })] : [],
  );
}

async function jsonRecords(text: string): Promise<Records> {
  const { records, fault } = readJson(text);
  return { records: records.map(({ line, value }) => ({ line, input: value, wrong: unreadableIn(value) })), fault };
}

function sentencesOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields).map(([field, text]) =>
    field === 'input' ? t('importing.accounts.mustBeObject') : `${field}: ${text}`,
  );
}
