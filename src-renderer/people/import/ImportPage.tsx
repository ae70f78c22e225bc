import { Button, Checkbox, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type ImportPlan, MAX_IMPORT_CHARACTERS } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../../app/client.ts';
import { call, desk, read } from '../../app/desk.ts';
import { administers } from '../../app/roles.ts';
import { useFourEyes, useSession } from '../../app/session.ts';
import { Empty } from '../../ui/Empty.tsx';
import classes from '../../ui/import/import.module.css';
import { SourceFields } from '../../ui/import/SourceFields.tsx';
import { type Source, usePlan } from '../../ui/import/usePlan.ts';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { PlanList } from './PlanList.tsx';
import { countsOf, PlanSummary } from './PlanSummary.tsx';

/** Adds and changes many people at once, after a preview of changes and problems. */
export function ImportPage(): ReactNode {
  const session = useSession();
  const fourEyes = useFourEyes();
  const [source, setSource] = useState<Source & { readonly file: string | null }>({
    revision: 0,
    text: '',
    file: null,
  });
  // Whether the viewer has confirmed names that look like others.
  const [confirmed, setConfirmed] = useState(false);
  const { plan, refusal, current } = usePlan(source, ['people', 'checkImport'], (csv) =>
    read(desk.people.checkImport, { csv }),
  );
  const run = useMutation({
    mutationFn: (csv: string) =>
      call(desk.people.import, {
        csv,
        ...(plan === undefined ? {} : { sequence: plan.sequence }),
        ...(confirmed ? { evenIfAlike: true } : {}),
      }),
    onSettled: () => refresh(['people', 'groups']),
  });
  const onText = (text: string, file: string | null) => {
    run.reset();
    setConfirmed(false);
    setSource(({ revision }) => ({ revision: revision + 1, text, file }));
  };
  const me = session?.person ?? null;
  if (me !== null && !administers(me)) return <Empty title={t('people.importing.adminsOnly')} />;
  if (run.isSuccess)
    return <Imported done={run.data} real={session?.workspace.kind === 'real'} onAnother={() => onText('', null)} />;
  const touched = plan === undefined ? 0 : plan.created + plan.updated;
  const ready =
    current &&
    plan !== undefined &&
    plan.problems.length === 0 &&
    touched > 0 &&
    (confirmed || plan.alike.length === 0);
  const refused = run.error?.refusal ?? refusal;
  return (
    <Page
      list
      title={t('people.importing.title')}
      lead={t(fourEyes ? 'people.importing.leadProposed' : 'people.importing.lead')}
      actions={
        <>
          <LinkButton to="/people" variant="default" size="compact-md">
            {t('people.importing.back')}
          </LinkButton>
          <Button size="compact-md" disabled={!ready} loading={run.isPending} onClick={() => run.mutate(source.text)}>
            {t(fourEyes && plan !== undefined && plan.created > 0 ? 'ui.propose' : 'people.importing.submit')}
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
            kind={t('people.importing.kind')}
            accept=".csv,text/csv,text/plain"
            mostCharacters={MAX_IMPORT_CHARACTERS}
            box={{
              label: t('people.importing.paste'),
              placeholder: 'username,name,email,role,groups\nbob,Bob Castellanos,bob@example.com,member,managers',
              autosize: true,
              minRows: 8,
              maxRows: 16,
            }}
          />
          <Columns />
        </div>
        <section className={classes.plan} aria-label={t('people.importing.preview')}>
          {refused === undefined ? null : (
            <div className={classes.note}>
              <RefusalNote refusal={{ ...refused, message: refused.fields?.csv ?? refused.message }} />
            </div>
          )}
          {plan === undefined ? (
            refused === undefined ? (
              <Empty title={t('people.importing.empty')}>{t('people.importing.emptyAdvice')}</Empty>
            ) : null
          ) : (
            <>
              <PlanSummary plan={plan} current={current} />
              {plan.alike.length === 0 ? null : (
                <Checkbox
                  className={classes.question ?? ''}
                  label={t('people.importing.evenIfAlike')}
                  checked={confirmed}
                  onChange={(event) => setConfirmed(event.currentTarget.checked)}
                />
              )}
              <PlanList plan={plan} />
            </>
          )}
        </section>
      </div>
    </Page>
  );
}

const columns = ['username', 'name', 'email', 'role', 'groups'] as const;

/** The columns that a file can have. */
function Columns() {
  return (
    <section aria-label={t('people.importing.columns')} className={classes.columns}>
      <p className="dim">{t('people.importing.columnsHelp')}</p>
      <dl>
        {columns.map((name) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd>{t(`people.importing.column.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface ImportedProps {
  readonly done: ImportPlan;
  /** Whether new people need a code to sign in. */
  readonly real: boolean;
  readonly onAnother: () => void;
}

/** The result of an import. */
function Imported({ done, real, onAnother }: ImportedProps) {
  return (
    <Page title={t('people.importing.title')}>
      <div className={classes.done}>
        <p role="status" className="strong tabular">
          {t('people.importing.done', { counts: countsOf(done) })}
        </p>
        {real && done.created > 0 ? <p>{t('people.importing.codesNeeded')}</p> : null}
        <Group gap="sm">
          <LinkButton to="/people" size="compact-md">
            {t('people.importing.toPeople')}
          </LinkButton>
          <Button variant="default" size="compact-md" onClick={onAnother}>
            {t('people.importing.another')}
          </Button>
        </Group>
      </div>
    </Page>
  );
}
