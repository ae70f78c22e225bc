import { fold } from '../../engine/text/fold.ts';
import type { WriteTx } from '../connection.ts';
import { findName, type NameKind } from '../queries/names.ts';
import { statement } from '../statement.ts';

const insert = statement<{ id: number; kind: NameKind; folded: string }>()((value, db) =>
  db.insertInto('fact_name').values({ id: value('id'), kind: value('kind'), folded: value('folded') }),
);

/**
 * The id of a resource or account name in the dictionary; adds the name if it is new. An event adds at most one
 * resource and one account, so its sequence makes an id that every replay reproduces.
 */
export function nameId(tx: WriteTx, kind: NameKind, name: string, sequence: number): number {
  const folded = fold(name);
  const known = findName(tx, kind, folded);
  if (known !== undefined) return known;
  const id = sequence * 2 + (kind === 'resource' ? 0 : 1);
  tx.run(insert({ id, kind, folded }));
  return id;
}
