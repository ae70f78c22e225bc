import type { RequestStatus } from '#contract/requests.ts';
import type { WhatIfFate } from '#contract/whatIf.ts';
import type { Participants } from '../../request/eligibility.ts';

/** A request of the past, as far as what would have become of it depends on it. */
export interface PastRequest extends Participants {
  readonly durationSeconds: number;
  /** Whether there is anything in them; what it says matters to people alone. */
  readonly hasJustification: boolean;
  readonly hasTicket: boolean;
  readonly status: RequestStatus;
  readonly submittedAt: string;
  readonly closedAt: string | null;
}

/** Why what would have become of a request is known, or is not. */
export const reasons = [
  'NO_POLICY',
  'UNWRITTEN',
  'DURATION',
  'QUORUM',
  'LAPSED',
  'SAME_END',
  'STILL_OPEN',
  'LAPSES_SOONER',
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
  LAPSED: 'expired',
  SAME_END: 'same',
  STILL_OPEN: 'same',
  LAPSES_SOONER: 'same',
  STEPS: 'undetermined',
  DISTINCT: 'undetermined',
  BREAK_GLASS: 'undetermined',
  LONGER: 'undetermined',
};
