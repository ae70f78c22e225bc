import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import { requestQuery } from '../app/queries/requests.ts';
import { useMe } from '../app/session.ts';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { NewRequestForm } from './NewRequestForm.tsx';
import classes from './NewRequestPage.module.css';
import { startingWith } from './newRequest.ts';

const route = getRouteApi('/new');

/** The form for a new request: empty, or filled in from a closed one. */
export function NewRequestPage(): ReactNode {
  const search = route.useSearch();
  const me = useMe();
  const { again } = search;
  const before = useQuery({ ...requestQuery(again ?? ''), enabled: again !== undefined });
  return (
    <Page title={t('request.new.title')} lead={t('request.new.lead')}>
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
