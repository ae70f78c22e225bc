import { useQuery } from '@tanstack/react-query';
import type { AccessRequest } from '#contract/requests.ts';
import { requestQuery } from '../app/queries/requests.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { ActionBar } from './ActionBar.tsx';
import { DetailSkeleton } from './DetailSkeleton.tsx';
import { GrantLine } from './GrantLine.tsx';
import { PolicyLine } from './PolicyLine.tsx';
import classes from './RequestDetail.module.css';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestHead } from './RequestHead.tsx';
import { Steps } from './Steps.tsx';
import { Timeline } from './Timeline.tsx';
import { WhatNext } from './WhatNext.tsx';

interface RequestDetailProps {
  readonly id: string;
  /** What the list knows of it already, shown until the desk has answered. */
  readonly fromList: AccessRequest | undefined;
}

/** One request: who wants what, how far it is, what is missing, and what the viewer can do about it. */
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
