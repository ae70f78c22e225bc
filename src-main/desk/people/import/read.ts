import { groupInputs } from '#contract/groups.ts';
import { type ImportProblem, MAX_IMPORT_ROWS, peopleInputs } from '#contract/people.ts';
import type { PersonRow } from '../../../engine/people/import.ts';
import { fold } from '../../../engine/text/fold.ts';
import { type CsvRecord, readCsv, readInnerList } from '../../importing/csv.ts';
import { type Columns, readHeader } from '../../importing/header.ts';
import { fieldsOf } from '../../kernel/fields.ts';

/** The people of a file, and whatever is wrong with it as a file. */
export interface PeopleFile {
  readonly rows: readonly PersonRow[];
  readonly problems: readonly ImportProblem[];
}

type Column = 'username' | 'name' | 'email' | 'role' | 'groups';

const COLUMNS: Columns<Column> = {
  required: ['username', 'name', 'email', 'role'],
  optional: ['groups'],
  sentence:
    'The first line must name the columns username, name, email and role, and may name groups, with commas between them.',
};

const TOO_MANY = `This and the lines after it are too many: a file holds at most ${MAX_IMPORT_ROWS.toLocaleString('en')} people. Import them in several files.`;

/** Reads a CSV text with a header row. Each value must be what `people.create` and `groups.create` would take; usernames do not repeat. */
export function readPeople(csv: string): PeopleFile {
  const { records, fault } = readCsv(csv, MAX_IMPORT_ROWS + 2);
  const [first, ...others] = records;
  if (!first) return { rows: [], problems: [fault ?? { line: 1, message: EMPTY }] };
  const header = readHeader(first, COLUMNS);
  if (!header.ok) return { rows: [], problems: [header.problem] };
  const extra = others[MAX_IMPORT_ROWS];
  if (extra) return { rows: [], problems: [{ line: extra.line, message: TOO_MANY }] };
  const rows: PersonRow[] = [];
  const problems: ImportProblem[] = [];
  const lineOf = new Map<string, number>();
  for (const record of others) {
    const { row, username, wrong } = readRow(record, header.columns);
    const folded = fold(username);
    const earlier = lineOf.get(folded);
    if (earlier !== undefined) wrong.push(`The username “${username}” is in line ${earlier} already.`);
    else if (folded !== '') lineOf.set(folded, record.line);
    problems.push(...wrong.map((message) => ({ line: record.line, message })));
    if (row && wrong.length === 0) rows.push(row);
  }
  return { rows, problems: fault ? [...problems, fault] : problems };
}

const EMPTY = 'There is nothing in this file. Its first line must name the columns.';
const UNREADABLE = 'a character of this could not be read. Save the file as UTF-8.';

interface ReadRow {
  /** Null when a value is wrong. */
  readonly row: PersonRow | null;
  /** As far as it can be told; empty when it cannot. */
  readonly username: string;
  /** What is wrong, in sentences. */
  readonly wrong: string[];
}

function readRow({ line, values }: CsvRecord, columns: readonly Column[]): ReadRow {
  const tooMany = values.length - columns.length;
  const named = new Map(columns.map((column, index) => [column, values[index] ?? '']));
  const value = (column: Column) => named.get(column) ?? '';
  const person = peopleInputs.create.safeParse({
    username: value('username'),
    name: value('name'),
    email: value('email'),
    role: value('role'),
  });
  const groups = readGroups(value('groups'));
  const wrong = [
    ...(tooMany > 0 ? [`This line has ${values.length} values, and the header names ${columns.length} columns.`] : []),
    ...[...named].filter(([, text]) => text.includes('\uFFFD')).map(([column]) => `${column}: ${UNREADABLE}`),
    ...(person.success ? [] : Object.entries(fieldsOf(person.error)).map(([field, text]) => `${field}: ${text}`)),
    ...groups.wrong,
  ];
  const username = peopleInputs.create.shape.username.safeParse(value('username')).data ?? '';
  const unquoted = value('groups').includes(';') && !value('groups').includes('"') ? value('groups') : null;
  return { row: person.success ? { line, ...person.data, groups: groups.names, unquoted } : null, username, wrong };
}

const UNREADABLE_LIST =
  'groups: This is no list of names with ; between them. A name that holds a ; stands in quotation marks, which are written twice inside of a quoted value: ""a;b"".';

function readGroups(value: string): { readonly names: readonly string[]; readonly wrong: readonly string[] } {
  const names = new Map<string, string>();
  const wrong = new Set<string>();
  const list = readInnerList(value);
  if (list === null) return { names: [], wrong: [UNREADABLE_LIST] };
  for (const text of list.filter((part) => part.trim() !== '')) {
    const name = groupInputs.create.shape.name.safeParse(text);
    if (name.success) names.set(fold(name.data), name.data);
    else for (const { message } of name.error.issues) wrong.add(`groups: ${message}`);
  }
  return { names: [...names.values()], wrong: [...wrong] };
}
