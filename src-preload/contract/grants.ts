import { z } from 'zod';
import type { PersonName } from './people.ts';
import {
  durationSeconds,
  type GrantId,
  grantId,
  name,
  oneOf,
  page,
  personId,
  type RequestId,
  requiredText,
  searchText,
} from './scalars.ts';

export const grantStatuses = ['active', 'expired', 'revoked', 'released'] as const;
export const bypassStates = ['unreviewed', 'reviewed'] as const;
export const grantSorts = ['newest', 'ending'] as const;
export type GrantStatus = (typeof grantStatuses)[number];
export type BypassState = (typeof bypassStates)[number];

export const grantInputs = {
  list: z.strictObject({
    status: z.enum(grantStatuses, oneOf(grantStatuses)).optional(),
    personId: personId.optional(),
    bypass: z.enum(bypassStates, oneOf(bypassStates)).optional(),
    text: searchText.optional(),
    /** Active ones that end within so many seconds from now. */
    endsWithinSeconds: durationSeconds.optional(),
    /** `ending`: active ones, those that end first at the top. Default: `newest`. */
    sort: z.enum(grantSorts, oneOf(grantSorts)).optional(),
    ...page,
  }),
  get: z.strictObject({ id: grantId }),
  revoke: z.strictObject({ id: grantId, reason: requiredText }),
  release: z.strictObject({ id: grantId }),
  reviewBypass: z.strictObject({ id: grantId, comment: requiredText }),
  check: z.strictObject({ personId, resource: name, account: name }),
};

export interface Grant {
  readonly id: GrantId;
  readonly requestId: RequestId;
  readonly person: PersonName;
  readonly resource: string;
  readonly account: string;
  readonly status: GrantStatus;
  readonly startsAt: string;
  readonly expiresAt: string;
  readonly endedAt: string | null;
  /** The person who ended it; null while it is active, and if it expired. */
  readonly endedBy: PersonName | null;
  readonly reason: string | null;
  readonly viaBypass: boolean;
  readonly bypass: {
    readonly reason: string;
    readonly reviewedBy: PersonName | null;
    readonly reviewedAt: string | null;
    readonly comment: string | null;
  } | null;
}

/** A grant that was ended, and the grant that still keeps the same access open. */
export interface EndedGrant extends Grant {
  readonly stillOpen: {
    readonly grantId: GrantId;
    readonly requestNumber: number;
    readonly until: string;
    /** The same as a sentence. */
    readonly sentence: string;
  } | null;
}

export interface AccessCheck {
  readonly allowed: boolean;
  readonly grantId?: GrantId;
  readonly expiresAt?: string;
  readonly because: string;
}
