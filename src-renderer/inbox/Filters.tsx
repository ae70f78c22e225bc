import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { t } from '#texts/texts.ts';
import { type RequestFilters, requestCountsQuery } from '../app/queries/requests.ts';
import { Chips, chip, chipCount } from '../ui/Chips.tsx';
import { type Show, shows, withShow } from './filter/shows.ts';
import type { RequestsSearch } from './search.ts';

/** The desk counts no further. */
const MOST_COUNTED = 10_000;

interface FiltersProps {
  readonly to: '/inbox' | '/mine';
  readonly line: string;
  /** The one that is on; null if the line asks for something else. */
  readonly show: Show | null;
  readonly search: RequestsSearch;
  /** The rest of the filter; each count is within it. */
  readonly scope: Omit<RequestFilters, 'sort'>;
}

/** The choices above a list, with their counts. */
export function Filters({ to, line, show, search, scope }: FiltersProps) {
  const mine = to === '/mine';
  const { data: counts } = useQuery(requestCountsQuery(scope));
  const countOf = (filter: Show): string => {
    if (filter === 'all') return '';
    const count = counts?.[filter === 'waiting' ? 'waitingOnMe' : filter];
    if (count === undefined) return '…';
    return counts?.capped === true && count >= MOST_COUNTED
      ? t('inbox.show.atLeast', { most: MOST_COUNTED })
      : count.toLocaleString();
  };
  return (
    <Chips label={t('inbox.show.label')}>
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
            {t(`inbox.show.${filter}`)}
            {filter === 'all' ? null : <span className={chipCount}>{countOf(filter)}</span>}
          </Link>
        ))}
    </Chips>
  );
}
