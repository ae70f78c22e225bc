import { Button } from '@mantine/core';
import classes from './BulkBar.module.css';
import type { BulkAction } from './useBulk.ts';

interface BulkBarProps {
  readonly count: number;
  readonly onAct: (action: BulkAction) => void;
  readonly onAll: () => void;
  readonly onClear: () => void;
}

/** What can be done with the requests that are selected. */
export function BulkBar({ count, onAct, onAll, onClear }: BulkBarProps) {
  return (
    <section className={classes.bar} aria-label="Selected requests">
      <p role="status">{count.toLocaleString()} selected</p>
      <Button size="compact-sm" onClick={() => onAct('approve')}>
        Approve…
      </Button>
      <Button size="compact-sm" variant="default" c="var(--rejected)" onClick={() => onAct('reject')}>
        Reject…
      </Button>
      <Button size="compact-sm" variant="subtle" aria-label="Select all shown" onClick={onAll}>
        Select all
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}
