import { t } from '#texts/texts.ts';
import { type Connection, WriteConnection } from '../connection.ts';
import { migrate, migrationNames } from '../migrate.ts';
import { compareRows, digestOf, type Rows, rawQuery } from './rows.ts';

// ANALYZE adds and removes statistics; they say nothing about the data.
const schemaRows: Rows = {
  name: 'sqlite_schema',
  from: `(SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat[0-9]')`,
  columns: ['type', 'name', 'tbl_name', 'sql'],
  key: ['type', 'name'],
};

/** Whether a workspace has the current tables, or those of an earlier release that still need migrating. */
export type SchemaCheck =
  | { readonly ok: true; readonly newest: boolean }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Compares tables, indexes and so on with those that the same migrations make in an empty database, and the schema
 * cookie in the file header with the noted one.
 */
export async function checkSchema(live: Connection): Promise<SchemaCheck> {
  const applied = live.all(rawQuery<{ name: string }>('SELECT name FROM local_migration ORDER BY name'));
  const last = applied.at(-1)?.name;
  if (last === undefined || applied.some(({ name }, index) => name !== migrationNames[index]))
    return { ok: false, problems: [t('integrity.otherRelease')] };
  const newest = last === migrationNames.at(-1);
  const problems =
    newest && schemaDigest(live) === NEWEST_TABLES ? cookieProblems(live) : await differences(live, last);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, newest };
}

async function differences(live: Connection, upTo: string): Promise<string[]> {
  const expected = await migrated(upTo);
  const problems = schemaProblems(live, expected);
  expected.close();
  return problems;
}

/**
 * The digest of the tables that the newest migration makes, so that opening a workspace need not make them: that takes a
 * hundred milliseconds. Tables with another digest are compared one by one. A test says when a migration has changed it.
 */
export const NEWEST_TABLES = '9a32f6f6a39224c662e911d793f81f1e9ddd3f592fc9062ee275c854eb1d8dec';

/** The digest of a database's tables, indexes and so on. */
export const schemaDigest = (connection: Connection): string => digestOf(schemaRows, connection);

/** The problems with the tables of a workspace, which should equal those of `expected`, and with the schema cookie. */
export function schemaProblems(live: Connection, expected: Connection): string[] {
  const differences = [...compareRows(schemaRows, live, expected)].flatMap((difference) => difference ?? []);
  return [...differences, ...cookieProblems(live)];
}

// Applying all migrations takes a hundred milliseconds; copying the result takes one.
const images = new Map<string, Buffer>();

/** The name of the newest migration: which tables there are. */
export const newestTables = (): string => migrationNames.at(-1) ?? '';

/** A new in-memory database with the current tables, or with those of the migration `upTo`. */
export async function migrated(upTo = migrationNames.at(-1) ?? ''): Promise<WriteConnection> {
  const image = images.get(upTo) ?? (await imageOf(upTo));
  images.set(upTo, image);
  return WriteConnection.memory(image);
}

async function imageOf(upTo: string): Promise<Buffer> {
  const connection = WriteConnection.memory();
  try {
    const problem = await migrate(connection.database, upTo);
    if (problem !== null) throw new Error(`The tables could not be made in memory: ${problem}`);
    return connection.database.serialize();
  } finally {
    connection.close();
  }
}

function cookieProblems(live: Connection): string[] {
  const noted = live.first(
    rawQuery<{ noted: number | null; found: number }>(
      'SELECT (SELECT cookie FROM local_schema) AS noted, schema_version AS found FROM pragma_schema_version',
    ),
  );
  return noted && noted.noted === noted.found
    ? []
    : [
        t('integrity.header.damaged', {
          count: 4,
          first: 40,
          last: 43,
          field: t('integrity.header.field.schemaCookie'),
          found: t('integrity.header.instead', { found: String(noted?.found), expected: String(noted?.noted) }),
        }),
      ];
}
