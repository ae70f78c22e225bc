import type Database from 'better-sqlite3';

/** Whether the file notes that this release of SQLite has written to it. */
export function writerIsNoted(database: Database.Database): boolean {
  const noted = database.prepare('SELECT 1 FROM local_writer WHERE sqlite_version = ?').get(sqliteVersion(database));
  return noted !== undefined;
}

/**
 * Notes the SQLite release that is about to write to the file, in its first writing transaction: from then on the
 * header may carry its number (bytes 96 to 99). Does nothing if the tables do not exist yet.
 */
export function noteWriter(database: Database.Database): void {
  const table = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'local_writer'`).get();
  if (table === undefined) return;
  database.prepare('INSERT OR IGNORE INTO local_writer VALUES (?)').run(sqliteVersion(database));
}

/** Notes the schema cookie (bytes 40 to 43 of the header) that the current transaction leaves behind. */
export function noteSchema(database: Database.Database): void {
  database.prepare('DELETE FROM local_schema').run();
  database.prepare('INSERT INTO local_schema SELECT schema_version FROM pragma_schema_version').run();
}

// SQLITE_VERSION_NUMBER, as in the header: 3.54.1 is 3054001.
function sqliteVersion(database: Database.Database): number {
  const [major = 0, minor = 0, patch = 0] = String(database.prepare('SELECT sqlite_version()').pluck().get())
    .split('.')
    .map(Number);
  return major * 1_000_000 + minor * 1_000 + patch;
}
