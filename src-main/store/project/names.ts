import { fold } from '../../engine/text/fold.ts';
import type { WriteTx } from '../connection.ts';
import { findName, type NameKind } from '../queries/names.ts';
import { statement } from '../statement.ts';

const insert = statement<{ kind: NameKind; folded: string }>()((value, db) =>
  db.insertInto('fact_name').values({ kind: value('kind'), folded: value('folded') }),
);

/**
 * The id of a resource or account name in the dictionary; adds the name if it is new. SQLite counts ids up without gaps,
 * because none is ever deleted, so every replay gives the same ones. Small ids keep sets of names small.
 */
export function nameId(tx: WriteTx, kind: NameKind, name: string): number {
  const folded = fold(name);
  return findName(tx, kind, folded) ?? tx.add(insert({ kind, folded }));
}
