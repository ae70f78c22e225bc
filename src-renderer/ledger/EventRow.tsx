import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { LedgerEvent } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { shownName } from '../ui/names.ts';
import { When } from '../ui/When.tsx';
import classes from './EventRow.module.css';

interface EventRowProps {
  readonly event: LedgerEvent;
}

/** One event: its type, its actor and its time; its data and hashes on demand. */
export function EventRow({ event }: EventRowProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.event} open={open} onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>
        <IconChevronRight size={14} stroke={2} aria-hidden className={classes.mark} />
        <span className={`tabular dim ${classes.sequence}`}>{event.sequence}</span>
        <span className="mono">{event.type}</span>
        <span className={classes.cut}>
          {event.actor === null ? <span className="dim">{t('ledger.theDesk')}</span> : shownName(event.actor)}
        </span>
        <span className="tabular">
          <When at={event.at} />
        </span>
        <span className={`mono dim ${classes.hash}`}>{t('ledger.shortHash', { hash: event.hash.slice(0, 12) })}</span>
      </summary>
      {open ? <EventMore event={event} /> : null}
    </details>
  );
}

function EventMore({ event }: EventRowProps) {
  return (
    <div className={classes.more}>
      {event.reason === undefined ? null : <p>{event.reason}</p>}
      <pre className="mono">{JSON.stringify(event.data, null, 2)}</pre>
      <dl>
        <dt>{t('ledger.hash')}</dt>
        <dd className="mono">{event.hash}</dd>
        <dt>{t('ledger.previous')}</dt>
        <dd className="mono">{event.previousHash ?? t('ledger.first')}</dd>
      </dl>
    </div>
  );
}
