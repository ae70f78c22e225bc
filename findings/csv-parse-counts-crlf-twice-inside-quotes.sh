#!/bin/sh
# csv-parse reports the line of each record. A line end of two characters (CRLF) counts once between records, but twice inside quotes, so
# every line number after such a value is too high. Exits 0 while that holds. Needs npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts csv-parse@7.0.3 || { echo 'The package cannot be installed.'; exit 2; }
cat >script.mjs <<'JS'
import { parse } from 'csv-parse/sync';
const linesOf = (lineEnd) => {
  const text = ['id,note', '1,"two', 'lines"', '2,plain', ''].join(lineEnd);
  return parse(text, { info: true }).map(({ info }) => info.lines).join(', ');
};
const lf = linesOf('\n');
const crlf = linesOf('\r\n');
console.log('subject: csv-parse 7.0.3');
console.log('expected: the same file gives the same line numbers with LF and with CRLF');
console.log(`seen: LF: ${lf}; CRLF: ${crlf}`);
process.exit(lf === '1, 3, 4' && crlf === '1, 4, 5' ? 0 : 1);
JS
node script.mjs
