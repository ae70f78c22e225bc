import { accountInputs, type ListedAccount } from '#contract/accounts.ts';
import type { Role } from '#contract/people.ts';
import type { Page } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import type { Matcher } from '../../engine/policy/match.ts';
import { countAccounts, listAccounts } from '../../store/queries/accountList.ts';
import type { AccountRow } from '../../store/queries/accounts.ts';
import { ok, paged, reads, refuse } from '../kernel/usecase.ts';
import { POLICY_READERS } from '../policies/view.ts';

const readsPolicies = (role: Role): boolean => POLICY_READERS.some((reader) => reader === role);

function view({ number: _, ...account }: AccountRow, matcher: Matcher | null): ListedAccount {
  if (!matcher) return account;
  const policy = matcher.winner(account.resource, account.account);
  return { ...account, policy: policy && { id: policy.id, name: policy.name, version: policy.version } };
}

function viewPage(page: Page<AccountRow> | null, matcher: Matcher | null): Page<ListedAccount> | null {
  return page && { ...page, items: page.items.map((row) => view(row, matcher)) };
}

export const accountList = {
  list: reads(accountInputs.list, {}, ({ core, db, person }, { coverage, ...filters }) => {
    const sees = readsPolicies(person.role);
    if (coverage === undefined)
      return paged(viewPage(listAccounts(db, filters, null), sees ? core.caches.matcher(db) : null));
    if (!sees) return refuse(refusal('FORBIDDEN', t('desk.accounts.coverageForbidden')));
    const wanted = coverage === 'gated' ? 1 : 0;
    return core.caches.coverage.with((now, { order, gated }) => {
      const shown = { order, has: (place: number) => gated[place] === wanted };
      return paged(viewPage(listAccounts(now, filters, shown), core.caches.matcher(now)));
    });
  }),
  counts: reads(accountInputs.counts, { roles: POLICY_READERS }, ({ core }, { text }) =>
    core.caches.coverage.with((db, { order, gated }) => {
      const found = countAccounts(db, text, { order, has: (place) => gated[place] === 1 });
      return ok({ all: found.all, gated: found.shown, ungated: found.all - found.shown });
    }),
  ),
};
