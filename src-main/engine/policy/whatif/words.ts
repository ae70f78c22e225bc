import type { PolicyRules } from '#contract/policies.ts';
import { t } from '#texts/texts.ts';
import { duration as inWords, listed } from '#texts/values.ts';
import type { PastRequest, Reason } from './past.ts';

/** The values of a sentence about a past request. */
export interface ReasonContext {
  readonly request: PastRequest & { readonly resource: string; readonly account: string };
  readonly requesterName: string;
  /** The rules of the policy that would have gated it; null for none. */
  readonly rules: PolicyRules | null;
  /** A sentence about a lack of approvers; null when there were enough. */
  readonly lacks: string | null;
}

/** How a request would have ended and why, or why that cannot be known. */
export function reasonSentence(reason: Reason, { request, requesterName, rules, lacks }: ReasonContext): string {
  const uncovered = t('whatIf.noPolicy', { account: request.account, resource: request.resource });
  if (rules === null) return uncovered;
  const policy = rules.name;
  const waits = inWords(rules.pendingTtlSeconds);
  switch (reason) {
    case 'NO_POLICY':
      return uncovered;
    case 'UNWRITTEN':
      return t('whatIf.unwritten', { policy, missing: listed(missing(request, rules)) });
    case 'DURATION': {
      const [min, max] = [inWords(rules.duration.minSeconds), inWords(rules.duration.maxSeconds)];
      return t('whatIf.duration', { policy, min, max, asked: inWords(request.durationSeconds) });
    }
    case 'QUORUM':
      return t('whatIf.quorum', { why: lacks ?? t('whatIf.tooFew') });
    case 'EXPIRED':
      return request.closedAt === null || request.status === 'open'
        ? t('whatIf.expiredByNow', { waits })
        : t(`whatIf.expired.${request.status}`, { waits });
    case 'EXPIRES_SOONER':
      return t('whatIf.expiresSooner', { waits });
    case 'SAME_END':
      return t(`whatIf.sameEnd.${request.status}`);
    case 'STILL_OPEN':
      return t('whatIf.stillOpen');
    case 'STEPS':
      return t('whatIf.steps');
    case 'DISTINCT':
      return rules.distinctApprovers ? t('whatIf.distinct') : t('whatIf.notDistinct');
    case 'BREAK_GLASS':
      return t('whatIf.breakGlass', { person: requesterName });
    case 'LONGER':
      return t('whatIf.longer', { waits });
  }
}

function missing({ hasJustification, hasTicket }: PastRequest, rules: PolicyRules): string[] {
  return [
    ...(rules.requireJustification && !hasJustification ? [t('whatIf.justification')] : []),
    ...(rules.requireTicket && !hasTicket ? [t('whatIf.ticket')] : []),
  ];
}
