import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountCountsQuery } from '../app/queries/accounts.ts';
import { Chips, chip, chipCount } from '../ui/Chips.tsx';
import type { AccountsSearch } from './search.ts';

interface CoverageChipsProps {
  readonly search: AccountsSearch;
}

const choices = [
  { show: undefined, word: 'All', count: 'all' },
  { show: 'gated', word: 'Gated', count: 'gated' },
  { show: 'ungated', word: 'Ungated', count: 'ungated' },
] as const;

/** All accounts, those that a policy gates, and those that none does, with how many there are. */
export function CoverageChips({ search }: CoverageChipsProps) {
  const text = search.text?.trim() ?? '';
  const { data: counts } = useQuery(accountCountsQuery(text === '' ? {} : { text }));
  return (
    <Chips label="Filters">
      {choices.map(({ show, word, count }) => (
        <Link
          key={word}
          to="/accounts"
          search={{ ...search, show }}
          replace
          // “All” is the address without a choice, which every other one begins with.
          activeOptions={{ exact: true }}
          className={chip}
          activeProps={{}}
          aria-current={show === search.show ? 'true' : undefined}
        >
          {word}
          <span className={chipCount}>{counts?.[count].toLocaleString() ?? '…'}</span>
        </Link>
      ))}
    </Chips>
  );
}
