import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { MAX_ACCOUNT_CHARACTERS } from '#contract/accounts.ts';
import { refresh } from '../../app/client.ts';
import { call, desk, read } from '../../app/desk.ts';
import { administers } from '../../app/roles.ts';
import { useMe } from '../../app/session.ts';
import { Empty } from '../../ui/Empty.tsx';
import classes from '../../ui/import/import.module.css';
import { SourceFields } from '../../ui/import/SourceFields.tsx';
import { type Source, usePlan } from '../../ui/import/usePlan.ts';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { Columns } from './Columns.tsx';
import { formatOf } from './format.ts';
import { Imported } from './Imported.tsx';
import { PlanList } from './PlanList.tsx';
import { PlanSummary } from './PlanSummary.tsx';

// A text box that measures its lines is slow with more, and nobody reads them there.
const LONGEST_SHOWN = 100_000;

/** Adds accounts to the inventory and changes those in it; shows first what would change, and what is wrong. */
export function ImportPage(): ReactNode {
  const me = useMe();
  const [source, setSource] = useState<Source & { readonly file: string | null }>({
    revision: 0,
    text: '',
    file: null,
  });
  const { plan, refusal, current } = usePlan(source, ['accounts', 'checkImport'], (text) =>
    read(desk.accounts.checkImport, { text, format: formatOf(text) }),
  );
  const run = useMutation({
    mutationFn: (text: string) =>
      call(desk.accounts.importFile, {
        text,
        format: formatOf(text),
        ...(plan === undefined ? {} : { sequence: plan.sequence }),
      }),
    onSettled: () => refresh(['accounts']),
  });
  const onText = (text: string, file: string | null) => {
    run.reset();
    setSource(({ revision }) => ({ revision: revision + 1, text, file }));
  };
  if (me !== null && !administers(me)) return <Empty title="Only admins import accounts." />;
  if (run.isSuccess) return <Imported done={run.data} onAnother={() => onText('', null)} />;
  const touched = plan === undefined ? 0 : plan.added + plan.updated;
  const ready = current && plan?.problemCount === 0 && touched > 0;
  const refused = run.error?.refusal ?? refusal;
  return (
    <Page
      list
      title="Import accounts"
      lead="From a CSV or JSON file. Nothing is imported until you say so, and then all of it or nothing."
      actions={
        <>
          <LinkButton to="/accounts" variant="default" size="compact-md">
            Back to accounts
          </LinkButton>
          <Button size="compact-md" disabled={!ready} loading={run.isPending} onClick={() => run.mutate(source.text)}>
            Import
          </Button>
        </>
      }
    >
      <div className={classes.import}>
        <div className={classes.source}>
          <SourceFields
            text={source.text}
            file={source.file}
            onText={onText}
            kind="a CSV or JSON file"
            accept=".csv,.json,text/csv,text/plain,application/json"
            mostCharacters={MAX_ACCOUNT_CHARACTERS}
            longestShown={LONGEST_SHOWN}
            readAs={`, read as ${formatOf(source.text).toUpperCase()}`}
            box={{
              label: 'Or paste the rows',
              placeholder: 'resource,account,kind,owner\nprod-orders-db,postgres,postgres,dba',
              autosize: true,
              minRows: 8,
              maxRows: 16,
            }}
          />
          <Columns />
        </div>
        <section className={classes.plan} aria-label="Preview">
          {refused === undefined ? null : (
            <div className={classes.note}>
              <RefusalNote refusal={{ message: refused.fields?.text ?? refused.message }} />
            </div>
          )}
          {plan === undefined ? (
            refused === undefined ? (
              <Empty title="Nothing to import yet.">Choose a file or paste rows; what would change shows here.</Empty>
            ) : null
          ) : (
            <>
              <PlanSummary plan={plan} current={current} />
              <PlanList plan={plan} />
            </>
          )}
        </section>
      </div>
    </Page>
  );
}
