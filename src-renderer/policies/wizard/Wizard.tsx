import { Button } from '@mantine/core';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { useDirectory } from '../../app/directory.ts';
import { useFourEyes } from '../../app/session.ts';
import { WizardFrame } from '../../ui/WizardFrame.tsx';
import { Sentences } from '../Sentences.tsx';
import { type WizardStep, wizardSteps } from '../search.ts';
import { Accounts } from './Accounts.tsx';
import { Configuration } from './Configuration.tsx';
import { stepOf, toDraft } from './form.ts';
import classes from './impact.module.css';
import { Consequences, Risks } from './PolicyImpactPanel.tsx';
import { Review } from './Review.tsx';
import { Sequence } from './Sequence.tsx';
import type { PolicyForm } from './usePolicyForm.ts';
import type { PolicyImpactState } from './usePolicyImpact.ts';
import { useWhatIf } from './whatif/useWhatIf.ts';
import { WhatIf } from './whatif/WhatIf.tsx';

interface WizardProps {
  readonly title: string;
  readonly form: PolicyForm;
  readonly impact: PolicyImpactState;
  readonly step: WizardStep;
  readonly onStep: (step: WizardStep) => void;
  readonly onSave: () => void;
  readonly onLeave: () => Promise<void>;
  readonly saving: boolean;
  readonly save: string;
  readonly refusal: Refusal | undefined;
  /** The id of the policy that is edited; absent for a new one. */
  readonly replaces?: string;
}

/** The three steps at the left, the form in the middle, and at the right the effect of the policy. */
export function Wizard(props: WizardProps) {
  const { title, form, impact, step, onStep, onSave, onLeave, saving, save, refusal, replaces } = props;
  const directory = useDirectory();
  const whatIf = useWhatIf(form.values, replaces);
  const proposes = useFourEyes();
  const position = wizardSteps.indexOf(step);
  const previous = wizardSteps[position - 1];
  const next = wizardSteps[position + 1];
  const known = impact.impact;
  const todoIn = (which: WizardStep): string | null => {
    const mistakes = Object.keys(form.mistakes).filter((path) => stepOf(path) === which).length;
    if (mistakes > 0) return t('policies.wizard.toFill', { count: mistakes });
    const faults = known?.risks.filter(({ weight, path = '' }) => weight === 'fault' && stepOf(path) === which) ?? [];
    return faults.length > 0 ? t('policies.wizard.toFix', { count: faults.length }) : null;
  };

  return (
    <WizardFrame
      title={title}
      steps={wizardSteps.map((which) => ({
        key: which,
        title: t(`policies.wizard.step.${which}`),
        todo: todoIn(which),
      }))}
      step={step}
      onStep={onStep}
      onSubmit={() => {
        if (next === undefined) onSave();
        else onStep(next);
      }}
      aside={
        step === 'review'
          ? {
              title: t('policies.wizard.wouldChange'),
              content: known === undefined ? null : <Consequences impact={known} />,
              foot: <Accounts impact={impact} onlyChanges />,
            }
          : {
              title: t('policies.wizard.does'),
              content: (
                <div className={classes.blocks}>
                  <Risks risks={known?.risks ?? []} />
                  <Sentences rules={toDraft(form.values)} directory={directory} />
                </div>
              ),
              foot: <Accounts impact={impact} />,
            }
      }
      leave={
        <Button variant="subtle" onClick={() => void onLeave()}>
          {t('policies.wizard.leave')}
        </Button>
      }
      onward={
        <>
          {previous === undefined ? null : (
            <Button variant="default" onClick={() => onStep(previous)}>
              {t('common.back')}
            </Button>
          )}
          {next === undefined ? (
            <Button type="submit" loading={saving}>
              {proposes ? t('ui.propose') : save}
            </Button>
          ) : (
            <Button type="submit">{t(`policies.wizard.next.${next}`)}</Button>
          )}
        </>
      }
    >
      {step === 'configuration' ? (
        <Configuration form={form} hints={known?.hints ?? []} />
      ) : step === 'sequence' ? (
        <Sequence form={form} directory={directory} />
      ) : (
        <>
          <Review
            form={form}
            directory={directory}
            refusal={refusal}
            editing={replaces !== undefined}
            differences={
              replaces === undefined || known === undefined || Object.keys(known.fields).length > 0
                ? undefined
                : known.differences
            }
            proposes={proposes}
          />
          <WhatIf whatIf={whatIf} ready={Object.keys(form.mistakes).length === 0} />
        </>
      )}
    </WizardFrame>
  );
}
