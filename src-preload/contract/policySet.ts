import { z } from 'zod';
import type { PolicyChange } from './policyHistory.ts';
import { type PolicyId, policyId, says } from './scalars.ts';

/** Most characters of a policy set; a longer one is refused before it is read. */
export const MAX_SET_CHARACTERS = 2_000_000;
/** Most policies of one set: an import is one transaction, and all other writes wait for it. */
export const MAX_SET_POLICIES = 4_000;

const yaml = z.string(says('input.yamlText')).max(MAX_SET_CHARACTERS, says('input.fileMax'));

const ids = z
  .array(policyId, says('input.policyList'))
  .min(1, says('input.policiesMin'))
  .max(MAX_SET_POLICIES, says('input.policiesMax'))
  .optional();

export const policySetInputs = {
  export: z.strictObject({ ids }),
  saveExport: z.strictObject({ ids }),
  plan: z.strictObject({ yaml }),
  apply: z.strictObject({
    yaml,
    sequence: z
      .int(says('input.wholeNumber'))
      .min(0, says('input.min', { min: 0 }))
      .optional(),
  }),
};

/** Policies as text; see docs/policies-as-code.md. */
export interface PolicyExport {
  readonly yaml: string;
  readonly policies: number;
}

/** A page with the file was opened, from which it can be saved. */
export interface SavedExport {
  readonly policies: number;
}

/** The effect of a policy set on one policy. */
export interface PlannedPolicy {
  /** Line of the file, from 1; null for a policy that a complete set archives by leaving it out. */
  readonly line: number | null;
  /** Null for a policy that is not there yet. */
  readonly policyId: PolicyId | null;
  readonly name: string;
  /** `archive` and `restore` may come with other changes, which are made first. */
  readonly action: 'create' | 'update' | 'archive' | 'restore' | 'unchanged';
  readonly changes: readonly PolicyChange[];
}

export interface PolicySetProblem {
  readonly line: number;
  readonly message: string;
}

/** The effect of a policy set. A set with problems is not applied. */
export interface PolicySetPlan {
  readonly actions: readonly PlannedPolicy[];
  readonly problems: readonly PolicySetProblem[];
  /** Patterns that look like those of another dialect, with their meaning here. They are accepted. */
  readonly warnings: readonly PolicySetProblem[];
  /** The newest event that changed a policy; `policies.apply` with it is refused if there is a newer one. */
  readonly sequence: number;
}
