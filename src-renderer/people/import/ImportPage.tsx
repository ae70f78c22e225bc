import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { MAX_IMPORT_CHARACTERS } from '#contract/people.ts';
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
import { Columns } from './Columns.tsx';
import { Imported } from './Imported.tsx';
import { PlanList } from './PlanList.tsx';
import { PlanSummary } from './PlanSummary.tsx';

/** Adds and changes many people at once; shows first what would change, and what is wrong. */
export function ImportPage(): ReactNode {
  const session = useSession();
  const fourEyes = useFourEyes();
  const [source, setSource] = useState<Source & { readonly file: string | null }>({
    revision: 0,
    text: '',
    file: null,
  });
  // Whether somebody said that names which look like others are meant.
  const [meant, setMeant] = useState(false);
  const { plan, refusal, current } = usePlan(source, ['people', 'checkImport'], (csv) =>
    read(desk.people.checkImport, { csv }),
  );
  const run = useMutation({
    mutationFn: (csv: string) =>
      call(desk.people.import, {
        csv,
        ...(plan === undefined ? {} : { sequence: plan.sequence }),
        ...(meant ? { evenIfAlike: true } : {}),
      }),
    onSettled: () => refresh(['people', 'groups']),
  });
  const onText = (text: string, file: string | null) => {
    run.reset();
    setMeant(false);
    setSource(({ revision }) => ({ revision: revision + 1, text, file }));
  };
  const me = session?.person ?? null;
  if (me !== null && !administers(me)) return <Empty title="Only admins import people." />;
  if (run.isSuccess)
    return <Imported done={run.data} real={session?.workspace.kind === 'real'} onAnother={() => onText('', null)} />;
  const touched = plan === undefined ? 0 : plan.created + plan.updated;
  const ready =
    current && plan !== undefined && plan.problems.length === 0 && touched > 0 && (meant || plan.alike.length === 0);
  const refused = run.error?.refusal ?? refusal;
  return (
    <Page
      list
      title="Import people"
      lead={
        fourEyes
          ? 'From a CSV file, all of it or nothing. What adds people, or changes roles and groups, is proposed: another admin has to approve it.'
          : 'From a CSV file. Nothing is imported until you say so, and then all of it or nothing.'
      }
      actions={
        <>
          <LinkButton to="/people" variant="default" size="compact-md">
            Back to people
          </LinkButton>
          <Button size="compact-md" disabled={!ready} loading={run.isPending} onClick={() => run.mutate(source.text)}>
            {fourEyes && plan !== undefined && plan.created > 0 ? 'Propose…' : 'Import'}
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
            kind="a CSV file"
            accept=".csv,text/csv,text/plain"
            mostCharacters={MAX_IMPORT_CHARACTERS}
            box={{
              label: 'Or paste the rows',
              placeholder: 'username,name,email,role,groups\nbob,Bob Castellanos,bob@example.com,member,managers',
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
              <RefusalNote refusal={{ ...refused, message: refused.fields?.csv ?? refused.message }} />
            </div>
          )}
          {plan === undefined ? (
            refused === undefined ? (
              <Empty title="Nothing to import yet.">Choose a file or paste rows; what would change shows here.</Empty>
            ) : null
          ) : (
            <>
              <PlanSummary plan={plan} current={current} />
              {plan.alike.length === 0 ? null : (
                <Checkbox
                  className={classes.question ?? ''}
                  label="Some names look like others in another script. These people are really called that."
                  checked={meant}
                  onChange={(event) => setMeant(event.currentTarget.checked)}
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
