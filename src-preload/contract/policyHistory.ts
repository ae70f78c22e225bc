import { z } from 'zod';
import type { PersonName } from './people.ts';
import { page, policyId, says } from './scalars.ts';

/** The number of a version of a policy; the first is 1. */
export const policyVersion = z.int(says('input.wholeNumber')).min(1, says('input.versionMin'));

export const policyHistoryInputs = {
  history: z.strictObject({ id: policyId, ...page }),
  difference: z.strictObject({ id: policyId, from: policyVersion, to: policyVersion }),
};

/** Something that was done to a policy. */
export interface PolicyHistoryEntry {
  /** Its place in the ledger. */
  readonly sequence: number;
  readonly at: string;
  readonly by: PersonName;
  readonly what: 'created' | 'updated' | 'archived' | 'restored';
  /** The version that this made; null where it made none. */
  readonly version: number | null;
}

/**
 * One way in which two versions of a policy differ. `field` is the path of what differs (`duration.maxSeconds`, `steps.1.approvers`); steps
 * count by their place in the later version, and a removed one by its place in the earlier.
 */
export interface PolicyChange {
  readonly field: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** In words; null when there was or is nothing. */
  readonly before: string | null;
  readonly after: string | null;
  readonly sentence: string;
}

export interface PolicyDifference {
  readonly changes: readonly PolicyChange[];
}
