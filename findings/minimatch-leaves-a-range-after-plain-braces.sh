#!/bin/sh
# Braces without a comma or a range are ordinary characters. After them minimatch still expands a choice ({b,c}), but leaves a range
# ({1..3}) as it is, so that "{a}{1..3}" matches itself and not {a}1. bash expands both. Exits 0 while that holds. Needs npm and bash.
set -eu
command -v bash >/dev/null || { echo 'There is no bash.'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts minimatch@11.0.9 brace-expansion@5.0.13 || { echo 'The packages cannot be installed.'; exit 2; }
cat >script.mjs <<'JS'
import { braceExpand } from 'minimatch';
console.log(braceExpand(process.argv[2]).join(' '));
JS
choice=$(node script.mjs '{a}{b,c}') range=$(node script.mjs '{a}{1..3}')
shell=$(bash -c 'echo {a}{1..3}')
echo "subject: minimatch 11.0.9 with brace-expansion 5.0.13, beside $(bash -c 'echo bash $BASH_VERSION')"
echo 'expected: {a}{1..3} becomes {a}1 {a}2 {a}3, as {a}{b,c} becomes {a}b {a}c'
echo "seen: minimatch: {a}{b,c} becomes $choice; {a}{1..3} becomes $range; bash: $shell"
[ "$choice" = '{a}b {a}c' ] && [ "$range" = '{a}{1..3}' ] && [ "$shell" = '{a}1 {a}2 {a}3' ]
