import { Button } from '@mantine/core';
import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Grant } from '#contract/grants.ts';
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

const words: Record<GrantShow, string> = {
  active: 'Active',
  hour: 'Ends within 1 h',
  today: 'Ends today',
  expired: 'Expired',
  revoked: 'Revoked',
  released: 'Released',
  review: 'Break-glass to review',
  reviewed: 'Break-glass reviewed',
  all: 'All',
};

const nothing: Record<GrantShow, string> = {
  active: 'No access is open.',
  hour: 'No access ends within the next hour.',
  today: 'No access ends today.',
  expired: 'No access has run out.',
  revoked: 'No access was revoked.',
  released: 'No access was given back.',
  review: 'No break-glass waits for a review.',
  reviewed: 'No break-glass was reviewed.',
  all: 'No access was ever given.',
};

// Others have their own, and an approver has just come from one of them.
const nothingOfMine: Record<GrantShow, string> = { ...nothing, all: 'No access was ever given to you.' };

/** How often a list that time alone changes is read again, in milliseconds. */
const PACE_MS = 60_000;

// In whole minutes: it is part of what is asked for, and what is asked for is read anew.
function useSecondsLeftToday(): number {
  const now = useNow();
  return Math.max(Math.ceil(secondsBetween(now, dayEnd(dayOf(now))) / 60), 1) * 60;
}

/** Access that was given: how much of it is left, and how it ended. */
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
      title="Grants"
      lead={all ? 'Access that was given, on the whole desk.' : 'Access that was given to you.'}
      actions={
        <Button variant="default" onClick={() => setChecking(true)}>
          Check access…
        </Button>
      }
      filters={
        <>
          <Chips label="Filters">
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
                  {words[filter]}
                </Link>
              ))}
          </Chips>
          <SearchBox
            label="Search grants"
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
        <section className={classes.apart} aria-label="The grant you came for">
          <p className={`meta ${classes.caption}`}>The grant of the request that you came from</p>
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
        <Empty title={text === '' ? (all ? nothing : nothingOfMine)[show] : `Nothing here matches “${text}”.`}>
          {show === 'active' && text === ''
            ? 'Access opens when the last approval of a request is given.'
            : 'Try another of the filters above.'}
        </Empty>
      ) : (
        <VirtualList
          label="Grants"
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
          // As it stands now: what is confirmed is what the list shows.
          grant={[...items, apart.data].find((one) => one?.id === asked.grant.id) ?? asked.grant}
          onClose={() => setAsked(null)}
        />
      )}
      {checking && me !== null ? <CheckAccess me={me} onClose={() => setChecking(false)} /> : null}
    </Page>
  );
}
