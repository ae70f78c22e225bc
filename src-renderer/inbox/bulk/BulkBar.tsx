import { Button } from '@mantine/core';
import { t } from '#texts/texts.ts';
import classes from './bulk.module.css';
import type { BulkAction } from './useBulk.ts';

interface BulkBarProps {
  readonly count: number;
  readonly onAct: (action: BulkAction) => void;
  readonly onAll: () => void;
  readonly onClear: () => void;
}

/** The buttons for the selected requests. */
export function BulkBar({ count, onAct, onAll, onClear }: BulkBarProps) {
  return (
    <section className={classes.bar} aria-label={t('inbox.selection.region')}>
      <p role="status">{t('inbox.selection.selected', { count })}</p>
      <Button size="compact-sm" onClick={() => onAct('approve')}>
        {t('inbox.selection.shortApprove')}
      </Button>
      <Button size="compact-sm" variant="default" c="var(--rejected)" onClick={() => onAct('reject')}>
        {t('inbox.selection.shortReject')}
      </Button>
      <Button size="compact-sm" variant="subtle" aria-label={t('inbox.selection.selectAll')} onClick={onAll}>
        {t('inbox.selection.shortSelectAll')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {t('inbox.selection.shortClear')}
      </Button>
    </section>
  );
}
