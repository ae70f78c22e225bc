#!/bin/sh
# Kysely's CompiledQuery<Row> does not use Row in any member, so TypeScript takes a query for one row type as a query for any other.
# Exits 0 while that holds. Needs npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts kysely@0.29.9 typescript@7.0.2 || { echo 'The packages cannot be installed.'; exit 2; }
cat >compiled.ts <<'TS'
import type { CompiledQuery } from 'kysely';
declare const query: CompiledQuery<{ readonly id: number }>;
export const other: CompiledQuery<{ readonly name: string }> = query;
TS
# The control: the row type of a builder is checked.
cat >builder.ts <<'TS'
import type { SelectQueryBuilder } from 'kysely';
declare const query: SelectQueryBuilder<{ t: { id: number } }, 't', { id: number }>;
export const other: SelectQueryBuilder<{ t: { id: number } }, 't', { name: string }> = query;
TS
accepts() { npx tsc --noEmit --strict --module nodenext --skipLibCheck "$1" >"$1.log" && echo yes || echo no; }
compiled=$(accepts compiled.ts) builder=$(accepts builder.ts)
echo 'subject: kysely 0.29.9, checked by TypeScript 7.0.2'
echo 'expected: neither a compiled query nor a query builder can be assigned to a variable for other rows'
echo "seen: accepted for a compiled query: $compiled; for a query builder: $builder"
[ "$compiled" = yes ] && [ "$builder" = no ]
