import type { Account, AccountInput } from '#contract/accounts.ts';
import type { FactOf } from '#contract/events.ts';
import type { ImportId } from '#contract/scalars.ts';
import { looksLikePattern, patternFor } from '../pattern/dialects.ts';
import { fold } from '../text/fold.ts';

/** What a row comes to. */
export interface PlannedAccount {
  readonly action: 'add' | 'update' | 'unchanged';
  /** The account as it is from here on. */
  readonly account: Account;
  /** What changes, in words: `owner: dba → platform`. */
  readonly changes: readonly string[];
}

/**
 * What tells one account from all others: both names folded. Between them stands a character that no name holds, so two accounts never
 * share one.
 */
export function accountKey({ resource, account }: Pick<Account, 'resource' | 'account'>): string {
  return `${fold(resource)}\n${fold(account)}`;
}

/**
 * What a row does to the account that it names, if there is one: what it leaves out stays as it is, null takes it away, and names stay as
 * they were written first.
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
    if (before === null) return [`${detail}: ${after}`];
    return [after === null ? `${detail}: ${before} is taken away` : `${detail}: ${before} → ${after}`];
  });
  if (!known) return { action: 'add', account, changes };
  return { action: changes.length > 0 ? 'update' : 'unchanged', account, changes };
}

/** Says of the names of an account that they are written as patterns are, and taken as names; a sentence for each. */
export function patternWarnings(account: Pick<Account, 'resource' | 'account'>): string[] {
  return (['resource', 'account'] as const)
    .filter((field) => looksLikePattern(account[field]))
    .map((field) => {
      const name = account[field];
      return `${field}: “${name}” is taken as a name, not as a pattern: it stands for one ${field}, with exactly these characters. If many are meant, leave this row out and write the pattern in a policy. A policy for this one alone says ${patternFor(name)}.`;
    });
}

/** The events of one import: of accounts that are new or different, at most so many in each. */
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
