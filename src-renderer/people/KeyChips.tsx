import { Link } from '@tanstack/react-router';
import { t } from '#texts/texts.ts';
import { Chips, chip } from '../ui/Chips.tsx';
import { type PeopleSearch, shownKeys } from './search.ts';

interface KeyChipsProps {
  readonly search: PeopleSearch;
}

/** Shows only the people with one state of their key. */
export function KeyChips({ search }: KeyChipsProps) {
  return (
    <Chips label={t('people.keys.label')}>
      {([undefined, ...shownKeys] as const).map((key) => (
        <Link
          key={key ?? 'all'}
          to="/people"
          search={{ ...search, key }}
          replace
          activeOptions={{ exact: true }}
          className={chip}
          activeProps={{}}
          aria-current={key === search.key ? 'true' : undefined}
        >
          {t(`people.keys.${key ?? 'all'}`)}
        </Link>
      ))}
    </Chips>
  );
}
