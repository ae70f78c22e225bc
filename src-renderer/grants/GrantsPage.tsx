import { Button } from '@mantine/core';
import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Grant } from '#contract/grants.ts';
import { t } from '#texts/texts.ts';
import { grantPages, grantQuery } from '../app/queries/grants.ts';
import { oversees } from '../app/roles.ts';
import { useMe, useNow } from '../app/session.ts';
import { Chips, chip } from '../ui/Chips.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { dayEnd, dayOf, secondsBetween } from '../ui/time.ts';
import { VirtualList } from '../ui/VirtualList.tsx';
import { CheckAccess } from './CheckAccess.tsx';
import { type GrantAction, GrantDialog } from './GrantDialog.tsx';
import { GrantRow } from './GrantRow.tsx';
import classes from './GrantsPage.module.css';
import { type GrantShow, grantFilters, grantShows } from './search.ts';

const route = getRouteApi('/grants');

/** How often a list that time alone changes is read again, in milliseconds. */
const PACE_MS = 60_000;

// In whole minutes: it is part of the query's key, and each new key is a new query.
function useSecondsLeftToday(): number {
  const now = useNow();
  return Math.max(Math.ceil(secondsBetween(now, dayEnd(dayOf(now))) / 60), 1) * 60;
}

function nothingHere(show: GrantShow, text: string, all: boolean): string {
  if (text !== '') return t('grants.noMatch', { text });
  // An approver who was led here has seen a grant of another person.
  return show === 'all' && !all ? t('grants.nothingYours') : t(`grants.nothing.${show}`);
}

/** Access that was given: how much time is left, and how it ended. */
export function GrantsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const show = search.show ?? 'active';
  const text = search.text ?? '';
  const secondsLeftToday = useSecondsLeftToday();
  const list = useInfiniteQuery({
    ...grantPages(grantFilters(show, text, secondsLeftToday)),
    ...(show === 'hour' ? { refetchInterval: PACE_MS } : {}),
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  // Approvers are led to grants that are in no list of theirs, and others to grants that are not read yet.
  const wanted = list.isSuccess && !items.some(({ id }) => id === search.grant) ? search.grant : undefined;
  const apart = useQuery({ ...grantQuery(wanted ?? ''), ...(wanted === undefined ? { queryFn: skipToken } : {}) });
  const [asked, setAsked] = useState<{ readonly grant: Grant; readonly action: GrantAction } | null>(null);
  const [checking, setChecking] = useState(false);
  const all = me !== null && oversees(me);

  return (
    <Page
      list
      title={t('grants.title')}
      lead={t(all ? 'grants.leadAll' : 'grants.lead')}
      actions={
        <Button variant="default" onClick={() => setChecking(true)}>
          {t('grants.checkAccess')}
        </Button>
      }
      filters={
        <>
          <Chips label={t('grants.filters')}>
            {grantShows
              .filter((filter) => all || (filter !== 'review' && filter !== 'reviewed'))
              .map((filter) => (
                <Link
                  key={filter}
                  to="/grants"
                  search={{ text: search.text, show: filter }}
                  replace
                  className={chip}
                  activeProps={{}}
                  aria-current={filter === show ? 'true' : undefined}
                >
                  {t(`grants.show.${filter}`)}
                </Link>
              ))}
          </Chips>
          <SearchBox
            label={t('grants.search')}
            text={text}
            w={240}
            onText={(typed) =>
              void navigate({
                to: '/grants',
                search: { ...search, text: typed.trim() === '' ? undefined : typed },
                replace: true,
              })
            }
          />
        </>
      }
    >
      {wanted === undefined || apart.data === undefined ? null : (
        <section className={classes.apart} aria-label={t('grants.apart')}>
          <p className={`meta ${classes.caption}`}>{t('grants.apart')}</p>
          <GrantRow grant={apart.data} me={me} marked onAsk={(action) => setAsked({ grant: apart.data, action })} />
        </section>
      )}
      {wanted === undefined || apart.error === null ? null : (
        <div className={classes.refused}>
          <RefusalNote refusal={apart.error.refusal} />
        </div>
      )}
      {list.isPending ? (
        <SkeletonRows count={8} height={52} />
      ) : list.isError ? (
        <RefusalNote refusal={list.error.refusal} />
      ) : items.length === 0 ? (
        <Empty title={nothingHere(show, text, all)}>
          {t(show === 'active' && text === '' ? 'grants.howItOpens' : 'grants.otherFilter')}
        </Empty>
      ) : (
        <VirtualList
          label={t('grants.list')}
          items={items}
          keyOf={(grant) => grant.id}
          rowHeight={52}
          row={(grant) => (
            <GrantRow
              grant={grant}
              me={me}
              marked={grant.id === search.grant}
              onAsk={(action) => setAsked({ grant, action })}
            />
          )}
          more={list}
          current={items.findIndex((grant) => grant.id === search.grant)}
        />
      )}
      {asked === null ? null : (
        <GrantDialog
          {...asked}
          // The current grant: the dialog confirms what the list shows.
          grant={[...items, apart.data].find((one) => one?.id === asked.grant.id) ?? asked.grant}
          onClose={() => setAsked(null)}
        />
      )}
      {checking && me !== null ? <CheckAccess me={me} onClose={() => setChecking(false)} /> : null}
    </Page>
  );
}
