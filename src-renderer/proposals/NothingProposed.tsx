import { t } from '#texts/texts.ts';
import { useFourEyes } from '../app/session.ts';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import type { ProposalShow } from './search.ts';

interface NothingProposedProps {
  readonly show: ProposalShow;
}

/** Says why a list of proposals is empty, and where to go from there. */
export function NothingProposed({ show }: NothingProposedProps) {
  const fourEyes = useFourEyes();
  return (
    <Empty title={t(`proposals.nothing.${show}`)}>
      {show !== 'open' && show !== 'all' ? (
        <p>{t('proposals.nothing.otherFilter')}</p>
      ) : fourEyes ? (
        <p>{t('proposals.nothing.on')}</p>
      ) : (
        <>
          <p>{t('proposals.nothing.off')}</p>
          <LinkButton to="/settings" variant="default" size="compact-sm" mt="sm">
            {t('proposals.nothing.settings')}
          </LinkButton>
        </>
      )}
    </Empty>
  );
}
