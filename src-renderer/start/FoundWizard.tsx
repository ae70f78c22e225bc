import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#texts/texts.ts';
import { desk } from '../app/desk.ts';
import { workspaceQuery } from '../app/queries/workspace.ts';
import { NewPassphraseFields } from '../signin/NewPassphraseFields.tsx';
import { useNewPassphrase, wordsAbout } from '../signin/useNewPassphrase.ts';
import { useSecretCall } from '../signin/useSecretCall.ts';
import { WizardFrame } from '../ui/WizardFrame.tsx';
import { AdminStep } from './AdminStep.tsx';
import { DeskStep } from './DeskStep.tsx';
import { FoundReview } from './FoundReview.tsx';
import { allPaths, type FoundStep, foundSteps, stepOf, toInput, useFoundForm } from './foundForm.ts';
import classes from './start.module.css';

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
    // Only the fields of its step hold the passphrase; leaving that step for any but the review clears them.
    if (step !== to && to !== 'review') secret.clear();
    setStep(to);
  };
  const wrong = allPaths.filter((path) => path in form.mistakes);
  // Sending empties the fields.
  const chosen = secret.ready || pending;
  const todo = (which: FoundStep): string | null => {
    if (which === 'passphrase') return chosen ? null : t('start.found.toChoose');
    const count = wrong.filter((path) => stepOf(path) === which).length;
    return count === 0 ? null : t('start.found.toFill', { count });
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
      title={t('start.found.title')}
      steps={foundSteps.map((key) => ({
        key,
        title: t(`start.found.step.${key}`),
        todo: todo(key),
        done: key !== 'review' && todo(key) === null,
      }))}
      step={step}
      onStep={goTo}
      onSubmit={() => {
        if (next === undefined) void found();
        else goTo(next);
      }}
      aside={{ title: t(`start.advice.${step}.title`), content: <StepAdvice step={step} /> }}
      leave={
        <Button variant="subtle" onClick={onLeave}>
          {t('start.found.leave')}
        </Button>
      }
      onward={
        <>
          {previous === undefined ? null : (
            <Button variant="default" onClick={() => goTo(previous)}>
              {t('common.back')}
            </Button>
          )}
          {next === undefined ? (
            <Button type="submit" loading={pending}>
              {t('start.found.submit')}
            </Button>
          ) : (
            <Button type="submit">{t('start.found.next', { step: t(`start.found.step.${next}`) })}</Button>
          )}
        </>
      }
    >
      {step === 'desk' ? <DeskStep form={form} /> : null}
      {step === 'admin' ? <AdminStep form={form} /> : null}
      {step === 'passphrase' || step === 'review' ? (
        <div className={classes.fields} hidden={step !== 'passphrase'}>
          <NewPassphraseFields
            label={t('start.found.field.passphrase')}
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

interface StepAdviceProps {
  readonly step: FoundStep;
}

/** Background beside a step of founding. */
function StepAdvice({ step }: StepAdviceProps) {
  return (
    <div className={classes.words}>
      <p>{t(`start.advice.${step}.first`)}</p>
      <p>{t(`start.advice.${step}.second`)}</p>
      <p>{t(`start.advice.${step}.third`)}</p>
    </div>
  );
}
