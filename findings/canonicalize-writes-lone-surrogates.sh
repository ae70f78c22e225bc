#!/bin/sh
# RFC 8785 (section 3.2.2.2) demands an error for text that is not valid Unicode, such as half of a surrogate pair. The package
# canonicalize escapes it and returns a text. Exits 0 while that holds. Needs npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts canonicalize@3.0.0 || { echo 'The package cannot be installed.'; exit 2; }
cat >script.mjs <<'JS'
import canonicalize from 'canonicalize';
const outcome = (value) => {
  try {
    return canonicalize(value);
  } catch (error) {
    return `error: ${error.message}`;
  }
};
const surrogate = outcome({ text: '\ud800' });
const control = outcome({ number: Number.NaN });
console.log('subject: canonicalize 3.0.0');
console.log('expected: an error for half of a surrogate pair, as there is one for NaN');
console.log(`seen: half of a pair: ${surrogate}; NaN: ${control}`);
process.exit(surrogate === '{"text":"\\ud800"}' && control.startsWith('error') ? 0 : 1);
JS
node script.mjs
