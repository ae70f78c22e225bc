import type { CheckProgress, LedgerCheck, SavedHead } from '#contract/ledger.ts';
import type { PolicyDraft, PolicyImpact } from '#contract/policyImpact.ts';
import type { Page, PersonId, PolicyId, WhatIfId } from '#contract/scalars.ts';
import type { WhatIfFate, WhatIfFinding, WhatIfProgress, WhatIfRequest } from '#contract/whatIf.ts';

/** Work too long for one call. Areas start it here; desk.ts wires it to worker threads, or to this thread where there are none. */
export interface Jobs {
  /** Checks the whole workspace, and compares it with a head that was saved elsewhere if one is given. */
  verify(head: SavedHead | undefined): Promise<LedgerCheck>;
  /** Starts the same check for a person, and ends the one that they had started before. */
  startCheck(personId: PersonId, head: SavedHead | undefined): CheckProgress;
  /** The check that a person started last; null if there is none. */
  findCheck(personId: PersonId): CheckProgress | null;
  /** Ends it at once, unless it is over. */
  cancelCheck(personId: PersonId): CheckProgress | null;
  previewPolicy(job: ImpactJob): Promise<PolicyImpact>;
  /** Starts a run for a person, and ends the one that they had before. */
  startWhatIf(personId: PersonId, id: WhatIfId, job: WhatIfJob): void;
  /** A person's own run; undefined if there is no run with that id, or no longer. */
  findWhatIf(personId: PersonId, id: WhatIfId): WhatIfRun | undefined;
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
