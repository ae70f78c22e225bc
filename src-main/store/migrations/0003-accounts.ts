/**
 * The inventory of accounts. Names stand in the rows themselves, and not in `fact_name`: filters of requests try their patterns on every name there, and nobody
 * has asked for most accounts. `number` is made of the event and the row that an account came in by, so that a replay gives it again.
 */
export const accounts = `
CREATE TABLE fact_account (
  number INTEGER PRIMARY KEY,
  resource TEXT NOT NULL,
  account TEXT NOT NULL,
  resource_folded TEXT NOT NULL,
  account_folded TEXT NOT NULL,
  kind TEXT,
  owner TEXT,
  UNIQUE (resource_folded, account_folded)
) STRICT;

-- How far each import has come; its parts follow one another without a gap.
CREATE TABLE fact_account_import (
  id TEXT PRIMARY KEY,
  parts INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL UNIQUE
) STRICT;

-- Words of resource, account, kind and owner, by number of the account.
CREATE VIRTUAL TABLE search_account USING fts5 (words, content = '', detail = 'none', tokenize = 'ascii', prefix = '3 4 5');
`;
