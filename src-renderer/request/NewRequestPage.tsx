import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { requestQuery } from '../app/queries/requests.ts';
import { useMe } from '../app/session.ts';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { NewRequestForm } from './NewRequestForm.tsx';
import classes from './NewRequestPage.module.css';
import { startingWith } from './newRequest.ts';

const route = getRouteApi('/new');

/** Asks for access, from nothing or like a request that is closed. */
export function NewRequestPage(): ReactNode {
  const search = route.useSearch();
  const me = useMe();
  const { again } = search;
  const before = useQuery({ ...requestQuery(again ?? ''), enabled: again !== undefined });
  return (
    <Page title="New request" lead="Ask for the use of one account on one resource, for a limited time.">
      {again !== undefined && before.isPending ? (
        <div className={classes.columns}>
          <Skeleton height={320} />
        </div>
      ) : (
        <>
          {before.error === null ? null : <RefusalNote refusal={before.error.refusal} />}
          <NewRequestForm
            key={before.data?.id ?? ''}
            initial={startingWith(search, before.data, me)}
            before={before.data}
          />
        </>
      )}
    </Page>
  );
}
