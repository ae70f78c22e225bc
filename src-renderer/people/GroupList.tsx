import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Group } from '#contract/groups.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import { groupPages } from '../app/queries/groups.ts';
import { Empty } from '../ui/Empty.tsx';
import { namesOf } from '../ui/names.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
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
  if (names.length === 0) return t('people.groups.empty');
  const shown = names.slice(0, MOST_NAMES);
  return listed(
    names.length > MOST_NAMES ? [...shown, t('people.groups.others', { count: names.length - MOST_NAMES })] : shown,
  );
}

/** The groups that policies can name, with their members. */
export function GroupList({ text, keeps }: GroupListProps) {
  const list = useInfiniteQuery(groupPages(text.trim() === '' ? {} : { text }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [asked, setAsked] = useState<{ readonly group: Group; readonly what: 'edit' | 'remove' } | null>(null);

  if (list.isPending) return <SkeletonRows count={6} height={44} />;
  if (list.isError) return <RefusalNote refusal={list.error.refusal} />;
  if (items.length === 0)
    return (
      <Empty title={text === '' ? t('people.groups.none') : t('people.groups.noMatch', { text })}>
        {keeps && text === '' ? t('people.groups.noneAdvice') : null}
      </Empty>
    );
  return (
    <>
      <VirtualList
        label={t('people.groups.list')}
        items={items}
        keyOf={(group) => group.id}
        rowHeight={44}
        row={(group) => (
          <div className={classes.groupRow}>
            <span>
              <span className="strong">{group.name}</span>{' '}
              <span className="dim">{t('people.groups.size', { count: group.members.length })}</span>
            </span>
            <span>{membersText(group)}</span>
            <span className={classes.actions}>
              {keeps ? (
                <>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={t('people.groups.editSpoken', { name: group.name })}
                    onClick={() => setAsked({ group, what: 'edit' })}
                  >
                    {t('people.groups.edit')}
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={t('people.groups.removeSpoken', { name: group.name })}
                    onClick={() => setAsked({ group, what: 'remove' })}
                  >
                    {t('people.groups.remove')}
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
