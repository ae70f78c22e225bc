import type { RefusedError } from '../../app/desk.ts';
import type { WizardStep } from '../search.ts';
import { stepOf } from './form.ts';
import type { PolicyForm } from './usePolicyForm.ts';

interface Save {
  readonly mutate: (variables: undefined, options: { readonly onError: (error: RefusedError) => void }) => void;
}

/** Saves a form without mistakes; otherwise goes to the step of the first mistake. */
export function useSaving(form: PolicyForm, save: Save, goTo: (step: WizardStep) => void): () => void {
  const goToFirst = (paths: Readonly<Record<string, string>>) => {
    const [first] = Object.keys(paths);
    if (first !== undefined) goTo(stepOf(first));
  };
  return () => {
    if (!form.showAll()) return goToFirst(form.mistakes);
    save.mutate(undefined, {
      onError: ({ refusal }) => {
        if (refusal.fields === undefined) return;
        form.refuse(refusal.fields);
        goToFirst(refusal.fields);
      },
    });
  };
}
