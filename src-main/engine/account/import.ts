import type { Account, AccountInput } from '#contract/accounts.ts';
import type { FactOf } from '#contract/events.ts';
import type { ImportId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { looksLikePattern, patternFor } from '../pattern/dialects.ts';
import { fold } from '../text/fold.ts';

/** What an import does with one row. */
export interface PlannedAccount {
  readonly action: 'add' | 'update' | 'unchanged';
  /** The account after the import. */
  readonly account: Account;
  /** What changes, in words: `owner: dba → platform`. */
  readonly changes: readonly string[];
}

/**
 * The unique key of an account: both names folded, separated by a line break. No name contains one, so two accounts never share
 * a key.
 */
export function accountKey({ resource, account }: Pick<Account, 'resource' | 'account'>): string {
  return `${fold(resource)}\n${fold(account)}`;
}

/**
 * Plans one row against the account that it names, if that exists. A field that the row leaves out keeps its value, null removes
 * it. Names keep the spelling of the first import.
 */
export function planAccount(row: AccountInput, known: Account | undefined): PlannedAccount {
  const { kind, owner } = row;
  const account: Account = {
    resource: known?.resource ?? row.resource,
    account: known?.account ?? row.account,
    kind: kind === undefined ? (known?.kind ?? null) : kind,
    owner: owner === undefined ? (known?.owner ?? null) : owner,
  };
  const changes = (['kind', 'owner'] as const).flatMap((detail) => {
    const [before, after] = [known?.[detail] ?? null, account[detail]];
    if (before === after) return [];
    const field = t(`importing.fields.${detail}`);
    if (before === null) return [t('importing.change.set', { field, after: after ?? '' })];
    return [
      after === null
        ? t('importing.change.removed', { field, before })
        : t('importing.change.changed', { field, before, after }),
    ];
  });
  if (!known) return { action: 'add', account, changes };
  return { action: changes.length > 0 ? 'update' : 'unchanged', account, changes };
}

/** A warning for each name of an account that looks like a pattern; it is taken as a literal name. */
export function patternWarnings(account: Pick<Account, 'resource' | 'account'>): string[] {
  return (['resource', 'account'] as const)
    .filter((field) => looksLikePattern(account[field]))
    .map((field) => {
      const name = account[field];
      return t(`importing.accounts.patternAsName.${field}`, { name, pattern: patternFor(name) });
    });
}

/** The events of one import of new or changed accounts, with at most `mostInEvent` accounts in each. */
export function importFacts(
  importId: ImportId,
  accounts: readonly Account[],
  mostInEvent: number,
): FactOf<'accounts.imported'>[] {
  const parts = Math.ceil(accounts.length / mostInEvent);
  return Array.from({ length: parts }, (_, index) => ({
    type: 'accounts.imported',
    data: { importId, part: index + 1, rows: accounts.slice(index * mostInEvent, (index + 1) * mostInEvent) },
  }));
}
