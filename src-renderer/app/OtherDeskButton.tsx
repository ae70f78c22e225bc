import { Button } from '@mantine/core';
import { t } from '#texts/texts.ts';
import { askForOtherDesk } from './otherDesk.ts';

/** Leads to the other desks of this machine, from a page on which nobody is signed in. */
export function OtherDeskButton() {
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => askForOtherDesk('desk')}>
      {t('app.otherDesk')}
    </Button>
  );
}
