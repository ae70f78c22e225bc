import { useState } from 'react';
import { byInput, type Mistakes, mistakesIn, type PolicyValues } from './form.ts';
import type { PolicyImpactState } from './usePolicyImpact.ts';

/** The wizard's form: its values, and for each input the mistake that is to be shown at it. */
export interface PolicyForm {
  readonly values: PolicyValues;
  readonly set: (patch: Partial<PolicyValues>, path: string) => void;
  /** Says that an input was left, so that its mistake may be shown. */
  readonly leave: (path: string) => void;
  readonly mistakeAt: (path: string) => string | undefined;
  /** Whether a mistake at this input may be shown: it was touched, or all are asked for. */
  readonly isShown: (path: string) => boolean;
  /** Everything that is wrong, shown or not. */
  readonly mistakes: Mistakes;
  /** Shows every mistake there is. Answers whether there is none. */
  readonly showAll: () => boolean;
  readonly refuse: (fields: Mistakes) => void;
}

/** Keeps what is typed, checks it against the contract as one types, and shows a mistake once its input was touched. */
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
      // What the desk said about an input holds until the input, or a row above it, changes.
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

// What only the desk can know. Its answer is a moment late, so until the next one it stands for what is typed meanwhile: nothing flickers.
const KNOWN_BY_DESK = /^(?:name|conditions\.\d+\.(?:resource|account))$/;

/** The same form, with what the desk finds wrong with it as one types. */
export function withOutlook(form: PolicyForm, { foresight, current }: PolicyImpactState): PolicyForm {
  const found = Object.entries(byInput(foresight?.fields ?? {})).filter(
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
  const [, place, field] = path.split('.');
  if (place === undefined) return name.trim() === '';
  const condition = conditions[Number(place)];
  return (field === 'account' ? condition?.account : condition?.resource)?.trim() === '' || condition === undefined;
}
