import { sql } from 'kysely';
import { compilePattern, prepareName } from '../../engine/pattern/compile.ts';
import { expand, type Part, parsePattern } from '../../engine/pattern/parse.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

type Kind = 'resource' | 'account';

const exactly = statement<{ kind: Kind; names: string }, { id: number }>((value, db) =>
  db
    .selectFrom('fact_name')
    .select('id')
    .where('kind', '=', value('kind'))
    .where('folded', 'in', sql<string>`(select value from json_each(${value('names')}))`),
);

const like = statement<{ kind: Kind; from: string; to: string; shape: string }, { id: number; folded: string }>(
  (value, db) =>
    db
      .selectFrom('fact_name')
      .select(['id', 'folded'])
      .where('kind', '=', value('kind'))
      .where('folded', '>=', value('from'))
      .where('folded', '<', value('to'))
      .where(sql<boolean>`folded like ${value('shape')} escape '\\'`),
);

/** Comes after every name: a character that names cannot hold. */
const AFTER_ALL = '\u{10FFFF}';

/**
 * The ids of the names in the dictionary that a pattern matches, as the engine matches them. What has no wildcard is
 * looked up; of the rest, SQLite reads only names with the same beginning, and those that could match are shown to
 * the engine. A pattern that is not valid matches nothing.
 */
export function matchNames(db: ReadDb, kind: Kind, pattern: string): number[] {
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
    // Where stars are the only wildcards, LIKE says all there is to say.
    const certain = parts.every((part) => part.kind === 'literal' || part.kind === 'star');
    for (const { id, folded } of db.all(like({ kind, from, to: from + AFTER_ALL, shape: shapeOf(parts) })))
      if (!ids.has(id) && (certain || compiled.pattern.match(prepareName(folded)) !== null)) ids.add(id);
  }
  return [...ids];
}

const isLiteral = (part: Part) => part.kind === 'literal';

// What every name that matches begins with.
function beginning(parts: readonly Part[]): string {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'literal') break;
    text += part.character;
  }
  return text;
}

// The pattern as LIKE understands it: everything that it matches, and perhaps more.
function shapeOf(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'literal') return part.character.replace(/[\\%_]/, '\\$&');
      return part.kind === 'star' ? '%' : '_';
    })
    .join('');
}
