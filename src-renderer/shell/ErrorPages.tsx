import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';

/** Shown instead of a page that cannot be drawn. */
export function BrokenPage(): ReactNode {
  return (
    <Empty title={t('shell.brokenPage.title')}>
      <p>{t('shell.brokenPage.advice')}</p>
      <Button variant="default" size="compact-sm" mt="sm" onClick={() => window.location.reload()}>
        {t('shell.brokenPage.reload')}
      </Button>
    </Empty>
  );
}

/** Shown for an address that leads nowhere. */
export function MissingPage(): ReactNode {
  return (
    <Empty title={t('shell.missingPage.title')}>
      <LinkButton to="/inbox" variant="default" size="compact-sm" mt="sm">
        {t('shell.missingPage.toInbox')}
      </LinkButton>
    </Empty>
  );
}
