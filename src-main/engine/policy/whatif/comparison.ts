import type { PolicyRules } from '#contract/policies.ts';
import type { PolicyId } from '#contract/scalars.ts';
import type { WhatIfFinding } from '#contract/whatIf.ts';
import { isOver, type Now } from '../../clock.ts';
import { refusal } from '../../outcome.ts';
import { type Directory, NOW, resolveRefs } from '../../people/directory.ts';
import { type Asked, whyNotUnder } from '../../request/submit.ts';
import { type Differences, differencesOf, indistinguishable } from './differences.ts';
import type { PastRequest, Reason } from './past.ts';
import type { PastQuorum } from './quorum.ts';

/** How a draft would have treated a request, and why it would have ended so. */
export interface Comparison {
  readonly findings: readonly WhatIfFinding[];
  readonly reason: Reason;
}

/** A policy that gates requests, with the people whom it names. */
export interface Met {
  /** Null for the draft of a new policy. */
  readonly policyId: PolicyId | null;
  readonly rules: PolicyRules;
  readonly directory: () => Directory;
}

/** A policy that would gate requests. */
export interface WouldMeet extends Met {
  readonly quorum: PastQuorum;
}

/** The present, and any other moment. */
export interface Clocks {
  readonly now: Now;
  readonly moment: (at: string) => Now;
}

/** The comparison for a request that no policy would gate. */
export const ungated: Comparison = { findings: ['NO_POLICY'], reason: 'NO_POLICY' };

/**
 * Compares how requests filed under one version of a policy would have fared under another, each by itself, with people, groups and
 * other requests as they were. An end that depends on people's decisions is undetermined, not guessed.
 */
export function compareUnder(filed: Met, would: WouldMeet, clocks: Clocks): (request: PastRequest) => Comparison {
  const differences = differencesOf(filed.rules, would.rules);
  const another = filed.policyId !== would.policyId;
  return (request) => {
    // Under the same rules the request could be filed, so its quorum was possible.
    const lacks = indistinguishable({ ...differences, pending: false, limits: false }) ? null : would.quorum(request);
    const found: WhatIfFinding[] = [
      ...(another ? (['ANOTHER_POLICY'] as const) : []),
      ...refusals(request, would.rules, lacks),
      ...(differences.steps ? (['OTHER_STEPS'] as const) : []),
      ...(differences.distinct || differences.pending || differences.bypass ? (['OTHER_RULES'] as const) : []),
    ];
    return {
      findings: found.length === 0 ? ['SAME'] : found,
      reason:
        whyRefused(request, would.rules, lacks) ??
        whyElse(request, differences, filed, would) ??
        end(request, filed, would, clocks),
    };
  };
}

const asked = ({ durationSeconds, hasJustification, hasTicket }: PastRequest): Asked => ({
  durationSeconds,
  paperwork: { justification: hasJustification ? '' : null, ticket: hasTicket ? '' : null },
});

function whyRefused(request: PastRequest, rules: PolicyRules, lacks: string | null): Reason | null {
  const why = whyNotUnder(rules, asked(request), () => (lacks === null ? null : refusal('QUORUM_IMPOSSIBLE', lacks)));
  switch (why?.code) {
    case undefined:
      return null;
    case 'DURATION_OUT_OF_RANGE':
      return 'DURATION';
    case 'QUORUM_IMPOSSIBLE':
      return 'QUORUM';
    default:
      return 'UNWRITTEN';
  }
}

// Every reason for a refusal, not only the first.
function refusals(request: PastRequest, rules: PolicyRules, lacks: string | null): WhatIfFinding[] {
  const { durationSeconds, paperwork } = asked(request);
  const unwritten = whyNotUnder(rules, { durationSeconds: null, paperwork }, () => null)?.fields ?? {};
  const unfit = whyNotUnder(rules, { durationSeconds, paperwork: null }, () => null);
  return [
    ...(unfit ? (['DURATION_REFUSED'] as const) : []),
    ...('justification' in unwritten ? (['JUSTIFICATION_MISSING'] as const) : []),
    ...('ticket' in unwritten ? (['TICKET_MISSING'] as const) : []),
    ...(lacks === null ? [] : (['TOO_FEW_APPROVERS'] as const)),
  ];
}

/** Why people would have had something else to decide or do; null when they would not. */
function whyElse(request: PastRequest, differences: Differences, filed: Met, would: Met): Reason | null {
  if (differences.steps) return 'STEPS';
  if (differences.distinct) return 'DISTINCT';
  return differences.bypass && glassDiffers(request, filed, would) ? 'BREAK_GLASS' : null;
}

// Break-glass needs a requester who filed the request and was a bypasser both then and when the glass was broken.
function glassDiffers(
  { requesterId, filedById, submittedSequence, closedSequence }: PastRequest,
  filed: Met,
  would: Met,
): boolean {
  if (filedById !== null) return false;
  const named = ({ rules, directory }: Met, at: number): boolean =>
    resolveRefs(rules.bypass?.bypassers ?? [], directory(), submittedSequence, at).has(requesterId);
  return [submittedSequence, closedSequence ?? NOW].some((at) => named(filed, at) !== named(would, at));
}

/** The end of a request when people had the same decisions to make, with more or less time. */
function end(request: PastRequest, filed: Met, would: Met, { now, moment }: Clocks): Reason {
  const { status, submittedAt, closedAt } = request;
  const [had, has] = [filed.rules.pendingTtlSeconds, would.rules.pendingTtlSeconds];
  if (status === 'expired') return has > had ? 'LONGER' : has < had ? 'EXPIRES_SOONER' : 'SAME_END';
  const expired = has < had && isOver(closedAt === null ? now : moment(closedAt), moment(submittedAt).after(has));
  if (expired) return 'EXPIRED';
  return status === 'open' ? 'STILL_OPEN' : 'SAME_END';
}
