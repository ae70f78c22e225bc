import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#texts/texts.ts';
import { policyHistoryPages } from '../../app/queries/policies.ts';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { Difference } from './Difference.tsx';
import classes from './history.module.css';
import { VersionTable } from './VersionTable.tsx';

interface HistoryProps {
  readonly id: string;
  /** The newest version. */
  readonly version: number;
}

/** The events of a policy, and the differences of any two of its versions. */
export function History({ id, version }: HistoryProps) {
  const pages = useInfiniteQuery(policyHistoryPages(id));
  const [chosen, setChosen] = useState<{ readonly from?: number; readonly to?: number }>({});
  if (pages.isError) return <RefusalNote refusal={pages.error.refusal} />;
  if (pages.isPending) return <SkeletonRows count={3} height={36} />;
  // Unless the viewer chose versions, compare the newest two.
  const to = chosen.to ?? version;
  const from = chosen.from ?? Math.max(version - 1, 1);
  return (
    <section className={classes.history} aria-labelledby="policy-history">
      <h3 id="policy-history">{t('policies.history.title')}</h3>
      <VersionTable
        entries={pages.data.pages.flatMap((page) => page.items)}
        chosen={version > 1 ? { from, to } : null}
        onFrom={(chosenFrom) => setChosen({ ...chosen, from: chosenFrom })}
        onTo={(chosenTo) => setChosen({ ...chosen, to: chosenTo })}
      />
      {pages.hasNextPage ? (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('policies.history.earlier')}
        </Button>
      ) : null}
      {version > 1 ? <Difference id={id} from={from} to={to} /> : null}
    </section>
  );
}
