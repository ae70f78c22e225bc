import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { desk } from '../app/desk.ts';
import { workspaceQuery } from '../app/queries/workspace.ts';
import { NewPassphraseFields } from '../signin/NewPassphraseFields.tsx';
import { useNewPassphrase, wordsAbout } from '../signin/useNewPassphrase.ts';
import { useSecretCall } from '../signin/useSecretCall.ts';
import { WizardFrame } from '../ui/WizardFrame.tsx';
import { counted } from '../ui/words.ts';
import { AdminStep } from './AdminStep.tsx';
import { asides } from './asides.tsx';
import { DeskStep } from './DeskStep.tsx';
import { FoundReview } from './FoundReview.tsx';
import { allPaths, type FoundStep, foundSteps, stepOf, toInput, useFoundForm } from './foundForm.ts';
import classes from './start.module.css';

const titles: Record<FoundStep, string> = {
  desk: 'The desk',
  admin: 'The first admin',
  passphrase: 'Your passphrase',
  review: 'Review',
};

interface FoundWizardProps {
  readonly proposed: string;
  readonly onLeave: () => void;
  readonly onFounding: (state: 'no' | 'under way' | 'done') => void;
}

/** Founds a real desk in four steps. */
export function FoundWizard({ proposed, onLeave, onFounding }: FoundWizardProps) {
  const cache = useQueryClient();
  const [step, setStep] = useState<FoundStep>('desk');
  const form = useFoundForm(proposed);
  const { name, username, personName, email } = form.values;
  const secret = useNewPassphrase(wordsAbout(username, personName, email, name));
  const { pending, refusal, run, reset } = useSecretCall();

  const goTo = (to: FoundStep) => {
    // The passphrase lives in the fields of its own step, and goes with them; it is looked at from the review only.
    if (step !== to && to !== 'review') secret.clear();
    setStep(to);
  };
  const wrong = allPaths.filter((path) => path in form.mistakes);
  // It is taken out of its fields when it is sent.
  const chosen = secret.ready || pending;
  const todo = (which: FoundStep): string | null => {
    if (which === 'passphrase') return chosen ? null : 'to be chosen';
    const count = wrong.filter((path) => stepOf(path) === which).length;
    return count === 0 ? null : `${counted(count, 'thing')} to fill in`;
  };

  const found = async () => {
    if (pending) return;
    form.showAll();
    if (wrong[0] !== undefined) return goTo(stepOf(wrong[0]));
    if (!(await secret.check())) return setStep('passphrase');
    onFounding('under way');
    const answer = await run(() => desk.workspace.found({ ...toInput(form.values), passphrase: secret.take() }));
    if (answer.ok) {
      cache.setQueryData(workspaceQuery().queryKey, answer.result);
      return onFounding('done');
    }
    onFounding('no');
    const fields = answer.error.fields ?? {};
    const first = form.refuse(fields);
    if (first !== undefined) goTo(stepOf(first));
    else if (fields.passphrase !== undefined) setStep('passphrase');
  };
  const place = foundSteps.indexOf(step);
  const previous = foundSteps[place - 1];
  const next = foundSteps[place + 1];

  return (
    <WizardFrame
      title="Found a desk"
      steps={foundSteps.map((key) => ({
        key,
        title: titles[key],
        todo: todo(key),
        done: key !== 'review' && todo(key) === null,
      }))}
      step={step}
      onStep={goTo}
      onSubmit={() => {
        if (next === undefined) void found();
        else goTo(next);
      }}
      aside={asides[step]}
      leave={
        <Button variant="subtle" onClick={onLeave}>
          Leave without founding
        </Button>
      }
      onward={
        <>
          {previous === undefined ? null : (
            <Button variant="default" onClick={() => goTo(previous)}>
              Back
            </Button>
          )}
          {next === undefined ? (
            <Button type="submit" loading={pending}>
              Found the desk
            </Button>
          ) : (
            <Button type="submit">Next: {titles[next]}</Button>
          )}
        </>
      }
    >
      {step === 'desk' ? <DeskStep form={form} /> : null}
      {step === 'admin' ? <AdminStep form={form} /> : null}
      {step === 'passphrase' || step === 'review' ? (
        <div className={classes.fields} hidden={step !== 'passphrase'}>
          <NewPassphraseFields
            label="Passphrase"
            secret={secret}
            refused={refusal?.fields?.passphrase}
            onTyped={reset}
          />
        </div>
      ) : null}
      {step === 'review' ? <FoundReview form={form} chosen={chosen} refusal={refusal} /> : null}
    </WizardFrame>
  );
}
