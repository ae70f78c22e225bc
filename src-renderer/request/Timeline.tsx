import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AccessRequest, TimelineEntry } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { timelinePages } from '../app/queries/requests.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { When } from '../ui/When.tsx';
import classes from './Timeline.module.css';

type Tone = 'approved' | 'rejected' | 'waiting' | 'stuck' | 'bypass' | 'ended';

// Only events that decide something, or block it, have a colour; the sentence says the same.
const tones: Partial<Record<TimelineEntry['type'], Tone>> = {
  'request.approved': 'approved',
  'step.completed': 'approved',
  'grant.started': 'approved',
  'request.rejected': 'rejected',
  'grant.revoked': 'rejected',
  'request.cancelled': 'ended',
  'request.expired': 'ended',
  'grant.expired': 'ended',
  'grant.released': 'ended',
  'request.stuck': 'stuck',
  'request.unstuck': 'waiting',
  'request.bypassed': 'bypass',
  'bypass.reviewed': 'bypass',
};

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  return (
    <li className={classes.entry} data-tone={tones[entry.type]}>
      <span className={`tabular meta ${classes.at}`}>
        <When at={entry.at} />
      </span>
      <span className={classes.mark} aria-hidden />
      <span className={classes.said}>
        {entry.sentence}
        {entry.comment === null ? null : <q className={`words ${classes.comment}`}>{entry.comment}</q>}
      </span>
    </li>
  );
}

interface TimelineProps {
  readonly request: AccessRequest;
}

/** The events of a request, and those around it that affected it, in order. */
export function Timeline({ request }: TimelineProps) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(timelinePages(request.id));
  const entries = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.timeline} aria-labelledby="request-history">
      <h3 id="request-history">{t('request.history.label')}</h3>
      {error === null ? null : <RefusalNote refusal={error.refusal} />}
      {data === undefined && error === null ? (
        <Skeleton height={60} />
      ) : (
        <ol aria-label={t('request.history.label')}>
          {entries.map((entry) => (
            <Entry key={entry.sequence} entry={entry} />
          ))}
        </ol>
      )}
      {hasNextPage ? (
        <Button
          variant="default"
          size="compact-sm"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          className={classes.more ?? ''}
        >
          {t('request.history.more')}
        </Button>
      ) : null}
    </section>
  );
}
