#!/bin/sh
# dependency-cruiser cannot use TypeScript 7 as its parser. Beside it, and without @swc/core, it looks at no TypeScript file, reports no
# violation of any rule and exits 0. Exits 0 while that holds. Needs npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts dependency-cruiser@17.4.3 typescript@7.0.2 || { echo 'The packages cannot be installed.'; exit 2; }
mkdir source
echo "import './b.ts';" >source/a.ts
echo 'export const b: number = 1;' >source/b.ts
cat >rules.cjs <<'JS'
module.exports = {
  forbidden: [{ name: 'a-not-b', severity: 'error', from: { path: 'a[.]ts' }, to: { path: 'b[.]ts' } }],
  options: { tsPreCompilationDeps: true },
};
JS
status=0
output=$(npx depcruise --config rules.cjs source 2>&1) || status=$?
echo 'subject: dependency-cruiser 17.4.3 beside TypeScript 7.0.2'
echo 'expected: the forbidden import from a.ts to b.ts is reported, or the run fails because it could read nothing'
echo "seen: exit status $status; $output"
[ "$status" -eq 0 ] && case $output in *'(0 modules'*) ;; *) exit 1 ;; esac
