import { isDeepStrictEqual } from 'node:util';
import type { Grant } from '#contract/grants.ts';
import type { Ref } from '#contract/policies.ts';
import type { AccessRequest, Decision, RequestStep } from '#contract/requests.ts';
import { canFill } from '../request/bruteForce.ts';
import type { Observation } from './observe.ts';

/** The invariants between two observations. Throws a sentence if one is broken. */
type Invariant = (now: Observation, before: Observation) => void;

function must(holds: boolean, subject: { readonly id: string }, message: string): void {
  if (!holds) throw new Error(`${message} (${subject.id})`);
}

const noGrantWithoutQuorum: Invariant = (now) => {
  for (const grant of now.grants.filter(({ viaBypass }) => !viaBypass)) {
    const request = requestOf(now, grant);
    must(request.status === 'approved', grant, 'A grant belongs to an approved request.');
    for (const step of request.steps) {
      must(step.status === 'complete', grant, 'A grant needs every step to be complete.');
      must(ranking(step).size >= step.required, grant, 'A grant needs the approvals of distinct people in each step.');
      must(step.approved === ranking(step).size, grant, 'The count of approvals is that of the people.');
    }
    const approvers = request.steps.flatMap((step) => [...ranking(step)]);
    if (now.rulesOf(request).distinctApprovers)
      must(new Set(approvers).size === approvers.length, grant, 'Nobody counts twice in a request.');
  }
};

const bypassByNamedOnly: Invariant = (now, before) => {
  for (const grant of now.grants.filter(({ viaBypass }) => viaBypass)) {
    const request = requestOf(now, grant);
    const by = decisionsOf(request).filter(({ decision }) => decision === 'bypassed');
    must(by.length === 1 && by[0]?.person.id === request.requester.id, grant, 'Only the requester breaks the glass.');
    must(request.filedBy === null, grant, 'Nobody breaks the glass of a request that someone else filed.');
    must(grant.bypass !== null, grant, 'A bypass is recorded as one.');
    const reviewer = grant.bypass?.reviewedBy;
    must(!reviewer || reviewer.id !== grant.person.id, grant, 'Nobody reviews their own bypass.');
    if (before.grants.some(({ id }) => id === grant.id)) continue;
    const named = now.rulesOf(request).bypass?.bypassers ?? [];
    must(isBehind(named, request.requester.id, before), grant, 'Only named bypassers break the glass.');
  }
  for (const { bypass, viaBypass, ...grant } of now.grants)
    must(viaBypass === (bypass !== null), grant, 'What was approved is no bypass.');
};

const decisionsByTheEligible: Invariant = (now, before) => {
  for (const request of now.requests) {
    for (const { person, decision } of decisionsOf(request)) {
      if (decision === 'bypassed') continue;
      must(person.id !== request.requester.id, request, 'Nobody decides their own request.');
      must(person.id !== request.filedBy?.id, request, 'Nobody decides a request that they filed.');
    }
    const earlier = before.requests.find(({ id }) => id === request.id);
    for (const step of request.steps) {
      const then = earlier?.steps.find(({ position }) => position === step.position);
      const known = then?.decisions.length ?? 0;
      must(
        isDeepStrictEqual(step.decisions.slice(0, known), then?.decisions ?? []),
        request,
        'No decision is forgotten.',
      );
      for (const { person, decision } of step.decisions.slice(known)) {
        must(
          earlier?.status === 'open' && then?.status === 'open',
          request,
          'Only the open step of an open request is decided.',
        );
        const mayDecide = then?.eligible.some(({ id }) => id === person.id) ?? false;
        if (decision === 'approved' || decision === 'rejected')
          must(mayDecide, request, 'Only those who were eligible decide.');
      }
    }
  }
};

const terminalStatesStay: Invariant = (now, before) => {
  for (const earlier of before.requests) {
    const request = now.requests.find(({ id }) => id === earlier.id);
    must(request !== undefined, earlier, 'Requests do not vanish.');
    if (!request || earlier.status === 'open') continue;
    const lasting = ({ policy, grant: _, viewer: __, ...rest }: AccessRequest) => ({
      ...rest,
      version: policy.version,
    });
    must(isDeepStrictEqual(lasting(request), lasting(earlier)), earlier, 'A closed request stays as it closed.');
  }
  for (const earlier of before.grants) {
    const grant = now.grants.find(({ id }) => id === earlier.id);
    must(grant !== undefined, earlier, 'Grants do not vanish.');
    if (!grant || earlier.status === 'active') continue;
    const lasting = ({ bypass: _, ...rest }: Grant) => rest;
    must(isDeepStrictEqual(lasting(grant), lasting(earlier)), earlier, 'An ended grant stays as it ended.');
  }
};

const oneOpenRequestEach: Invariant = (now) => {
  const open = now.requests.filter(({ status }) => status === 'open');
  const keys = open.map(({ requester, resource, account }) => `${requester.id} ${resource} ${account}`.toLowerCase());
  for (const [index, key] of keys.entries())
    must(keys.indexOf(key) === index, open[index] ?? { id: key }, 'Nobody has two open requests for one account.');
};

const anAdminRemains: Invariant = ({ people }) => {
  const admins = people.filter(({ role, status }) => role === 'admin' && status === 'enabled');
  must(admins.length > 0, { id: 'people' }, 'There is always an enabled admin.');
};

const stuckOnlyWhenImpossible: Invariant = (now) => {
  for (const request of now.requests) {
    must(request.stuck === (request.stuckBecause !== null), request, 'What is stuck has a reason.');
    const impossible = request.status === 'open' && !canBeCompleted(request, now.rulesOf(request).distinctApprovers);
    must(request.stuck === impossible, request, 'An open request is stuck when it cannot be completed, and only then.');
  }
};

const grantsRunFromTheLastDecision: Invariant = (now) => {
  for (const grant of now.grants) {
    const request = requestOf(now, grant);
    const last = decisionsOf(request)
      .map(({ at }) => at)
      .sort()
      .at(-1);
    must(grant.startsAt === last && request.closedAt === last, grant, 'A grant starts with the last decision.');
    const seconds = (Date.parse(grant.expiresAt) - Date.parse(grant.startsAt)) / 1_000;
    must(seconds === request.durationSeconds, grant, 'A grant runs for the duration asked for.');
    must(grant.person.id === request.requester.id, grant, 'A grant is the requester’s.');
  }
  const granted = now.grants.map(({ requestId }) => requestId);
  for (const request of now.requests) {
    const count = granted.filter((id) => id === request.id).length;
    must(count === (request.status === 'approved' ? 1 : 0), request, 'Whatever is approved is granted, once.');
  }
};

const onlyThoseWhoMayHold: Invariant = (now) => {
  const barred = new Set(
    now.people.filter(({ status, role }) => status === 'disabled' || role === 'auditor').map(({ id }) => id),
  );
  for (const { status, requester, ...request } of now.requests)
    must(
      status !== 'open' || !barred.has(requester.id),
      request,
      'No disabled person and no auditor has an open request.',
    );
  for (const { status, person, ...grant } of now.grants)
    must(status !== 'active' || !barred.has(person.id), grant, 'Nobody disabled and no auditor has an active grant.');
};

const everyMissingActionIsExplained: Invariant = (now) => {
  for (const request of now.requests) {
    const { canApprove, canReject, canWithdraw, canCancel, canBypass, why } = request.viewer;
    must(why.length === 5 && why.every(({ message }) => message !== ''), request, 'Every missing action is explained.');
    const any = canApprove || canReject || canWithdraw || canCancel || canBypass;
    must(!any, request, 'An auditor can do nothing.');
  }
};

export const invariants: Readonly<Record<string, Invariant>> = {
  noGrantWithoutQuorum,
  bypassByNamedOnly,
  decisionsByTheEligible,
  terminalStatesStay,
  oneOpenRequestEach,
  anAdminRemains,
  stuckOnlyWhenImpossible,
  grantsRunFromTheLastDecision,
  onlyThoseWhoMayHold,
  everyMissingActionIsExplained,
};

/** Checks every invariant; throws a sentence about the first broken one. */
export function checkInvariants(now: Observation, before: Observation): void {
  for (const check of Object.values(invariants)) check(now, before);
}

function requestOf(now: Observation, grant: Grant): AccessRequest {
  const request = now.requests.find(({ id }) => id === grant.requestId);
  if (!request) throw new Error(`Grant ${grant.id} has no request.`);
  return request;
}

const decisionsOf = (request: AccessRequest): Decision[] => request.steps.flatMap(({ decisions }) => decisions);

// Who has approved a step and not withdrawn it.
function ranking({ decisions }: RequestStep): Set<string> {
  const people = new Set<string>();
  for (const { person, decision } of decisions) {
    if (decision === 'approved') people.add(person.id);
    if (decision === 'withdrawn') people.delete(person.id);
  }
  return people;
}

function canBeCompleted({ steps }: AccessRequest, distinct: boolean): boolean {
  const counted = new Set(distinct ? steps.flatMap((step) => [...ranking(step)]) : []);
  const ahead = steps.filter(({ status }) => status === 'open' || status === 'waiting');
  const places = ahead.map((step) => {
    const given = ranking(step);
    const free = step.eligible.map(({ id }) => id).filter((id) => !given.has(id) && !counted.has(id));
    return { missing: step.required - given.size, candidates: new Set<string>(free) };
  });
  return canFill(places, distinct);
}

function isBehind(refs: readonly Ref[], personId: string, { groups }: Observation): boolean {
  return refs.some(({ kind, id }) =>
    kind === 'person'
      ? id === personId
      : groups.find((group) => group.id === id)?.members.some((member) => member.id === personId),
  );
}
