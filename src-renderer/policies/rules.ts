import type { PolicyRules } from '#contract/policies.ts';
import type { Named } from '../app/directory.ts';

/** The rules of a saved policy or of a draft: durations may be missing and ids unchecked. */
export interface DraftRules {
  readonly name: string;
  readonly conditions: readonly { readonly resource?: string; readonly account?: string }[];
  readonly duration: { readonly minSeconds: number | null; readonly maxSeconds: number | null };
  readonly pendingTtlSeconds: number | null;
  readonly steps: readonly {
    readonly name: string | null;
    readonly approvers: readonly Named[];
    readonly required: number | null;
  }[];
  readonly distinctApprovers: boolean;
  readonly precedence: number | null;
  readonly requireJustification: boolean;
  readonly requireTicket: boolean;
  readonly bypass: { readonly bypassers: readonly Named[] } | null;
}

/** A saved policy is a draft with nothing missing. */
export const draftOf = (policy: PolicyRules): DraftRules => policy;
