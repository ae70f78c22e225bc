import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { compilePattern, prepareName } from '../../engine/pattern/compile.ts';
import { expand, type PatternPart, parsePattern } from '../../engine/pattern/parse.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { memory } from './memory.ts';

type Kind = 'resource' | 'account';

const exactly = statement<{ kind: Kind; names: string }>()((value, db) =>
  db
    .selectFrom('fact_name')
    .select('id')
    .where('kind', '=', value('kind'))
    .where('folded', 'in', sql<string>`(select value from json_each(${value('names')}))`),
);

const like = statement<{ kind: Kind; from: string; to: string; shape: string }>()((value, db) =>
  db
    .selectFrom('fact_name')
    .select(['id', 'folded'])
    .where('kind', '=', value('kind'))
    .where('folded', '>=', value('from'))
    .where('folded', '<', value('to'))
    .where(sql<boolean>`folded like ${value('shape')} escape '\\'`),
);

/** Sorts after every name: names cannot contain this character. */
const AFTER_ALL = '\u{10FFFF}';

const newest = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_name').select((e) => e.fn.max('id').as('id')),
);

/** How many patterns are cached with the names that they match. */
const MOST_PATTERNS = 32;

// The names that a pattern matches, up to the newest name seen. Names are only added and never changed.
interface Matched {
  readonly newest: number | null;
  readonly ids: readonly number[];
}
const matched = memory(() => new LRUCache<string, Matched>({ max: MOST_PATTERNS }));

/**
 * The ids of the dictionary names that a pattern matches, by the engine's rules. An invalid pattern matches nothing.
 * The page and the counts of a list ask for the same pattern at each change of the desk, so recent results are cached.
 */
export function matchNames(db: ReadDb, kind: Kind, pattern: string): readonly number[] {
  const known = matched(db);
  const key = `${kind} ${pattern}`;
  const last = db.first(newest({}))?.id ?? null;
  const kept = known.get(key);
  const match = kept?.newest === last ? kept : { newest: last, ids: readMatches(db, kind, pattern) };
  known.set(key, match);
  return match.ids;
}

// A pattern without a wildcard is looked up. For others, SQLite reads only names with the same beginning that could
// match, and the engine tests those.
function readMatches(db: ReadDb, kind: Kind, pattern: string): number[] {
  const parsed = parsePattern(pattern);
  const compiled = compilePattern(pattern);
  if (!parsed.ok || !compiled.ok) return [];
  const alternatives = expand(parsed.parts);
  const literal = alternatives.filter((parts) => parts.every(isLiteral));
  const ids = new Set<number>();
  if (literal.length > 0)
    for (const { id } of db.all(exactly({ kind, names: JSON.stringify(literal.map(beginning)) }))) ids.add(id);
  for (const parts of alternatives) {
    if (parts.every(isLiteral)) continue;
    const from = beginning(parts);
    // If stars are the only wildcards, LIKE alone decides.
    const certain = parts.every((part) => part.kind === 'literal' || part.kind === 'star');
    for (const { id, folded } of db.all(like({ kind, from, to: from + AFTER_ALL, shape: shapeOf(parts) })))
      if (!ids.has(id) && (certain || compiled.pattern.match(prepareName(folded)) !== null)) ids.add(id);
  }
  return [...ids];
}

const isLiteral = (part: PatternPart) => part.kind === 'literal';

// The beginning shared by all names that match.
function beginning(parts: readonly PatternPart[]): string {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'literal') break;
    text += part.character;
  }
  return text;
}

// The pattern for LIKE. It matches every name that the pattern matches, and perhaps more.
function shapeOf(parts: readonly PatternPart[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'literal') return part.character.replace(/[\\%_]/, '\\$&');
      return part.kind === 'star' ? '%' : '_';
    })
    .join('');
}
