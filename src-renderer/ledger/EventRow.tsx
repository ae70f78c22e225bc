import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { LedgerEvent } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { shownName } from '../ui/names.ts';
import { When } from '../ui/When.tsx';
import classes from './EventRow.module.css';
import { EventText } from './EventText.tsx';

/** The headings above the rows. */
export function EventHeadings() {
  return (
    <div className={`${classes.line} ${classes.headings} meta`}>
      <span>{t('ledger.columns.when')}</span>
      <span>{t('ledger.columns.who')}</span>
      <span>{t('ledger.columns.what')}</span>
      <span className={classes.number}>{t('ledger.columns.event')}</span>
    </div>
  );
}

interface EventRowProps {
  readonly event: LedgerEvent;
}

/** One event: when it happened, who caused it, and what happened, in a sentence; its technical form on demand. */
export function EventRow({ event }: EventRowProps) {
  const [open, setOpen] = useState(false);
  const technicalId = useId();
  const { sequence, at, actor } = event;
  return (
    <div className={classes.event}>
      <div className={classes.line}>
        <span className={`tabular dim ${classes.when}`}>
          <When at={at} />
        </span>
        <span className={classes.who}>
          {actor === null ? <span className="dim">{t('ledger.theDesk')}</span> : shownName(actor)}
        </span>
        <span className={classes.what}>
          <EventText {...event} />
        </span>
        <UnstyledButton
          className={`tabular meta ${classes.number}`}
          aria-label={t('ledger.technical', { sequence })}
          aria-expanded={open}
          {...(open ? { 'aria-controls': technicalId } : {})}
          onClick={() => setOpen(!open)}
        >
          {sequence}
          <IconChevronRight size={14} stroke={2} aria-hidden className={classes.mark} />
        </UnstyledButton>
      </div>
      {open ? (
        <div id={technicalId} className={classes.technical}>
          <Technical event={event} />
        </div>
      ) : null}
    </div>
  );
}

function Technical({ event: { type, at, data, hash, previousHash, reason } }: EventRowProps) {
  return (
    <>
      <dl>
        <dt>{t('ledger.kindOfEvent')}</dt>
        <dd className="mono">{type}</dd>
        <dt>{t('ledger.signedAt')}</dt>
        <dd className="mono">{at}</dd>
        <dt>{t('ledger.hash')}</dt>
        <dd className="mono">{hash}</dd>
        <dt>{t('ledger.previous')}</dt>
        <dd className="mono">{previousHash ?? t('ledger.first')}</dd>
      </dl>
      {reason === undefined ? null : <p>{reason}</p>}
      <pre className="mono">{JSON.stringify(data, null, 2)}</pre>
    </>
  );
}
