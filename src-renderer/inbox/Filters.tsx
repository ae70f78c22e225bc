import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { requestCountsQuery } from '../app/queries.ts';
import { Chips, chip, chipCount } from '../ui/Chips.tsx';
import { type RequestsSearch, type Show, scopeFor, shows } from './search.ts';

const words: Record<Show, string> = {
  waiting: 'Waiting on me',
  open: 'Open',
  approved: 'Approved',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
  expired: 'Expired',
  all: 'All',
};

interface FiltersProps {
  readonly to: '/inbox' | '/mine';
  readonly show: Show;
  readonly search: RequestsSearch;
}

/** The document's five filters with their counts, and what waits for the viewer before them. */
export function Filters({ to, show, search }: FiltersProps) {
  const mine = to === '/mine';
  const { data: counts } = useQuery(requestCountsQuery(scopeFor(search.text ?? '', mine)));
  const countOf = (filter: Show): string => {
    if (filter === 'all') return '';
    const count = counts?.[filter === 'waiting' ? 'waitingOnMe' : filter];
    if (count === undefined) return '…';
    return counts?.capped === true && count >= 10_000 ? '10,000+' : count.toLocaleString();
  };
  return (
    <Chips label="Filters">
      {shows
        .filter((filter) => !(mine && filter === 'waiting'))
        .map((filter) => (
          <Link
            key={filter}
            to={to}
            search={{ ...search, show: filter }}
            replace
            className={chip}
            activeProps={{}}
            aria-current={filter === show ? 'true' : undefined}
          >
            {words[filter]}
            {filter === 'all' ? null : <span className={chipCount}>{countOf(filter)}</span>}
          </Link>
        ))}
    </Chips>
  );
}
