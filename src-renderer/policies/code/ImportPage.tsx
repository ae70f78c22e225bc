import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { MAX_SET_CHARACTERS } from '#contract/policySet.ts';
import { refresh } from '../../app/client.ts';
import { call, desk, read } from '../../app/desk.ts';
import { administers } from '../../app/roles.ts';
import { useFourEyes, useMe } from '../../app/session.ts';
import { Empty } from '../../ui/Empty.tsx';
import classes from '../../ui/import/import.module.css';
import { SourceFields } from '../../ui/import/SourceFields.tsx';
import { type Source, usePlan } from '../../ui/import/usePlan.ts';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { PlanList } from './PlanList.tsx';
import { countsOf, PlanSummary, touchedBy } from './PlanSummary.tsx';
import { showLine } from './showLine.ts';
import { WhatAFileDoes } from './WhatAFileDoes.tsx';

const EXAMPLE = `apiVersion: countersign/v1
kind: PolicySet
policies:
  - name: production-db
    conditions:
      - resource: prod-db-*
    duration:
      maxSeconds: 7200
    steps:
      - required: 1
        approvers:
          - group: managers`;

/** Makes the policies of the desk what a file says; shows first what would change, and what is wrong. */
export function ImportPage(): ReactNode {
  const me = useMe();
  const proposes = useFourEyes();
  const [source, setSource] = useState<Source & { readonly file: string | null }>({
    revision: 0,
    text: '',
    file: null,
  });
  const { plan, refusal, current } = usePlan(source, ['policies', 'plan'], (yaml) =>
    read(desk.policies.plan, { yaml }),
  );
  const area = useRef<HTMLTextAreaElement>(null);
  const run = useMutation({
    mutationFn: (sequence: number) => call(desk.policies.apply, { yaml: source.text, sequence }),
    onSettled: () => refresh(['policies']),
  });
  const onText = (text: string, file: string | null) => {
    run.reset();
    setSource(({ revision }) => ({ revision: revision + 1, text, file }));
  };
  if (me !== null && !administers(me)) return <Empty title="Only admins import policies." />;
  if (run.isSuccess) return <Applied counts={countsOf(run.data)} onAnother={() => onText('', null)} />;
  const ready = current && plan !== undefined && plan.problems.length === 0 && touchedBy(plan) > 0;
  const refused = run.error?.refusal ?? refusal;
  return (
    <Page
      list
      title="Import policies"
      lead={`From a YAML file. Nothing is changed until ${proposes ? 'another admin approves it' : 'you say so'}, and then all of it or nothing.`}
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
            {proposes ? 'Propose…' : 'Apply'}
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
            kind="a YAML file"
            accept=".yaml,.yml,.json,application/yaml,text/plain"
            mostCharacters={MAX_SET_CHARACTERS}
            box={{ label: 'Or paste the policies', placeholder: EXAMPLE, ref: area, rows: 24, wrap: 'off' }}
          />
          <WhatAFileDoes />
        </div>
        <section className={classes.plan} aria-label="Plan">
          {refused === undefined ? null : (
            <div className={classes.note}>
              <RefusalNote refusal={{ ...refused, message: refused.fields?.yaml ?? refused.message }} />
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
