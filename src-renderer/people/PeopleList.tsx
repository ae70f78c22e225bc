import { Button } from '@mantine/core';
import { IconUserCancel } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Person } from '../../src-preload/contract/people.ts';
import { peoplePages } from '../app/queries.ts';
import { administers } from '../app/roles.ts';
import { Empty } from '../ui/Empty.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { PersonDialog } from './PersonDialog.tsx';
import classes from './people.module.css';
import { StandingDialog } from './StandingDialog.tsx';

interface PeopleListProps {
  readonly text: string;
  readonly me: Person | null;
}

/** Everyone on the desk, disabled people included. */
export function PeopleList({ text, me }: PeopleListProps) {
  const list = useInfiniteQuery(peoplePages(text.trim() === '' ? {} : { text }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [asked, setAsked] = useState<{ readonly person: Person; readonly what: 'edit' | 'standing' } | null>(null);
  const keeps = me !== null && administers(me);

  if (list.isPending) return <SkeletonRows count={8} height={44} />;
  if (list.isError) return <RefusalNote refusal={list.error.refusal} />;
  if (items.length === 0)
    return <Empty title={`Nobody matches “${text}”.`}>Try a part of the name, the username or the e-mail.</Empty>;
  return (
    <>
      <VirtualList
        label="People"
        items={items}
        keyOf={(person) => person.id}
        rowHeight={44}
        row={(person) => (
          <div className={classes.row} data-disabled={person.status === 'disabled'}>
            <span className={classes.who}>
              <span className="strong">{person.name}</span> <span className="dim">{person.username}</span>
            </span>
            <span className={classes.cut}>{person.email}</span>
            <span>{person.role}</span>
            <span className={classes.status}>
              {person.status === 'disabled' ? (
                <>
                  <IconUserCancel size={16} stroke={1.75} aria-hidden /> disabled
                </>
              ) : null}
            </span>
            <span className={classes.actions}>
              {keeps || person.id === me?.id ? (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`Edit ${person.name}`}
                  onClick={() => setAsked({ person, what: 'edit' })}
                >
                  Edit
                </Button>
              ) : null}
              {keeps ? (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`${person.status === 'enabled' ? 'Disable' : 'Enable'} ${person.name}`}
                  onClick={() => setAsked({ person, what: 'standing' })}
                >
                  {person.status === 'enabled' ? 'Disable…' : 'Enable…'}
                </Button>
              ) : null}
            </span>
          </div>
        )}
        more={list}
      />
      {asked === null ? null : asked.what === 'edit' ? (
        <PersonDialog person={asked.person} keeps={keeps} onClose={() => setAsked(null)} />
      ) : (
        <StandingDialog person={asked.person} onClose={() => setAsked(null)} />
      )}
    </>
  );
}
