import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { MAX_SET_CHARACTERS } from '#contract/policySet.ts';
import { t } from '#texts/texts.ts';
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
import { Sentence } from '../../ui/Sentence.tsx';
import { PlanList } from './PlanList.tsx';
import { countsOf, PlanSummary, touchedBy } from './PlanSummary.tsx';

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

/** Applies a file of policies, after a preview of changes and problems. */
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
  if (me !== null && !administers(me)) return <Empty title={t('policies.importing.adminsOnly')} />;
  if (run.isSuccess) return <Applied counts={countsOf(run.data)} onAnother={() => onText('', null)} />;
  const ready = current && plan !== undefined && plan.problems.length === 0 && touchedBy(plan) > 0;
  const refused = run.error?.refusal ?? refusal;
  return (
    <Page
      list
      title={t('policies.importing.title')}
      lead={t(proposes ? 'policies.importing.leadProposed' : 'policies.importing.lead')}
      actions={
        <>
          <LinkButton to="/policies" variant="default" size="compact-md">
            {t('policies.importing.back')}
          </LinkButton>
          <Button
            size="compact-md"
            disabled={!ready}
            loading={run.isPending}
            onClick={() => (plan === undefined ? undefined : run.mutate(plan.sequence))}
          >
            {t(proposes ? 'ui.propose' : 'policies.importing.apply')}
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
            kind={t('policies.importing.kind')}
            accept=".yaml,.yml,.json,application/yaml,text/plain"
            mostCharacters={MAX_SET_CHARACTERS}
            box={{ label: t('policies.importing.paste'), placeholder: EXAMPLE, ref: area, rows: 24, wrap: 'off' }}
          />
          <FileHelp />
        </div>
        <section className={classes.plan} aria-label={t('policies.importing.plan')}>
          {refused === undefined ? null : (
            <div className={classes.note}>
              <RefusalNote refusal={{ ...refused, message: refused.fields?.yaml ?? refused.message }} />
            </div>
          )}
          {plan === undefined ? (
            refused === undefined ? (
              <Empty title={t('policies.importing.empty')}>{t('policies.importing.emptyAdvice')}</Empty>
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
    <Page title={t('policies.importing.title')}>
      <div className={classes.done}>
        <p role="status" className="strong tabular">
          {t('policies.importing.done', { counts })}
        </p>
        <p>{t('policies.importing.inFlight')}</p>
        <Group gap="sm">
          <LinkButton to="/policies" size="compact-md">
            {t('policies.importing.toPolicies')}
          </LinkButton>
          <Button variant="default" size="compact-md" onClick={onAnother}>
            {t('policies.importing.another')}
          </Button>
        </Group>
      </div>
    </Page>
  );
}

/** Explains which fields and policies a file changes. */
function FileHelp() {
  return (
    <section className={`dim ${classes.columns}`} aria-label={t('policies.importing.help')}>
      <p>
        <Sentence text="policies.importing.helpText" parts={{ code: <code className="mono" /> }} />
      </p>
    </section>
  );
}

/** Selects a line of a text box that does not wrap, with the lines around it in view. Lines count from 1. */
function showLine(area: HTMLTextAreaElement | null, line: number): void {
  if (area === null) return;
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(line - 6, 0);
  area.scrollLeft = 0;
}
