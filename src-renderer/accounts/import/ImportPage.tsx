import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type AccountFormat, type AccountsImported, MAX_ACCOUNT_CHARACTERS } from '#contract/accounts.ts';
import { t } from '#texts/texts.ts';
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
import { PlanList } from './PlanList.tsx';
import { countsOf, PlanSummary } from './PlanSummary.tsx';

// An autosizing text box is slow with more.
const LONGEST_SHOWN = 100_000;

/** Adds accounts to the inventory and changes those in it, after a preview of changes and problems. */
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
  if (me !== null && !administers(me)) return <Empty title={t('accounts.importing.adminsOnly')} />;
  if (run.isSuccess) return <Imported done={run.data} onAnother={() => onText('', null)} />;
  const touched = plan === undefined ? 0 : plan.added + plan.updated;
  const ready = current && plan?.problemCount === 0 && touched > 0;
  const refused = run.error?.refusal ?? refusal;
  return (
    <Page
      list
      title={t('accounts.importing.title')}
      lead={t('accounts.importing.lead')}
      actions={
        <>
          <LinkButton to="/accounts" variant="default" size="compact-md">
            {t('accounts.importing.back')}
          </LinkButton>
          <Button size="compact-md" disabled={!ready} loading={run.isPending} onClick={() => run.mutate(source.text)}>
            {t('accounts.importing.submit')}
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
            kind={t('accounts.importing.kind')}
            accept=".csv,.json,text/csv,text/plain,application/json"
            mostCharacters={MAX_ACCOUNT_CHARACTERS}
            longestShown={LONGEST_SHOWN}
            readAs={t('accounts.importing.readAs', { format: formatOf(source.text).toUpperCase() })}
            box={{
              label: t('accounts.importing.paste'),
              placeholder: 'resource,account,kind,owner\nprod-orders-db,postgres,postgres,dba',
              autosize: true,
              minRows: 8,
              maxRows: 16,
            }}
          />
          <Columns />
        </div>
        <section className={classes.plan} aria-label={t('accounts.importing.preview')}>
          {refused === undefined ? null : (
            <div className={classes.note}>
              <RefusalNote refusal={{ message: refused.fields?.text ?? refused.message }} />
            </div>
          )}
          {plan === undefined ? (
            refused === undefined ? (
              <Empty title={t('accounts.importing.empty')}>{t('accounts.importing.emptyAdvice')}</Empty>
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

/** JSON begins with a bracket; a first line with the names of columns never does. */
function formatOf(text: string): AccountFormat {
  return /^\uFEFF?\s*[[{]/.test(text) ? 'json' : 'csv';
}

const columns = ['resource', 'account', 'kind', 'owner'] as const;

/** The columns that a file can have. */
function Columns() {
  return (
    <section aria-label={t('accounts.importing.columns')} className={classes.columns}>
      <p className="dim">{t('accounts.importing.columnsHelp')}</p>
      <dl>
        {columns.map((name) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd>{t(`accounts.importing.column.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface ImportedProps {
  readonly done: AccountsImported;
  readonly onAnother: () => void;
}

/** The result of an import. */
function Imported({ done, onAnother }: ImportedProps) {
  return (
    <Page title={t('accounts.importing.title')}>
      <div className={classes.done}>
        <p role="status" className="strong tabular">
          {t('accounts.importing.done', { counts: countsOf(done) })}
        </p>
        <p>{t('accounts.importing.next')}</p>
        <Group gap="sm">
          <LinkButton to="/accounts" search={{ show: 'ungated' }} size="compact-md">
            {t('accounts.importing.showUngated')}
          </LinkButton>
          <LinkButton to="/accounts" variant="default" size="compact-md">
            {t('accounts.importing.toAccounts')}
          </LinkButton>
          <Button variant="default" size="compact-md" onClick={onAnother}>
            {t('accounts.importing.another')}
          </Button>
        </Group>
      </div>
    </Page>
  );
}
