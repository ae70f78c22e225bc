import { sql } from 'kysely';
import type { Account } from '#contract/accounts.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { EVENT_CODES } from '../eventCodes.ts';
import { idOf } from '../ids.ts';
import { statement } from '../statement.ts';

/** An account as stored. */
export interface AccountRow extends Account {
  readonly number: number;
}

/** The folded resource and account name of an account. */
export interface FoldedNames {
  readonly resourceFolded: string;
  readonly accountFolded: string;
}

const byNames = statement<FoldedNames>()((value, db) =>
  db
    .selectFrom('fact_account')
    .select(['number', 'resource', 'account', 'kind', 'owner'])
    .where('resource_folded', '=', value('resourceFolded'))
    .where('account_folded', '=', value('accountFolded')),
);

/** An account of the inventory by its folded names. */
export function findAccountRow(db: ReadDb, names: FoldedNames): AccountRow | undefined {
  return db.first(byNames(names));
}

const newest = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_event')
    .select('sequence')
    .where('type', '=', EVENT_CODES['accounts.imported'])
    .orderBy('sequence', 'desc')
    .limit(1),
);

/** The newest event about the inventory. 0 if there is none. */
export function accountSequence(db: ReadDb): number {
  return db.first(newest({}))?.sequence ?? 0;
}

/** How far an import has got. */
export interface ImportProgress {
  readonly parts: number;
  readonly accounts: number;
  readonly last_sequence: number;
  /** The time of its newest event. */
  readonly at: string;
  readonly actor_id: PersonId | null;
}

const progress = statement<{ id: string }>()((value, db) =>
  db
    .selectFrom('fact_account_import')
    .innerJoin('fact_event', 'fact_event.sequence', 'fact_account_import.last_sequence')
    .select((e) => ['parts', 'accounts', 'last_sequence', 'at', idOf(e.ref('actor_key')).as('actor_id')])
    .where('id', '=', value('id')),
);

/** How far an import has got. Undefined if no import has the id. */
export function loadImport(db: ReadDb, id: string): ImportProgress | undefined {
  return db.first(progress({ id }));
}

/** A position in the order of the inventory: right behind these names. */
export interface AccountPlace {
  readonly resource: string;
  readonly account: string;
}

/** The position before all accounts: no name is empty. */
export const BEFORE_ALL: AccountPlace = { resource: '', account: '' };

const names = statement<AccountPlace & { limit: number }>()((value, db) =>
  db
    .selectFrom('fact_account')
    .select(['number', 'resource_folded as resource', 'account_folded as account'])
    .where(sql<boolean>`(resource_folded, account_folded) > (${value('resource')}, ${value('account')})`)
    .orderBy('resource_folded')
    .orderBy('account_folded')
    .limit(value('limit')),
);

/** The folded names of the accounts behind a position, in the order of the inventory, up to a limit. */
export function readNames(
  db: ReadDb,
  after: AccountPlace,
  limit: number,
): readonly (AccountPlace & { readonly number: number })[] {
  return db.all(names({ ...after, limit }));
}
