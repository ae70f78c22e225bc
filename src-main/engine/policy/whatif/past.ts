import type { RequestStatus } from '#contract/requests.ts';
import type { WhatIfFate } from '#contract/whatIf.ts';
import type { Participants } from '../../request/eligibility.ts';

/** The fields of a past request that a simulation depends on. */
export interface PastRequest extends Participants {
  readonly durationSeconds: number;
  /** Whether it is filled in; the text itself does not matter. */
  readonly hasJustification: boolean;
  readonly hasTicket: boolean;
  readonly status: RequestStatus;
  readonly submittedAt: string;
  readonly closedAt: string | null;
}

/** Why a request would have ended in a certain way, or why that is undetermined. */
export const reasons = [
  'NO_POLICY',
  'UNWRITTEN',
  'DURATION',
  'QUORUM',
  'EXPIRED',
  'SAME_END',
  'STILL_OPEN',
  'EXPIRES_SOONER',
  'STEPS',
  'DISTINCT',
  'BREAK_GLASS',
  'LONGER',
] as const;
export type Reason = (typeof reasons)[number];

export const outcomeOf: Readonly<Record<Reason, WhatIfFate>> = {
  NO_POLICY: 'refused',
  UNWRITTEN: 'refused',
  DURATION: 'refused',
  QUORUM: 'refused',
  EXPIRED: 'expired',
  SAME_END: 'same',
  STILL_OPEN: 'same',
  EXPIRES_SOONER: 'same',
  STEPS: 'undetermined',
  DISTINCT: 'undetermined',
  BREAK_GLASS: 'undetermined',
  LONGER: 'undetermined',
};
