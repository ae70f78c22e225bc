import { useState } from 'react';
import { byInput, type Mistakes, mistakesIn, type PolicyValues } from './form.ts';
import type { PolicyImpactState } from './usePolicyImpact.ts';

/** The wizard's form: its values, and the mistake to show at each input. */
export interface PolicyForm {
  readonly values: PolicyValues;
  readonly set: (patch: Partial<PolicyValues>, path: string) => void;
  /** Called when an input loses the focus; then its mistake shows. */
  readonly leave: (path: string) => void;
  readonly mistakeAt: (path: string) => string | undefined;
  /** Whether the mistake at this input shows: after it was touched, or after `showAll`. */
  readonly isShown: (path: string) => boolean;
  /** All mistakes, shown or not. */
  readonly mistakes: Mistakes;
  /** Shows all mistakes. Answers whether there are none. */
  readonly showAll: () => boolean;
  readonly refuse: (fields: Mistakes) => void;
}

/** Holds the values of the form, checks them by the contract, and shows a mistake once its input was touched. */
export function usePolicyForm(initial: () => PolicyValues): PolicyForm {
  const [values, setValues] = useState(initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const [refused, setRefused] = useState<Mistakes>({});
  const own = mistakesIn(values);
  const mistakes = { ...refused, ...own };

  const touch = (path: string) => setTouched((before) => (before.has(path) ? before : new Set([...before, path])));
  return {
    values,
    mistakes,
    set: (patch, path) => {
      setValues((before) => ({ ...before, ...patch }));
      touch(path);
      // A refusal of the desk stays until its input, or a row above it, changes.
      const root = path.split('.')[0] ?? path;
      setRefused((before) => Object.fromEntries(Object.entries(before).filter(([at]) => at.split('.')[0] !== root)));
    },
    leave: touch,
    mistakeAt: (path) => (all || touched.has(path) || path in refused ? mistakes[path] : undefined),
    isShown: (path) => all || touched.has(path),
    showAll: () => {
      setAll(true);
      return Object.keys(own).length === 0;
    },
    refuse: (fields) => setRefused(byInput(fields)),
  };
}

// Only the desk can check these. Its last answer stays until the next one, so that messages do not flicker.
const KNOWN_BY_DESK = /^(?:name|conditions\.\d+\.(?:resource|account))$/;

/** The form with the mistakes that the desk finds. */
export function withImpact(form: PolicyForm, { impact, current }: PolicyImpactState): PolicyForm {
  const found = Object.entries(byInput(impact?.fields ?? {})).filter(
    ([path]) => current || (KNOWN_BY_DESK.test(path) && !isBlank(form.values, path)),
  );
  const mistakes = { ...Object.fromEntries(found), ...form.mistakes };
  return {
    ...form,
    mistakes,
    mistakeAt: (path) => form.mistakeAt(path) ?? (form.isShown(path) ? mistakes[path] : undefined),
    showAll: () => form.showAll() && (!current || found.length === 0),
  };
}

function isBlank({ name, conditions }: PolicyValues, path: string): boolean {
  const [, index, field] = path.split('.');
  if (index === undefined) return name.trim() === '';
  const condition = conditions[Number(index)];
  return (field === 'account' ? condition?.account : condition?.resource)?.trim() === '' || condition === undefined;
}
