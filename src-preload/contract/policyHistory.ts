import { z } from 'zod';
import type { PersonName } from './people.ts';
import { page, policyId, says } from './scalars.ts';

/** The number of a version of a policy; the first is 1. */
export const policyVersion = z.int(says('input.wholeNumber')).min(1, says('input.versionMin'));

export const policyHistoryInputs = {
  history: z.strictObject({ id: policyId, ...page }),
  difference: z.strictObject({ id: policyId, from: policyVersion, to: policyVersion }),
};

/** A change of a policy. */
export interface PolicyHistoryEntry {
  /** Its place in the ledger. */
  readonly sequence: number;
  readonly at: string;
  readonly by: PersonName;
  readonly what: 'created' | 'updated' | 'archived' | 'restored';
  /** The version that it made; null if none. */
  readonly version: number | null;
}

/**
 * A difference between two versions of a policy. `field` is its path (`duration.maxSeconds`, `steps.1.approvers`); steps count
 * by their position in the later version, removed steps by that in the earlier one.
 */
export interface PolicyChange {
  readonly field: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** The value in words; null when there is none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly sentence: string;
}

export interface PolicyDifference {
  readonly changes: readonly PolicyChange[];
}
