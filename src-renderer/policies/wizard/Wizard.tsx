import { Button } from '@mantine/core';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import { useDirectory } from '../../app/directory.ts';
import { WizardFrame } from '../../ui/WizardFrame.tsx';
import { counted } from '../../ui/words.ts';
import { Sentences } from '../Sentences.tsx';
import { type WizardStep, wizardSteps } from '../search.ts';
import { Configuration } from './Configuration.tsx';
import { stepOf, toDraft } from './form.ts';
import { Review } from './Review.tsx';
import { Sequence } from './Sequence.tsx';
import type { PolicyForm } from './usePolicyForm.ts';

const titles: Record<WizardStep, string> = {
  configuration: 'Configuration',
  sequence: 'Approval Sequence',
  review: 'Review',
};

interface WizardProps {
  readonly title: string;
  readonly form: PolicyForm;
  readonly step: WizardStep;
  readonly onStep: (step: WizardStep) => void;
  readonly onSave: () => void;
  readonly onLeave: () => void;
  readonly saving: boolean;
  readonly save: string;
  readonly refusal: Refusal | undefined;
  readonly editing: boolean;
}

/** The document's three steps at the left, the form in the middle, and at the right what the policy does. */
export function Wizard({ title, form, step, onStep, onSave, onLeave, saving, save, refusal, editing }: WizardProps) {
  const directory = useDirectory();
  const place = wizardSteps.indexOf(step);
  const previous = wizardSteps[place - 1];
  const next = wizardSteps[place + 1];
  const wrongIn = (which: WizardStep): number =>
    Object.keys(form.mistakes).filter((path) => stepOf(path) === which).length;

  return (
    <WizardFrame
      title={title}
      steps={wizardSteps.map((which) => {
        const wrong = wrongIn(which);
        return {
          key: which,
          title: titles[which],
          todo: wrong === 0 ? null : `${counted(wrong, 'thing')} to fill in`,
        };
      })}
      step={step}
      onStep={onStep}
      onSubmit={() => {
        if (next === undefined) onSave();
        else onStep(next);
      }}
      aside={
        step === 'review'
          ? null
          : {
              title: 'What this policy does',
              content: <Sentences rules={toDraft(form.values)} directory={directory} />,
            }
      }
      leave={
        <Button variant="subtle" onClick={onLeave}>
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
              {save}
            </Button>
          ) : (
            <Button type="submit">Next: {titles[next]}</Button>
          )}
        </>
      }
    >
      {step === 'configuration' ? (
        <Configuration form={form} />
      ) : step === 'sequence' ? (
        <Sequence form={form} directory={directory} />
      ) : (
        <Review form={form} directory={directory} refusal={refusal} editing={editing} />
      )}
    </WizardFrame>
  );
}
