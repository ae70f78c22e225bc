import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Group } from '#contract/groups.ts';
import { listed } from '#texts/values.ts';
import { groupPages } from '../app/queries/groups.ts';
import { Empty } from '../ui/Empty.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { counted, namesOf } from '../ui/words.ts';
import { GroupDialog } from './GroupDialog.tsx';
import { GroupRemoval } from './GroupRemoval.tsx';
import classes from './people.module.css';

interface GroupListProps {
  readonly text: string;
  readonly keeps: boolean;
}

const MOST_NAMES = 8;

function membersText(group: Group): string {
  const names = namesOf(group.members);
  if (names.length === 0) return 'nobody yet';
  const shown = names.slice(0, MOST_NAMES);
  return listed(names.length > MOST_NAMES ? [...shown, `${names.length - MOST_NAMES} others`] : shown);
}

/** The groups that policies can name, and who is in them. */
export function GroupList({ text, keeps }: GroupListProps) {
  const list = useInfiniteQuery(groupPages(text.trim() === '' ? {} : { text }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [asked, setAsked] = useState<{ readonly group: Group; readonly what: 'edit' | 'remove' } | null>(null);

  if (list.isPending) return <SkeletonRows count={6} height={44} />;
  if (list.isError) return <RefusalNote refusal={list.error.refusal} />;
  if (items.length === 0)
    return (
      <Empty title={text === '' ? 'There are no groups yet.' : `No group matches “${text}”.`}>
        {keeps && text === '' ? 'Create one, and name it in a policy: its members can then approve.' : null}
      </Empty>
    );
  return (
    <>
      <VirtualList
        label="Groups"
        items={items}
        keyOf={(group) => group.id}
        rowHeight={44}
        row={(group) => (
          <div className={classes.groupRow}>
            <span>
              <span className="strong">{group.name}</span>{' '}
              <span className="dim">{counted(group.members.length, 'person', 'people')}</span>
            </span>
            <span>{membersText(group)}</span>
            <span className={classes.actions}>
              {keeps ? (
                <>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Edit ${group.name}`}
                    onClick={() => setAsked({ group, what: 'edit' })}
                  >
                    Edit
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Remove ${group.name}`}
                    onClick={() => setAsked({ group, what: 'remove' })}
                  >
                    Remove…
                  </Button>
                </>
              ) : null}
            </span>
          </div>
        )}
        more={list}
      />
      {asked === null ? null : asked.what === 'edit' ? (
        <GroupDialog group={asked.group} onClose={() => setAsked(null)} />
      ) : (
        <GroupRemoval group={asked.group} onClose={() => setAsked(null)} />
      )}
    </>
  );
}
