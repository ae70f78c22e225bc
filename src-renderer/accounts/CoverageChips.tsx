import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { t } from '#texts/texts.ts';
import { accountCountsQuery } from '../app/queries/accounts.ts';
import { Chips, chip, chipCount } from '../ui/Chips.tsx';
import type { AccountsSearch } from './search.ts';

interface CoverageChipsProps {
  readonly search: AccountsSearch;
}

const choices = [
  { show: undefined, count: 'all' },
  { show: 'gated', count: 'gated' },
  { show: 'ungated', count: 'ungated' },
] as const;

/** The filters of the inventory, with their counts. */
export function CoverageChips({ search }: CoverageChipsProps) {
  const text = search.text?.trim() ?? '';
  const { data: counts } = useQuery(accountCountsQuery(text === '' ? {} : { text }));
  return (
    <Chips label={t('accounts.show.label')}>
      {choices.map(({ show, count }) => (
        <Link
          key={count}
          to="/accounts"
          search={{ ...search, show }}
          replace
          // “All” is the address without a choice, which every other one begins with.
          activeOptions={{ exact: true }}
          className={chip}
          activeProps={{}}
          aria-current={show === search.show ? 'true' : undefined}
        >
          {t(`accounts.show.${count}`)}
          <span className={chipCount}>{counts?.[count].toLocaleString() ?? '…'}</span>
        </Link>
      ))}
    </Chips>
  );
}
