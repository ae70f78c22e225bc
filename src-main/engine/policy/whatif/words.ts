import type { PolicyRules } from '#contract/policies.ts';
import type { RequestStatus } from '#contract/requests.ts';
import { duration as inWords } from '#texts/values.ts';
import { listed } from '../impact/names.ts';
import type { PastRequest, Reason } from './past.ts';

/** What a sentence about a request names. */
export interface ReasonContext {
  readonly request: PastRequest & { readonly resource: string; readonly account: string };
  readonly requesterName: string;
  /** The rules that it would have met; null where it would have met none. */
  readonly rules: PolicyRules | null;
  /** Why too few people could have approved it; null where enough could. */
  readonly lacks: string | null;
}

const REFUSED = 'It would have been refused when it was filed';
const UNKNOWN = 'cannot be known';

/** What would have become of a request and why, or why that cannot be known. */
export function reasonSentence(reason: Reason, { request, requesterName, rules, lacks }: ReasonContext): string {
  const uncovered = `${REFUSED}: no active policy would cover ${request.account} on ${request.resource}.`;
  if (rules === null) return uncovered;
  const waits = inWords(rules.pendingTtlSeconds);
  switch (reason) {
    case 'NO_POLICY':
      return uncovered;
    case 'UNWRITTEN':
      return `${REFUSED}: “${rules.name}” asks for ${listed(missing(request, rules))}, and it has none.`;
    case 'DURATION': {
      const { minSeconds, maxSeconds } = rules.duration;
      const asked = `it asked for ${inWords(request.durationSeconds)}`;
      return `${REFUSED}: “${rules.name}” allows ${inWords(minSeconds)} to ${inWords(maxSeconds)}, and ${asked}.`;
    }
    case 'QUORUM':
      return `${REFUSED}, with people and groups as they were then. ${lacks ?? 'Too few people could have approved it.'}`;
    case 'LAPSED':
      return request.closedAt === null
        ? `It would have lapsed by now: it could have waited for ${waits}.`
        : `It would have lapsed after ${waits}, before it was ${request.status}.`;
    case 'LAPSES_SOONER':
      return `It would have lapsed all the same, only sooner: after ${waits}.`;
    case 'SAME_END':
      return `The same people would have had the same to decide, so with the same decisions it would have been ${ends[request.status]} all the same.`;
    case 'STILL_OPEN':
      return 'It still waits, and the same people would have the same to decide. How it ends is not known either way.';
    case 'STEPS':
      return `Other approvals would have been asked for, and what people would have decided ${UNKNOWN}.`;
    case 'DISTINCT':
      return `${rules.distinctApprovers ? 'Every step would have needed other people' : 'The same people could have approved several steps'}, and what they would have decided ${UNKNOWN}.`;
    case 'BREAK_GLASS':
      return `Whether ${requesterName} could break the glass would have been another matter, and what they would have done ${UNKNOWN}.`;
    case 'LONGER':
      return `It lapsed, and would have waited for longer: ${waits}. Whether somebody would have decided it by then ${UNKNOWN}.`;
  }
}

const ends: Readonly<Record<RequestStatus, string>> = {
  open: 'open',
  approved: 'approved',
  rejected: 'rejected',
  cancelled: 'cancelled',
  expired: 'left to lapse',
};

function missing({ hasJustification, hasTicket }: PastRequest, rules: PolicyRules): string[] {
  return [
    ...(rules.requireJustification && !hasJustification ? ['a justification'] : []),
    ...(rules.requireTicket && !hasTicket ? ['a ticket'] : []),
  ];
}
