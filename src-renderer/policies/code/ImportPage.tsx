import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { refresh } from '../../app/client.ts';
import { call, desk } from '../../app/desk.ts';
import { administers } from '../../app/roles.ts';
import { useMe } from '../../app/session.ts';
import classes from '../../people/import/import.module.css';
import { Empty } from '../../ui/Empty.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { PlanList } from './PlanList.tsx';
import { countsOf, PlanSummary, touchedBy } from './PlanSummary.tsx';
import { SourceFields } from './SourceFields.tsx';
import { showLine } from './showLine.ts';
import { type Source, usePlan } from './usePlan.ts';

/** Makes the policies of the desk what a file says; shows first what would change, and what is wrong. */
export function ImportPage(): ReactNode {
  const me = useMe();
  const [source, setSource] = useState<Source & { readonly file: string | null }>({
    revision: 0,
    yaml: '',
    file: null,
  });
  const { plan, refusal, current } = usePlan(source);
  const area = useRef<HTMLTextAreaElement>(null);
  const run = useMutation({
    mutationFn: (sequence: number) => call(desk.policies.apply, { yaml: source.yaml, sequence }),
    onSettled: () => refresh(['policies']),
  });
  const onText = (yaml: string, file: string | null) => {
    run.reset();
    setSource(({ revision }) => ({ revision: revision + 1, yaml, file }));
  };
  if (me !== null && !administers(me)) return <Empty title="Only admins import policies." />;
  if (run.isSuccess) return <Applied counts={countsOf(run.data)} onAnother={() => onText('', null)} />;
  const ready = current && plan !== undefined && plan.problems.length === 0 && touchedBy(plan) > 0;
  const refused = run.error?.refusal ?? refusal;
  return (
    <Page
      list
      title="Import policies"
      lead="From a YAML file. Nothing is changed until you say so, and then all of it or nothing."
      actions={
        <>
          <LinkButton to="/policies" variant="default" size="compact-md">
            Back to policies
          </LinkButton>
          <Button
            size="compact-md"
            disabled={!ready}
            loading={run.isPending}
            onClick={() => (plan === undefined ? undefined : run.mutate(plan.sequence))}
          >
            Apply
          </Button>
        </>
      }
    >
      <div className={classes.import}>
        <div className={classes.source}>
          <SourceFields yaml={source.yaml} file={source.file} area={area} onText={onText} />
        </div>
        <section className={classes.plan} aria-label="Plan">
          {refused === undefined ? null : (
            <div className={classes.note}>
              <RefusalNote refusal={{ message: refused.fields?.yaml ?? refused.message }} />
            </div>
          )}
          {plan === undefined ? (
            refused === undefined ? (
              <Empty title="Nothing to import yet.">
                Choose a file or paste policies; what would change shows here, field by field.
              </Empty>
            ) : null
          ) : (
            <>
              <PlanSummary plan={plan} current={current} />
              <PlanList
                plan={plan}
                onLine={source.file === null ? (line) => showLine(area.current, line) : undefined}
              />
            </>
          )}
        </section>
      </div>
    </Page>
  );
}

function Applied({ counts, onAnother }: { readonly counts: string; readonly onAnother: () => void }) {
  return (
    <Page title="Import policies">
      <div className={classes.done}>
        <p role="status" className="strong tabular">
          It is done: {counts}.
        </p>
        <p>Requests in flight go on under the version with which they were filed.</p>
        <Group gap="sm">
          <LinkButton to="/policies" size="compact-md">
            Go to policies
          </LinkButton>
          <Button variant="default" size="compact-md" onClick={onAnother}>
            Import another file
          </Button>
        </Group>
      </div>
    </Page>
  );
}
