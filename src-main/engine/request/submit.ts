import type { PersonName } from '#contract/people.ts';
import type { PolicyMatch, PolicyRules } from '#contract/policies.ts';
import type { RecordedReason } from '#contract/reasons.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId, RequestId } from '#contract/scalars.ts';
import { duration as inWords } from '#texts/values.ts';
import type { Now } from '../clock.ts';
import { decided, invalid, type Outcome, refusal, refused } from '../outcome.ts';
import { type Directory, type DirectoryPerson, NOW, personName, resolveRefs, shownName } from '../people/directory.ts';
import { writeReason } from '../reason/form.ts';
import { eligibleBySteps, type Participants } from './eligibility.ts';
import { describeShortage, findShortage, type Shortage } from './feasibility.ts';
import { placedSteps } from './state.ts';

/** What somebody asks for. `durationSeconds` and the texts are null in a preview that does not say them yet. */
export interface Application {
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number | null;
}

/** What filing a request depends on. */
export interface Filing {
  readonly actor: DirectoryPerson;
  readonly requester: DirectoryPerson;
  readonly application: Application;
  /** The policy that wins for the account, why it wins, and its rules; null when none matches. */
  readonly policy: {
    readonly match: PolicyMatch;
    readonly reason: RecordedReason;
    readonly rules: PolicyRules;
  } | null;
  readonly directory: Directory;
  /** The number of an open request of the same person for the same account. */
  readonly duplicateOf: number | null;
}

export interface Paperwork {
  readonly justification: string | null;
  readonly ticket: string | null;
}

/** Whether somebody may file at all: auditors change nothing, and only admins file for others. */
export function whyNotFile(actor: Pick<DirectoryPerson, 'id' | 'role'>, requesterId: PersonId): Refusal | null {
  if (actor.role === 'auditor') return refusal('FORBIDDEN', 'Auditors see everything and ask for no access.');
  if (actor.id !== requesterId && actor.role !== 'admin')
    return refusal('FORBIDDEN', 'Only an admin can file a request for someone else.');
  return null;
}

/**
 * Why a filing is refused; null when it is not. Without `paperwork` (a preview) what the policy requires in writing is not
 * asked for yet.
 */
export function whyNotSubmit(filing: Filing, paperwork: Paperwork | null): Refusal | null {
  const { application, policy, requester } = filing;
  const unfit = whyNotRequester(requester, filing.actor);
  if (unfit) return unfit;
  if (!policy)
    return refusal(
      'NO_MATCHING_POLICY',
      `No active policy covers ${application.account} on ${application.resource}, and what no policy covers is not granted. Ask an admin for a policy.`,
    );
  const { rules } = policy;
  const asked = { durationSeconds: application.durationSeconds, paperwork };
  return whyNotUnder(rules, asked, () => whyNotQuorum(filing, rules)) ?? whyNotAgain(filing);
}

/** What is asked of a policy; see {@link Application} for null. */
export interface Asked {
  readonly durationSeconds: number | null;
  readonly paperwork: Paperwork | null;
}

/** Why a policy refuses what is asked under it, by the first rule that does; null when none does. `quorum` is asked last, for it costs most. */
export function whyNotUnder(rules: PolicyRules, asked: Asked, quorum: () => Refusal | null): Refusal | null {
  const unwritten = asked.paperwork && whyNotPaperwork(rules, asked.paperwork);
  if (unwritten) return unwritten;
  return whyNotDuration(asked.durationSeconds, rules) ?? quorum();
}

/** A new request, filed under the version of the policy that wins now. */
export function submit(filing: Filing, paperwork: Paperwork, id: RequestId, number: number, now: Now): Outcome {
  const why = whyNotSubmit(filing, paperwork);
  if (why) return refused(why);
  const { actor, application, policy, requester } = filing;
  if (!policy || application.durationSeconds === null)
    throw new TypeError('A filing that passes has a policy and a duration.');
  return decided({
    type: 'request.submitted',
    data: {
      id,
      number,
      requesterId: requester.id,
      filedById: actor.id === requester.id ? null : actor.id,
      resource: application.resource,
      account: application.account,
      durationSeconds: application.durationSeconds,
      justification: paperwork.justification,
      ticket: paperwork.ticket,
      policyId: policy.match.policyId,
      policyVersion: policy.match.version,
      because: writeReason(policy.reason),
      expiresAt: now.after(policy.rules.pendingTtlSeconds),
    },
  });
}

/** Who could approve each step of a filing, by username, in the order of the steps. */
export function eligiblePeople(filing: Filing): PersonName[][] {
  const { policy, directory } = filing;
  if (!policy) return [];
  const steps = placedSteps(policy.rules.steps);
  const eligible = eligibleBySteps(steps, participantsOf(filing), directory);
  return steps.map(({ position }) =>
    [...(eligible.get(position) ?? [])]
      .flatMap((personId) => directory.people.get(personId) ?? [])
      .map(personName)
      .sort((a, b) => (a.username < b.username ? -1 : 1)),
  );
}

function whyNotRequester(requester: DirectoryPerson, actor: DirectoryPerson): Refusal | null {
  if (requester.id === actor.id) return null;
  if (requester.status === 'disabled')
    return invalid({ requesterId: `${shownName(requester)} is disabled and cannot be given access.` });
  if (requester.role === 'auditor')
    return invalid({ requesterId: `${shownName(requester)} is an auditor; auditors ask for no access.` });
  return null;
}

function whyNotPaperwork(rules: PolicyRules, { justification, ticket }: Paperwork): Refusal | null {
  const fields = {
    ...(rules.requireJustification && justification === null
      ? { justification: `The policy “${rules.name}” asks for a justification.` }
      : {}),
    ...(rules.requireTicket && ticket === null ? { ticket: `The policy “${rules.name}” asks for a ticket.` } : {}),
  };
  return Object.keys(fields).length > 0 ? invalid(fields) : null;
}

function whyNotDuration(durationSeconds: number | null, { duration, name }: PolicyRules): Refusal | null {
  if (durationSeconds === null) return null;
  if (durationSeconds >= duration.minSeconds && durationSeconds <= duration.maxSeconds) return null;
  return refusal(
    'DURATION_OUT_OF_RANGE',
    `The policy “${name}” allows ${inWords(duration.minSeconds)} to ${inWords(duration.maxSeconds)}; you asked for ${inWords(durationSeconds)}.`,
  );
}

function whyNotQuorum(filing: Filing, rules: PolicyRules): Refusal | null {
  const shortage = filingShortage(rules, participantsOf(filing), filing.directory);
  return (
    shortage &&
    refusal(
      'QUORUM_IMPOSSIBLE',
      `Nobody could complete this request under the policy “${rules.name}”. ${describeShortage(shortage)} The requester and whoever files a request cannot approve it.`,
    )
  );
}

/**
 * The step for which too few people could be found when somebody files, at the sequence at which they do; null when there is none. Someone who
 * may break the glass may file although the quorum is impossible; the request starts stuck.
 */
export function filingShortage(
  rules: Pick<PolicyRules, 'steps' | 'distinctApprovers' | 'bypass'>,
  participants: Participants,
  directory: Directory,
): Shortage | null {
  const { requesterId, filedById, submittedSequence: filed } = participants;
  const bypassers = filedById === null ? (rules.bypass?.bypassers ?? []) : [];
  if (resolveRefs(bypassers, directory, filed, filed).has(requesterId)) return null;
  const steps = placedSteps(rules.steps);
  const eligible = eligibleBySteps(steps, participants, directory);
  return findShortage(
    steps.map((step) => ({ step, missing: step.required, candidates: eligible.get(step.position) ?? new Set() })),
    rules.distinctApprovers,
  );
}

function whyNotAgain({ duplicateOf, application, requester, actor }: Filing): Refusal | null {
  if (duplicateOf === null) return null;
  const who = requester.id === actor.id ? 'You have' : `${shownName(requester)} has`;
  return refusal(
    'DUPLICATE_REQUEST',
    `${who} an open request for ${application.account} on ${application.resource} already: #${duplicateOf}.`,
  );
}

function participantsOf({ actor, requester }: Filing): Participants {
  return {
    requesterId: requester.id,
    filedById: actor.id === requester.id ? null : actor.id,
    submittedSequence: NOW,
    closedSequence: null,
  };
}
