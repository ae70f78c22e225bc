import { groupInputs } from '#contract/groups.ts';
import { everTaken, type ImportProblem, MAX_IMPORT_ROWS } from '#contract/people.ts';
import { newUsername } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import type { PersonRow } from '../../../engine/people/import.ts';
import { fold } from '../../../engine/text/fold.ts';
import { type CsvRecord, readCsv, readInnerList } from '../../importing/csv.ts';
import { type Columns, readHeader } from '../../importing/header.ts';
import { fieldsOf } from '../../kernel/fields.ts';

/** The people of a file, and what is wrong with the file. */
export interface PeopleFile {
  readonly rows: readonly PersonRow[];
  readonly problems: readonly ImportProblem[];
}

type Column = 'username' | 'name' | 'email' | 'role' | 'groups';

const COLUMNS: Columns<Column> = {
  required: ['username', 'name', 'email', 'role'],
  optional: ['groups'],
  sentence: 'importing.people.header',
};

/**
 * Reads a CSV text with a header row. Each value must be one that `people.create` or `groups.create` accepts, but for the
 * username of somebody who has it already; usernames may not repeat.
 */
export function readPeople(csv: string): PeopleFile {
  const { records, fault } = readCsv(csv, MAX_IMPORT_ROWS + 2);
  const [first, ...others] = records;
  if (!first) return { rows: [], problems: [fault ?? { line: 1, message: t('importing.people.empty') }] };
  const header = readHeader(first, COLUMNS);
  if (!header.ok) return { rows: [], problems: [header.problem] };
  const extra = others[MAX_IMPORT_ROWS];
  if (extra)
    return {
      rows: [],
      problems: [{ line: extra.line, message: t('importing.people.tooMany', { most: MAX_IMPORT_ROWS }) }],
    };
  const rows: PersonRow[] = [];
  const problems: ImportProblem[] = [];
  const lineOf = new Map<string, number>();
  for (const record of others) {
    const { row, username, wrong } = readRow(record, header.columns);
    const folded = fold(username);
    const earlier = lineOf.get(folded);
    if (earlier !== undefined) wrong.push(t('importing.people.repeated', { username, line: earlier }));
    else if (folded !== '') lineOf.set(folded, record.line);
    problems.push(...wrong.map((message) => ({ line: record.line, message })));
    if (row && wrong.length === 0) rows.push(row);
  }
  return { rows, problems: fault ? [...problems, fault] : problems };
}

interface ReadRow {
  /** Null if a value is wrong. */
  readonly row: PersonRow | null;
  /** Empty if it cannot be read. */
  readonly username: string;
  /** What is wrong, in sentences. */
  readonly wrong: string[];
}

function readRow({ line, values }: CsvRecord, columns: readonly Column[]): ReadRow {
  const tooMany = values.length - columns.length;
  const named = new Map(columns.map((column, index) => [column, values[index] ?? '']));
  const value = (column: Column) => named.get(column) ?? '';
  const person = everTaken.safeParse({
    username: value('username'),
    name: value('name'),
    email: value('email'),
    role: value('role'),
  });
  const groups = readGroups(value('groups'));
  const wrong = [
    ...(tooMany > 0 ? [t('importing.tooManyValues', { values: values.length, columns: columns.length })] : []),
    ...[...named]
      .filter(([, text]) => text.includes('\uFFFD'))
      .map(([column]) => t('importing.unreadable', { column })),
    ...(person.success ? [] : Object.entries(fieldsOf(person.error)).map(([field, text]) => `${field}: ${text}`)),
    ...groups.wrong,
  ];
  const username = everTaken.shape.username.safeParse(value('username')).data ?? '';
  const unquoted = value('groups').includes(';') && !value('groups').includes('"') ? value('groups') : null;
  const row = person.success
    ? { line, ...person.data, groups: groups.names, unquoted, wrongIfNew: wrongIfNew(person.data.username) }
    : null;
  return { row, username, wrong };
}

function wrongIfNew(username: string): string[] {
  const parsed = newUsername.safeParse(username);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => `username: ${message}`);
}

function readGroups(value: string): { readonly names: readonly string[]; readonly wrong: readonly string[] } {
  const names = new Map<string, string>();
  const wrong = new Set<string>();
  const list = readInnerList(value);
  if (list === null) return { names: [], wrong: [t('importing.people.groupList')] };
  for (const text of list.filter((part) => part.trim() !== '')) {
    const name = groupInputs.create.shape.name.safeParse(text);
    if (name.success) names.set(fold(name.data), name.data);
    else for (const { message } of name.error.issues) wrong.add(`groups: ${message}`);
  }
  return { names: [...names.values()], wrong: [...wrong] };
}
