import type { ReadDb } from '../connection.ts';
import { lastingStatement } from '../statement.ts';

export type NameKind = 'resource' | 'account';

const byFolded = lastingStatement<{ kind: NameKind; folded: string }>()((value, db) =>
  db.selectFrom('fact_name').select('id').where('kind', '=', value('kind')).where('folded', '=', value('folded')),
);

/**
 * The id of a resource or account name in the dictionary. Undefined if no request ever named it. Pass the name folded.
 */
export function findName(db: ReadDb, kind: NameKind, folded: string): number | undefined {
  return db.first(byFolded({ kind, folded }))?.id;
}

/** An account on a resource, as requests and grants refer to it. */
export interface AccountKey {
  readonly resourceId: number;
  readonly accountId: number;
}

/** The ids of a resource and an account. Undefined if no request ever named one of them. Pass the names folded. */
export function findAccount(db: ReadDb, resource: string, account: string): AccountKey | undefined {
  const resourceId = findName(db, 'resource', resource);
  const accountId = findName(db, 'account', account);
  return resourceId === undefined || accountId === undefined ? undefined : { resourceId, accountId };
}
