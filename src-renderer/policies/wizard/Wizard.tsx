import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import { useDirectory } from '../../app/directory.ts';
import { counted } from '../../ui/words.ts';
import { Sentences } from '../Sentences.tsx';
import { type WizardStep, wizardSteps } from '../search.ts';
import { Configuration } from './Configuration.tsx';
import { stepOf, toDraft } from './form.ts';
import { Review } from './Review.tsx';
import { Sequence } from './Sequence.tsx';
import type { PolicyForm } from './usePolicyForm.ts';
import classes from './wizard.module.css';

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
  useDocumentTitle(`${title} — Countersign`);
  const directory = useDirectory();
  const place = wizardSteps.indexOf(step);
  const previous = wizardSteps[place - 1];
  const next = wizardSteps[place + 1];
  const wrongIn = (which: WizardStep): number =>
    Object.keys(form.mistakes).filter((path) => stepOf(path) === which).length;

  return (
    <form
      className={classes.wizard}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (next === undefined) onSave();
        else onStep(next);
      }}
    >
      <nav className={classes.steps} aria-label="Steps">
        <h1>{title}</h1>
        <ol>
          {wizardSteps.map((which, index) => {
            const wrong = wrongIn(which);
            return (
              <li key={which}>
                <button type="button" aria-current={which === step ? 'step' : undefined} onClick={() => onStep(which)}>
                  <span className={classes.number} aria-hidden>
                    {index + 1}
                  </span>
                  <span>
                    <span className={classes.stepTitle}>{titles[which]}</span>
                    {wrong === 0 ? null : (
                      <span className={classes.todo}>
                        <IconAlertTriangle size={12} stroke={2} aria-hidden /> {counted(wrong, 'thing')} to fill in
                      </span>
                    )}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      </nav>
      <section className={classes.middle} aria-label={titles[step]}>
        <div className={classes.scroll}>
          {step === 'configuration' ? (
            <Configuration form={form} />
          ) : step === 'sequence' ? (
            <Sequence form={form} directory={directory} />
          ) : (
            <Review form={form} directory={directory} refusal={refusal} editing={editing} />
          )}
        </div>
        <footer className={classes.footer}>
          <Button variant="subtle" onClick={onLeave}>
            Leave without saving
          </Button>
          <span className={classes.onward}>
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
          </span>
        </footer>
      </section>
      {step === 'review' ? null : (
        <aside className={classes.effect} aria-label="What this policy does">
          <h2>What this policy does</h2>
          <Sentences rules={toDraft(form.values)} directory={directory} />
        </aside>
      )}
    </form>
  );
}
