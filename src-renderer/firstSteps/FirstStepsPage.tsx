import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FirstStep, FirstStepName } from '#contract/settings.ts';
import { t } from '#texts/texts.ts';
import { useFirstStepsShown, usePutFirstStepsAway } from '../app/firstSteps.ts';
import { firstStepsQuery } from '../app/queries/workspace.ts';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import classes from './firstSteps.module.css';

/** What a desk needs after it was founded. Each line ticks itself, and leads to the place where it is done. */
export function FirstStepsPage(): ReactNode {
  const shown = useFirstStepsShown();
  const steps = useQuery({ ...firstStepsQuery(), enabled: shown });
  const putAway = usePutFirstStepsAway();
  if (!shown)
    return (
      <Page title={t('firstSteps.title')}>
        <Empty title={t('firstSteps.notHere')}>{t('firstSteps.notHereAdvice')}</Empty>
      </Page>
    );
  const all = steps.data?.steps ?? [];
  const done = all.filter((step) => step.done).length;
  const finished = steps.isSuccess && done === all.length;
  const away = steps.data?.away ?? false;
  return (
    <Page
      title={t('firstSteps.title')}
      lead={t(finished ? 'firstSteps.finished' : 'firstSteps.lead')}
      actions={
        <Button
          variant={finished && !away ? 'filled' : 'default'}
          size="compact-md"
          disabled={!steps.isSuccess}
          loading={putAway.isPending}
          onClick={() => putAway.mutate(!away)}
        >
          {t(away ? 'firstSteps.showAgain' : 'firstSteps.putAway')}
        </Button>
      }
    >
      {steps.isPending ? (
        <SkeletonRows count={7} height={64} />
      ) : steps.isError ? (
        <RefusalNote refusal={steps.error.refusal} />
      ) : (
        <div className={classes.body}>
          <p role="status">{t('firstSteps.progress', { done, all: all.length })}</p>
          <ol className={classes.steps} aria-label={t('firstSteps.title')}>
            {all.map((step) => (
              <Step key={step.name} step={step} />
            ))}
          </ol>
          {away ? <p className="dim">{t('firstSteps.isAway')}</p> : null}
          {putAway.isError ? <RefusalNote refusal={putAway.error.refusal} /> : null}
        </div>
      )}
    </Page>
  );
}

/** Where each step is done. */
const places = {
  secondAdmin: { to: '/people', search: {} },
  people: { to: '/people/import', search: {} },
  groups: { to: '/people', search: { tab: 'groups' } },
  accounts: { to: '/accounts/import', search: {} },
  policy: { to: '/policies/new', search: {} },
  fourEyes: { to: '/settings', search: {} },
  decision: { to: '/new', search: {} },
} as const satisfies Readonly<Record<FirstStepName, object>>;

function Step({ step: { name, done } }: { readonly step: FirstStep }) {
  const Icon = done ? IconCircleCheck : IconCircleDashed;
  return (
    <li className={classes.step} data-done={done}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        <p className={classes.title}>
          <span className="strong">{t(`firstSteps.step.${name}.title`)}</span>{' '}
          <span className={classes.state}>{t(done ? 'firstSteps.done' : 'firstSteps.toDo')}</span>
        </p>
        <p className="dim">{t(`firstSteps.step.${name}.why`)}</p>
      </div>
      <LinkButton
        to={places[name].to}
        search={places[name].search}
        variant={done ? 'subtle' : 'default'}
        size="compact-md"
      >
        {t(`firstSteps.step.${name}.go`)}
      </LinkButton>
    </li>
  );
}
