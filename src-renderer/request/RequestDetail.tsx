import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { requestQuery } from '../app/queries/requests.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { ActionBar } from './ActionBar.tsx';
import { GrantLine } from './GrantLine.tsx';
import { PolicyLine } from './PolicyLine.tsx';
import classes from './RequestDetail.module.css';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestHead } from './RequestHead.tsx';
import { Steps } from './Steps.tsx';
import { Thread } from './Thread.tsx';
import { Timeline } from './Timeline.tsx';
import { WhatNext } from './WhatNext.tsx';

interface RequestDetailProps {
  readonly id: string;
  /** The request as the list has it, shown until the desk has answered. */
  readonly fromList: AccessRequest | undefined;
}

/** One request: its facts, its progress, and the viewer's actions. */
export function RequestDetail({ id, fromList }: RequestDetailProps) {
  const { data: request, error } = useQuery({
    ...requestQuery(id),
    ...(fromList === undefined ? {} : { placeholderData: fromList }),
  });
  if (error !== null)
    return (
      <div className={classes.note}>
        <RefusalNote refusal={error.refusal} />
      </div>
    );
  if (request === undefined) return <DetailSkeleton />;
  return (
    <article className={classes.detail} aria-labelledby="request-subject">
      <div className={classes.content}>
        <RequestHead request={request} />
        <RequestFacts request={request} />
        <Thread request={request} />
        <Steps request={request} />
        <WhatNext request={request} />
        {request.grant === null ? null : <GrantLine grant={request.grant} />}
        <PolicyLine request={request} />
        <Timeline request={request} />
      </div>
      <ActionBar request={request} />
    </article>
  );
}

/** The space of a request that is still loading. */
function DetailSkeleton() {
  return (
    <div className={classes.content} aria-busy="true">
      <VisuallyHidden>{t('ui.loading')}</VisuallyHidden>
      <Skeleton height={28} width="80%" />
      <Skeleton height={20} width="45%" />
      <Skeleton height={60} />
      <Skeleton height={44} />
      <Skeleton height={44} />
      <Skeleton height={20} width="60%" />
    </div>
  );
}
