import { Button } from '@mantine/core';
import type { Refusal } from '#contract/refusal.ts';
import { useDirectory } from '../../app/directory.ts';
import { useFourEyes } from '../../app/session.ts';
import { WizardFrame } from '../../ui/WizardFrame.tsx';
import { counted } from '../../ui/words.ts';
import { Sentences } from '../Sentences.tsx';
import { type WizardStep, wizardSteps } from '../search.ts';
import { Accounts } from './Accounts.tsx';
import { Configuration } from './Configuration.tsx';
import classes from './foresight.module.css';
import { stepOf, toDraft } from './form.ts';
import { Consequences, Risks } from './PolicyImpactPanel.tsx';
import { Review } from './Review.tsx';
import { Sequence } from './Sequence.tsx';
import type { PolicyForm } from './usePolicyForm.ts';
import type { PolicyImpactState } from './usePolicyImpact.ts';
import { useWhatIf } from './whatif/useWhatIf.ts';
import { WhatIf } from './whatif/WhatIf.tsx';

const titles: Record<WizardStep, string> = {
  configuration: 'Configuration',
  sequence: 'Approval Sequence',
  review: 'Review',
};

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
  /** The policy that is edited; left out for a new one. */
  readonly replaces?: string;
}

/** The document's three steps at the left, the form in the middle, and at the right what the policy does. */
export function Wizard(props: WizardProps) {
  const { title, form, impact, step, onStep, onSave, onLeave, saving, save, refusal, replaces } = props;
  const directory = useDirectory();
  const whatIf = useWhatIf(form.values, replaces);
  const proposes = useFourEyes();
  const place = wizardSteps.indexOf(step);
  const previous = wizardSteps[place - 1];
  const next = wizardSteps[place + 1];
  const { foresight } = impact;
  const todoIn = (which: WizardStep): string | null => {
    const mistakes = Object.keys(form.mistakes).filter((path) => stepOf(path) === which).length;
    if (mistakes > 0) return `${counted(mistakes, 'thing')} to fill in`;
    const faults =
      foresight?.risks.filter(({ weight, path = '' }) => weight === 'fault' && stepOf(path) === which) ?? [];
    return faults.length > 0 ? `${counted(faults.length, 'thing')} to mend` : null;
  };

  return (
    <WizardFrame
      title={title}
      steps={wizardSteps.map((which) => ({ key: which, title: titles[which], todo: todoIn(which) }))}
      step={step}
      onStep={onStep}
      onSubmit={() => {
        if (next === undefined) onSave();
        else onStep(next);
      }}
      aside={
        step === 'review'
          ? {
              title: 'What saving it would change',
              content: foresight === undefined ? null : <Consequences foresight={foresight} />,
              foot: <Accounts impact={impact} onlyChanges />,
            }
          : {
              title: 'What this policy does',
              content: (
                <div className={classes.blocks}>
                  <Risks risks={foresight?.risks ?? []} />
                  <Sentences rules={toDraft(form.values)} directory={directory} />
                </div>
              ),
              foot: <Accounts impact={impact} />,
            }
      }
      leave={
        <Button variant="subtle" onClick={() => void onLeave()}>
          Leave without saving
        </Button>
      }
      onward={
        <>
          {previous === undefined ? null : (
            <Button variant="default" onClick={() => onStep(previous)}>
              Back
            </Button>
          )}
          {next === undefined ? (
            <Button type="submit" loading={saving}>
              {proposes ? 'Propose…' : save}
            </Button>
          ) : (
            <Button type="submit">Next: {titles[next]}</Button>
          )}
        </>
      }
    >
      {step === 'configuration' ? (
        <Configuration form={form} hints={impact.foresight?.hints ?? []} />
      ) : step === 'sequence' ? (
        <Sequence form={form} directory={directory} />
      ) : (
        <>
          <Review
            form={form}
            directory={directory}
            refusal={refusal}
            editing={replaces !== undefined}
            proposes={proposes}
          />
          <WhatIf whatIf={whatIf} ready={Object.keys(form.mistakes).length === 0} />
        </>
      )}
    </WizardFrame>
  );
}
