import type { Input } from '#contract/contract.ts';
import { type PolicyRules, policyInputs } from '#contract/policies.ts';
import type { PolicyDraft } from '#contract/policyImpact.ts';
import { DEFAULT_PENDING_SECONDS } from '#contract/scalars.ts';
import type { Named } from '../../app/directory.ts';
import type { DraftRules } from '../rules.ts';
import type { WizardStep } from '../search.ts';

export interface ConditionValues {
  /** Identifies the row in the form; not part of the policy. */
  readonly key: string;
  readonly resource: string;
  readonly account: string;
}

export interface StepValues {
  readonly key: string;
  readonly name: string;
  readonly approvers: readonly Named[];
  readonly required: number | null;
}

/** A policy in the form: the values of the fields, right or wrong. */
export interface PolicyValues {
  readonly name: string;
  readonly description: string;
  readonly conditions: readonly ConditionValues[];
  readonly minSeconds: number | null;
  readonly maxSeconds: number | null;
  readonly pendingTtlSeconds: number | null;
  readonly precedence: number | null;
  readonly requireJustification: boolean;
  readonly requireTicket: boolean;
  readonly distinctApprovers: boolean;
  readonly steps: readonly StepValues[];
  readonly breakGlass: boolean;
  readonly bypassers: readonly Named[];
}

let rows = 0;
const nextKey = (): string => `row ${++rows}`;

export const emptyCondition = (): ConditionValues => ({ key: nextKey(), resource: '', account: '' });
export const emptyStep = (): StepValues => ({ key: nextKey(), name: '', approvers: [], required: 1 });

/** The first values of a new policy. */
export const emptyPolicy = (): PolicyValues => ({
  name: '',
  description: '',
  conditions: [emptyCondition()],
  minSeconds: 1,
  maxSeconds: 4 * 3_600,
  pendingTtlSeconds: DEFAULT_PENDING_SECONDS,
  precedence: 0,
  requireJustification: false,
  requireTicket: false,
  distinctApprovers: true,
  steps: [emptyStep()],
  breakGlass: false,
  bypassers: [],
});

/** The values of a saved or proposed policy. */
export const valuesOf = (policy: PolicyRules): PolicyValues => ({
  name: policy.name,
  description: policy.description ?? '',
  conditions: policy.conditions.map(({ resource = '', account = '' }) => ({ ...emptyCondition(), resource, account })),
  minSeconds: policy.duration.minSeconds,
  maxSeconds: policy.duration.maxSeconds,
  pendingTtlSeconds: policy.pendingTtlSeconds,
  precedence: policy.precedence,
  requireJustification: policy.requireJustification,
  requireTicket: policy.requireTicket,
  distinctApprovers: policy.distinctApprovers,
  steps: policy.steps.map((step) => ({ ...emptyStep(), ...step, name: step.name ?? '' })),
  breakGlass: policy.bypass !== null,
  bypassers: policy.bypass?.bypassers ?? [],
});

const blank = (text: string): boolean => text.trim() === '';

/** The input of `policies.create` for these values. A missing number becomes NaN, which is refused with a reason. */
export function toInput(values: PolicyValues): Input<'policies', 'create'> {
  const missing = Number.NaN;
  return {
    name: values.name,
    description: values.description,
    conditions: values.conditions.map(({ resource, account }) => ({
      ...(blank(resource) ? {} : { resource }),
      ...(blank(account) ? {} : { account }),
    })),
    duration: { minSeconds: values.minSeconds ?? missing, maxSeconds: values.maxSeconds ?? missing },
    pendingTtlSeconds: values.pendingTtlSeconds ?? missing,
    steps: values.steps.map(({ name, approvers, required }) => ({
      ...(blank(name) ? {} : { name }),
      approvers: approvers.map((ref) => ({ ...ref })),
      required: required ?? missing,
    })),
    distinctApprovers: values.distinctApprovers,
    precedence: values.precedence ?? missing,
    requireJustification: values.requireJustification,
    requireTicket: values.requireTicket,
    bypass: values.breakGlass ? { bypassers: values.bypassers.map((ref) => ({ ...ref })) } : null,
  };
}

/** The values, right or wrong, as the desk previews and keeps them. */
export function toTyped(values: PolicyValues): Input<'policies', 'foresee'>['draft'] {
  const input = toInput(values);
  return {
    ...input,
    duration: { minSeconds: values.minSeconds, maxSeconds: values.maxSeconds },
    pendingTtlSeconds: values.pendingTtlSeconds,
    precedence: values.precedence,
    steps: values.steps.map(({ name, approvers, required }) => ({
      ...(blank(name) ? {} : { name }),
      approvers: approvers.map((ref) => ({ ...ref })),
      required,
    })),
  };
}

/** The values of a kept draft. */
export function valuesFrom(draft: PolicyDraft): PolicyValues {
  const blankPolicy = emptyPolicy();
  const { conditions, steps } = draft;
  return {
    name: draft.name,
    description: draft.description ?? '',
    conditions:
      conditions.length === 0
        ? blankPolicy.conditions
        : conditions.map(({ resource, account }) => ({
            ...emptyCondition(),
            resource: resource ?? '',
            account: account ?? '',
          })),
    minSeconds: draft.duration.minSeconds ?? null,
    maxSeconds: draft.duration.maxSeconds,
    pendingTtlSeconds: draft.pendingTtlSeconds ?? null,
    precedence: draft.precedence ?? null,
    requireJustification: draft.requireJustification ?? blankPolicy.requireJustification,
    requireTicket: draft.requireTicket ?? blankPolicy.requireTicket,
    distinctApprovers: draft.distinctApprovers ?? blankPolicy.distinctApprovers,
    steps:
      steps.length === 0
        ? blankPolicy.steps
        : steps.map(({ name, approvers, required }) => ({ ...emptyStep(), name: name ?? '', approvers, required })),
    breakGlass: draft.bypass != null,
    bypassers: draft.bypass?.bypassers ?? [],
  };
}

/** The values as rules, for the sentences about them. */
export function toDraft(values: PolicyValues): DraftRules {
  return {
    name: values.name,
    conditions: values.conditions,
    duration: values,
    pendingTtlSeconds: values.pendingTtlSeconds,
    steps: values.steps.map((step) => ({ ...step, name: blank(step.name) ? null : step.name })),
    distinctApprovers: values.distinctApprovers,
    precedence: values.precedence,
    requireJustification: values.requireJustification,
    requireTicket: values.requireTicket,
    bypass: values.breakGlass ? { bypassers: values.bypassers } : null,
  };
}

export type Mistakes = Readonly<Record<string, string>>;

/** The input that shows a mistake at this path: one input shows all mistakes in a list of approvers. */
function inputFor(path: string): string {
  return path.replace(/\.approvers\..*$/, '.approvers').replace(/^bypass\b.*$/, 'bypass.bypassers');
}

/** Mistakes by the input that shows them; the first of each wins. */
export function byInput(fields: Mistakes): Mistakes {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([path, message]) => [inputFor(path), message] as const)
      .reverse(),
  );
}

/** Mistakes in the values by the rules of the contract. */
export function mistakesIn(values: PolicyValues): Mistakes {
  const parsed = policyInputs.create.safeParse(toInput(values));
  if (parsed.success) return {};
  return byInput(
    Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]).reverse()),
  );
}

/** The wizard step that holds an input. */
export const stepOf = (path: string): WizardStep =>
  /^(steps|bypass|distinctApprovers)\b/.test(path) ? 'sequence' : 'configuration';
