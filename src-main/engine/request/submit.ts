import type { PersonName } from '#contract/people.ts';
import type { PolicyMatch, PolicyRules } from '#contract/policies.ts';
import type { RecordedReason } from '#contract/reasons.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId, RequestId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { duration as inWords } from '#texts/values.ts';
import type { Now } from '../clock.ts';
import { decided, invalid, type Outcome, refusal, refused } from '../outcome.ts';
import { type Directory, type DirectoryPerson, NOW, personName, resolveRefs, shownName } from '../people/directory.ts';
import { writeReason } from '../reason/form.ts';
import { eligibleBySteps, type Participants } from './eligibility.ts';
import { describeShortage, findShortage, type Shortage } from './feasibility.ts';
import { placedSteps } from './state.ts';

/** The access asked for. `durationSeconds` is null in a preview without a duration. */
export interface RequestedAccess {
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number | null;
}

/** The inputs that filing a request depends on. */
export interface Filing {
  readonly actor: DirectoryPerson;
  readonly requester: DirectoryPerson;
  readonly application: RequestedAccess;
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

/** Refuses filing by auditors, and for others by anyone but admins; null when allowed. */
export function whyNotFile(actor: Pick<DirectoryPerson, 'id' | 'role'>, requesterId: PersonId): Refusal | null {
  if (actor.role === 'auditor') return refusal('FORBIDDEN', t('refusals.filing.auditor'));
  if (actor.id !== requesterId && actor.role !== 'admin') return refusal('FORBIDDEN', t('refusals.filing.forOthers'));
  return null;
}

/**
 * Refuses a filing; null when it is allowed. Without `paperwork` (a preview) justification and ticket are not checked.
 */
export function whyNotSubmit(filing: Filing, paperwork: Paperwork | null): Refusal | null {
  const { application, policy, requester } = filing;
  const unfit = whyNotRequester(requester, filing.actor);
  if (unfit) return unfit;
  if (!policy)
    return refusal(
      'NO_MATCHING_POLICY',
      t('refusals.filing.noPolicy', { account: application.account, resource: application.resource }),
    );
  const { rules } = policy;
  const asked = { durationSeconds: application.durationSeconds, paperwork };
  return whyNotUnder(rules, asked, () => whyNotQuorum(filing, rules)) ?? whyNotAgain(filing);
}

/** The parts of a filing that a policy limits; null is not checked. */
export interface Asked {
  readonly durationSeconds: number | null;
  readonly paperwork: Paperwork | null;
}

/** The first refusal of a filing by a policy; null for none. `quorum` is called last because it costs most. */
export function whyNotUnder(rules: PolicyRules, asked: Asked, quorum: () => Refusal | null): Refusal | null {
  const unwritten = asked.paperwork && whyNotPaperwork(rules, asked.paperwork);
  if (unwritten) return unwritten;
  return whyNotDuration(asked.durationSeconds, rules) ?? quorum();
}

/** Files a request under the current version of the policy that wins. */
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
    return invalid({ requesterId: t('refusals.filing.requesterDisabled', { person: shownName(requester) }) });
  if (requester.role === 'auditor')
    return invalid({ requesterId: t('refusals.filing.requesterAuditor', { person: shownName(requester) }) });
  return null;
}

function whyNotPaperwork(rules: PolicyRules, { justification, ticket }: Paperwork): Refusal | null {
  const fields = {
    ...(rules.requireJustification && justification === null
      ? { justification: t('refusals.filing.justification', { policy: rules.name }) }
      : {}),
    ...(rules.requireTicket && ticket === null ? { ticket: t('refusals.filing.ticket', { policy: rules.name }) } : {}),
  };
  return Object.keys(fields).length > 0 ? invalid(fields) : null;
}

function whyNotDuration(durationSeconds: number | null, { duration, name }: PolicyRules): Refusal | null {
  if (durationSeconds === null) return null;
  if (durationSeconds >= duration.minSeconds && durationSeconds <= duration.maxSeconds) return null;
  return refusal(
    'DURATION_OUT_OF_RANGE',
    t('refusals.filing.duration', {
      policy: name,
      min: inWords(duration.minSeconds),
      max: inWords(duration.maxSeconds),
      asked: inWords(durationSeconds),
    }),
  );
}

function whyNotQuorum(filing: Filing, rules: PolicyRules): Refusal | null {
  const shortage = filingShortage(rules, participantsOf(filing), filing.directory);
  return (
    shortage &&
    refusal(
      'QUORUM_IMPOSSIBLE',
      t('refusals.filing.quorum', { policy: rules.name, shortage: describeShortage(shortage) }),
    )
  );
}

/**
 * The step that lacks people at the time of filing; null when none does. Requesters who may break the glass may file all the same;
 * the request starts stuck.
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
  // A step with as many people as all steps need together never lacks one.
  const needed = steps.reduce((sum, { required }) => sum + required, 0);
  const eligible = eligibleBySteps(steps, participants, directory, needed);
  return findShortage(
    steps.map((step) => ({ step, missing: step.required, candidates: eligible.get(step.position) ?? new Set() })),
    rules.distinctApprovers,
  );
}

function whyNotAgain({ duplicateOf, application, requester, actor }: Filing): Refusal | null {
  if (duplicateOf === null) return null;
  const values = { account: application.account, resource: application.resource, number: duplicateOf };
  return refusal(
    'DUPLICATE_REQUEST',
    requester.id === actor.id
      ? t('refusals.filing.youHaveOne', values)
      : t('refusals.filing.hasOne', { ...values, person: shownName(requester) }),
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
