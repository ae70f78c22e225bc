import { CloseButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { WhatIf, WhatIfRequest } from '#contract/whatIf.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { type WhatIfFilters, whatIfPages } from '../../../app/queries/policies.ts';
import { shownName } from '../../../ui/names.ts';
import { RefusalNote } from '../../../ui/RefusalNote.tsx';
import { Sentence } from '../../../ui/Sentence.tsx';
import { SkeletonRows } from '../../../ui/SkeletonRows.tsx';
import { State } from '../../../ui/State.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { When } from '../../../ui/When.tsx';
import classes from './whatif.module.css';

const ROW_HEIGHT = 92;

interface RequestsProps {
  readonly run: WhatIf;
  readonly filters: WhatIfFilters;
  readonly title: string;
  readonly count: number;
  readonly onClose: () => void;
}

/** The requests behind a count, the newest first. */
export function Requests({ run, filters, title, count, onClose }: RequestsProps) {
  const list = useInfiniteQuery(whatIfPages(run.id, filters, run.done));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.scrollIntoView({ block: 'nearest' }), []);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section ref={panel} className={classes.requests} aria-label={title}>
      <header>
        <h4>
          {title} <span className="dim tabular">{count.toLocaleString()}</span>
        </h4>
        <CloseButton aria-label={t('policies.whatIf.closeList')} onClick={onClose} />
      </header>
      <div className={classes.list}>
        {list.isPending ? (
          <SkeletonRows count={4} height={ROW_HEIGHT} />
        ) : list.isError ? (
          <RefusalNote refusal={list.error.refusal} />
        ) : (
          <VirtualList
            label={title}
            items={items}
            keyOf={(request) => request.number}
            rowHeight={ROW_HEIGHT}
            row={(request) => <RequestRow request={request} />}
            more={list}
          />
        )}
      </div>
    </section>
  );
}

function RequestRow({ request }: { readonly request: WhatIfRequest }) {
  const { requestId, number, requester, resource, account, durationSeconds, submittedAt, status, from, to, sentence } =
    request;
  return (
    <article className={classes.request}>
      <p>
        <Link to="/inbox" search={{ show: 'all', request: requestId }} className="quiet-link tabular">
          #{number}
        </Link>{' '}
        <span className="mono strong">{resource}</span> <span className="mono">{account}</span>{' '}
        <span className="tabular">{duration(durationSeconds)}</span>
        <span className={classes.state}>
          <State name={status === 'open' ? 'waiting' : status} />
        </span>
      </p>
      <p className="meta">
        <Sentence
          text="policies.whatIf.by"
          values={{
            name: shownName(requester),
            from: from.name,
            version: from.version,
            to: to?.name ?? t('policies.whatIf.noPolicy'),
          }}
          parts={{
            name: <span title={requester.username} />,
            at: <When at={submittedAt} />,
            from: <span className="mono" />,
            to: <span className="mono" />,
          }}
        />
      </p>
      <p>{sentence}</p>
    </article>
  );
}
