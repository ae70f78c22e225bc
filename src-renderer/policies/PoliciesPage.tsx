import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { t } from '#texts/texts.ts';
import { policyPages } from '../app/queries/policies.ts';
import { administers } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { Chips, chip } from '../ui/Chips.tsx';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { Split } from '../ui/Split.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { ExportDialog } from './code/ExportDialog.tsx';
import { PolicyDetail } from './PolicyDetail.tsx';
import { PolicyRow } from './PolicyRow.tsx';

const route = getRouteApi('/policies');
const ROW_HEIGHT = 44;

/** The policies of the desk, and the chosen one in plain sentences. */
export function PoliciesPage(): ReactNode {
  const search = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const [exporting, setExporting] = useState(false);
  const show = search.show ?? 'active';
  const text = search.text ?? '';
  const list = useInfiniteQuery(policyPages({ status: show, ...(text.trim() === '' ? {} : { text }) }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const index = items.findIndex((item) => item.id === search.policy);
  const keeps = me !== null && administers(me);

  return (
    <Split
      label={t('policies.title')}
      detailLabel={t('policies.detail')}
      open={search.policy !== undefined}
      back={
        <LinkButton to="/policies" search={{ show, text: search.text }} variant="subtle" size="compact-sm">
          {t('policies.back')}
        </LinkButton>
      }
      actions={
        keeps ? (
          <LinkButton to="/policies/new" size="compact-md" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('policies.create')}
          </LinkButton>
        ) : null
      }
      head={
        <>
          <SearchBox
            label={t('policies.search')}
            text={text}
            onText={(typed) =>
              void navigate({
                to: '/policies',
                search: { ...search, text: typed.trim() === '' ? undefined : typed },
                replace: true,
              })
            }
          />
          <Group justify="space-between" gap="xs">
            <Chips label={t('policies.show.label')}>
              {(['active', 'archived'] as const).map((status) => (
                <Link
                  key={status}
                  to="/policies"
                  search={{ ...search, show: status }}
                  replace
                  className={chip}
                  activeProps={{}}
                  aria-current={status === show ? 'true' : undefined}
                >
                  {t(`policies.show.${status}`)}
                </Link>
              ))}
            </Chips>
            <Group gap={4}>
              <Button variant="subtle" size="compact-sm" onClick={() => setExporting(true)}>
                {t('policies.export')}
              </Button>
              {keeps ? (
                <LinkButton to="/policies/import" variant="subtle" size="compact-sm">
                  {t('policies.import')}
                </LinkButton>
              ) : null}
            </Group>
          </Group>
          {exporting ? <ExportDialog onClose={() => setExporting(false)} /> : null}
        </>
      }
      list={
        list.isPending ? (
          <SkeletonRows count={6} height={ROW_HEIGHT} />
        ) : list.isError ? (
          <RefusalNote refusal={list.error.refusal} />
        ) : items.length === 0 ? (
          <Empty title={text !== '' ? t('policies.nothing.noMatch', { text }) : t(`policies.nothing.${show}`)}>
            {show === 'archived'
              ? t('policies.nothing.archivedAdvice')
              : keeps
                ? t('policies.nothing.activeAdvice')
                : t('policies.nothing.wait')}
          </Empty>
        ) : (
          <VirtualList
            label={t('policies.list')}
            items={items}
            keyOf={(item) => item.id}
            rowHeight={ROW_HEIGHT}
            row={(item) => <PolicyRow policy={item} search={search} selected={item.id === search.policy} />}
            more={list}
            current={index}
          />
        )
      }
      detail={
        search.policy === undefined ? (
          <Empty title={t('policies.notChosen.title')}>{t('policies.notChosen.advice')}</Empty>
        ) : (
          <PolicyDetail key={search.policy} id={search.policy} keeps={keeps} />
        )
      }
    />
  );
}
