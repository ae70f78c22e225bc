import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Enrolment, Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { enrolmentsQuery, peoplePages } from '../app/queries/people.ts';
import { administers } from '../app/roles.ts';
import { Empty } from '../ui/Empty.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { CodeDialog } from './CodeDialog.tsx';
import { PersonDialog } from './PersonDialog.tsx';
import { type PersonQuestion, PersonRow } from './PersonRow.tsx';
import { StatusDialog } from './StatusDialog.tsx';
import type { shownKeys } from './search.ts';

interface PeopleListProps {
  readonly text: string;
  /** The state of the key that the people shown have; all people without it. */
  readonly shown: (typeof shownKeys)[number] | undefined;
  readonly me: Person | null;
  /** Whether people here have keys of their own. */
  readonly real: boolean;
}

const notYet: ReadonlyMap<string, Enrolment> = new Map();

/** Everyone on the desk, disabled people included. */
export function PeopleList({ text, shown, me, real }: PeopleListProps) {
  const keeps = me !== null && administers(me);
  const list = useInfiniteQuery(
    peoplePages({
      ...(text.trim() === '' ? {} : { text }),
      ...(shown === undefined ? {} : { key: shown, status: 'enabled' }),
    }),
  );
  const { data: enrolments = notYet } = useQuery({ ...enrolmentsQuery(), enabled: real && keeps });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [asked, setAsked] = useState<{ readonly person: Person; readonly what: PersonQuestion } | null>(null);
  const close = () => setAsked(null);

  if (list.isPending) return <SkeletonRows count={8} height={44} />;
  if (list.isError) return <RefusalNote refusal={list.error.refusal} />;
  if (items.length === 0 && text.trim() === '' && shown !== undefined)
    return <Empty title={t(`people.keys.nobody.${shown}`)}>{t('people.keys.nobodyAdvice')}</Empty>;
  if (items.length === 0) return <Empty title={t('people.noMatch', { text })}>{t('people.noMatchAdvice')}</Empty>;
  return (
    <>
      <VirtualList
        label={t('people.list')}
        items={items}
        keyOf={(person) => person.id}
        rowHeight={44}
        row={(person) => (
          <PersonRow
            person={person}
            me={me}
            keeps={keeps}
            enrolments={real && keeps ? enrolments : null}
            onAsk={(what) => setAsked({ person, what })}
          />
        )}
        more={list}
      />
      {asked?.what === 'edit' ? <PersonDialog person={asked.person} keeps={keeps} onClose={close} /> : null}
      {asked?.what === 'status' ? <StatusDialog person={asked.person} onClose={close} /> : null}
      {asked?.what === 'code' ? (
        <CodeDialog person={asked.person} enrolment={enrolments.get(asked.person.id)} onClose={close} />
      ) : null}
    </>
  );
}
