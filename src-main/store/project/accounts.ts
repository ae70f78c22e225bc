import type { Account } from '#contract/accounts.ts';
import { type DeskEvent, MAX_ACCOUNTS_IN_EVENT } from '#contract/events.ts';
import { fold } from '../../engine/text/fold.ts';
import { words } from '../../engine/text/words.ts';
import type { WriteTx } from '../connection.ts';
import { findAccountRow } from '../queries/accounts.ts';
import { statement } from '../statement.ts';

type ImportEvent = Extract<DeskEvent, { type: 'accounts.imported' }>;

const insert = statement<Account & { number: number; resourceFolded: string; accountFolded: string }>()((value, db) =>
  db.insertInto('fact_account').values({
    number: value('number'),
    resource: value('resource'),
    account: value('account'),
    resource_folded: value('resourceFolded'),
    account_folded: value('accountFolded'),
    kind: value('kind'),
    owner: value('owner'),
  }),
);

const update = statement<{ number: number; kind: string | null; owner: string | null }>()((value, db) =>
  db
    .updateTable('fact_account')
    .set({ kind: value('kind'), owner: value('owner') })
    .where('number', '=', value('number')),
);

const index = statement<{ number: number; words: string }>()((value, db) =>
  db.insertInto('search_account').values({ rowid: value('number'), words: value('words') }),
);

// The index does not store the text, so the caller must supply the words to remove.
const unindex = statement<{ number: number; words: string; command: 'delete' }>()((value, db) =>
  db
    .insertInto('search_account')
    .values({ search_account: value('command'), rowid: value('number'), words: value('words') }),
);

const begin = statement<{ id: string; accounts: number; sequence: number }>()((value, db) =>
  db
    .insertInto('fact_account_import')
    .values({ id: value('id'), parts: 1, accounts: value('accounts'), last_sequence: value('sequence') }),
);

const goOn = statement<{ id: string; accounts: number; sequence: number }>()((value, db) =>
  db
    .updateTable('fact_account_import')
    .set((row) => ({
      parts: row('parts', '+', 1),
      accounts: row('accounts', '+', value('accounts')),
      last_sequence: value('sequence'),
    }))
    .where('id', '=', value('id')),
);

/** Updates the inventory with one part of an import. */
export function projectAccounts(tx: WriteTx, { sequence, data }: ImportEvent): void {
  const progress = { id: data.importId, accounts: data.rows.length, sequence };
  tx.run(data.part === 1 ? begin(progress) : goOn(progress));
  for (const [place, row] of data.rows.entries()) put(tx, row, sequence * MAX_ACCOUNTS_IN_EVENT + place);
}

function put(tx: WriteTx, row: Account, number: number): void {
  const names = { resourceFolded: fold(row.resource), accountFolded: fold(row.account) };
  const known = findAccountRow(tx, names);
  if (!known) {
    tx.run(insert({ ...row, ...names, number }));
    tx.run(index({ number, words: wordsOf(row) }));
    return;
  }
  tx.run(unindex({ number: known.number, words: wordsOf(known), command: 'delete' }));
  tx.run(update({ number: known.number, kind: row.kind, owner: row.owner }));
  tx.run(index({ number: known.number, words: wordsOf({ ...known, kind: row.kind, owner: row.owner }) }));
}

function wordsOf({ resource, account, kind, owner }: Account): string {
  return [...new Set(words([resource, account, kind, owner].join(' ')))].join(' ');
}
