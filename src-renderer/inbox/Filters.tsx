import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type RequestFilters, requestCountsQuery } from '../app/queries/requests.ts';
import { Chips, chip, chipCount } from '../ui/Chips.tsx';
import { type Show, shows, withShow } from './filter/shows.ts';
import type { RequestsSearch } from './search.ts';

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
  readonly line: string;
  /** Which of them is on; null when the line asks for something else. */
  readonly show: Show | null;
  readonly search: RequestsSearch;
  /** What is asked whichever of them is on; the counts count within it. */
  readonly scope: Omit<RequestFilters, 'sort'>;
}

/** The document's five filters with their counts, and what waits for the viewer before them. */
export function Filters({ to, line, show, search, scope }: FiltersProps) {
  const mine = to === '/mine';
  const { data: counts } = useQuery(requestCountsQuery(scope));
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
            search={{ filter: withShow(line, filter), request: search.request }}
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
