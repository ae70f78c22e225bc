import { t } from '#texts/texts.ts';
import { asksForAccess } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { type Show, tokenOf } from './filter/shows.ts';

interface NothingHereProps {
  readonly to: '/inbox' | '/mine';
  readonly line: string;
  /** The choice that is on; null if the line asks for something else. */
  readonly show: Show | null;
  /** Whether the line asks for more than that. */
  readonly more: boolean;
}

/** Says why a list of requests is empty, and where to go from there. */
export function NothingHere({ to, line, show, more }: NothingHereProps) {
  const me = useMe();
  if (more || show === null)
    return (
      <Empty title={t('inbox.nothing.noMatch', { line })}>
        <p>{t('inbox.nothing.searchedIn')}</p>
        <LinkButton to={to} search={{ filter: tokenOf(show ?? 'all') }} variant="default" size="compact-sm" mt="sm">
          {t('inbox.nothing.clearRest')}
        </LinkButton>
      </Empty>
    );
  return (
    <Empty title={t(to === '/mine' ? `inbox.nothingOfMine.${show}` : `inbox.nothing.${show}`)}>
      {show === 'waiting' ? (
        <LinkButton to={to} search={{ filter: tokenOf('open') }} variant="default" size="compact-sm" mt="sm">
          {t('inbox.nothing.seeOpen')}
        </LinkButton>
      ) : to === '/mine' && me !== null && asksForAccess(me) ? (
        <LinkButton to="/new" variant="default" size="compact-sm" mt="sm">
          {t('inbox.nothing.ask')}
        </LinkButton>
      ) : (
        <p>{t('inbox.nothing.otherFilters')}</p>
      )}
    </Empty>
  );
}
