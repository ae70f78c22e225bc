import type { CheckProgress, LedgerCheck, SavedHead } from '#contract/ledger.ts';
import type { PolicyDraft, PolicyImpact } from '#contract/policyImpact.ts';
import type { Page, PersonId, PolicyId, WhatIfId } from '#contract/scalars.ts';
import type { WhatIfFate, WhatIfFinding, WhatIfProgress, WhatIfRequest } from '#contract/whatIf.ts';
import type { SavedState } from '../../store/integrity/checkedState.ts';

/** Work too long for one call. Areas start it here; desk.ts wires it to worker threads, or to this thread where there are none. */
export interface Jobs {
  /** Checks the whole workspace, and compares it with a head that was saved elsewhere if one is given. */
  verify(head: SavedHead | undefined): Promise<LedgerCheck>;
  /** Starts the same check for a person, and ends the one that they had started before. */
  startCheck(personId: PersonId, head: SavedHead | undefined, mark: FoundMark | null): CheckProgress;
  /** The check that a person started last; null if there is none. */
  findCheck(personId: PersonId): CheckProgress | null;
  /** Ends it at once, unless it is over. */
  cancelCheck(personId: PersonId): CheckProgress | null;
  /** What it has saved for a mark; null unless it has checked every event and found no problem. */
  keepableState(personId: PersonId): KeepableState | null;
  previewPolicy(job: ImpactJob): Promise<PolicyImpact>;
  /** Starts a run for a person, and ends the one that they had before. */
  startWhatIf(personId: PersonId, id: WhatIfId, job: WhatIfJob): void;
  /** A person's own run; undefined if there is no run with that id, or no longer. */
  findWhatIf(personId: PersonId, id: WhatIfId): WhatIfRun | undefined;
}

/** A mark that a person has kept (ledger/mark.ts). */
export interface FoundMark {
  /** The event that it names; null if it is not this person's, or not of this desk. */
  readonly head: { readonly desk: string; readonly sequence: number; readonly hash: string } | null;
  /** When they signed it; null with `head`. */
  readonly at: string | null;
  /** Where a check can begin; null if it cannot, for the reason in `why`. */
  readonly begin: MarkedState | null;
  readonly why: string | null;
}

/** The state that a mark names: the digests of the ledger up to an event, and of the file with the state after it. */
export interface MarkedState {
  readonly sequence: number;
  readonly ledger: string;
  readonly state: string;
  readonly file: string;
}

/** A state that a check has saved in a file. */
export interface KeepableState {
  readonly state: SavedState;
  readonly file: string;
}

/** Impact analysis of a draft; `replaces` is the policy whose next version it would be. */
export interface ImpactJob {
  readonly draft: PolicyDraft;
  readonly replaces: PolicyId | null;
  readonly examples: number;
}

/** A run of a draft over past requests. `now` is the time at which it was started, ISO 8601 UTC. */
export interface WhatIfJob {
  readonly draft: PolicyDraft;
  readonly replaces: PolicyId | null;
  readonly submittedFrom: string | null;
  readonly submittedTo: string | null;
  readonly now: string;
}

/** Which page of a run's results to list. */
export interface WhatIfPageQuery {
  readonly finding?: WhatIfFinding | undefined;
  readonly fate?: WhatIfFate | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface WhatIfRun {
  /** The progress last reported. */
  progress(): WhatIfProgress;
  /** A page of the results so far; null if the cursor does not belong to this list. */
  page(query: WhatIfPageQuery): Promise<Page<WhatIfRequest> | null>;
  /** Stops a run before its end. Its results so far remain. */
  cancel(): Promise<WhatIfProgress>;
  /** Stops the run and drops its results. */
  end(): void;
}
