import type { Grant } from '#contract/grants.ts';
import type { Group } from '#contract/groups.ts';
import type { Person, PersonContact } from '#contract/people.ts';
import type { Policy } from '#contract/policies.ts';
import type { AccessRequest } from '#contract/requests.ts';
import type { PersonId } from '#contract/scalars.ts';
import { viewerOf } from '../../../src-main/engine/request/permission.ts';
import {
  approvedAt,
  eligibleAt,
  type Progress,
  stepStatus,
  waitedFor,
} from '../../../src-main/engine/request/progress.ts';
import { awaitsAnswer, writtenAfter } from '../../../src-main/engine/request/thread.ts';
import {
  type GrantRow,
  type GroupRow,
  known,
  type PersonRow,
  type PolicyRow,
  type Projection,
  type RequestRow,
} from '../support/projection.ts';

export function viewPerson({ standing: _, keyResets: __, ...person }: PersonRow): Person {
  return person;
}

export function viewGrant(grant: GrantRow): Grant {
  return { ...grant };
}

export function viewGroup({ id, name, version }: GroupRow, state: Projection): Group {
  return { id, name, version, members: state.currentMembers(id).map((member) => state.name(member)) };
}

export function viewPolicy(
  { id, versions, status, createdAt, updatedAt }: PolicyRow,
  version = versions.length,
): Policy {
  const rules = versions[version - 1];
  if (!rules) throw new Error(`There is no version ${version} of ${id}.`);
  return { ...rules, id, version, status, createdAt, updatedAt };
}

export function viewRequest(progress: Progress, row: RequestRow, state: Projection, viewer: PersonRow): AccessRequest {
  const contact = (id: PersonId): PersonContact => {
    const { username, name, email } = known(state.people, id);
    return { id, username, name, email };
  };
  const { id, number, status, resource, account, durationSeconds, justification, ticket } = row;
  const { submittedAt, expiresAt, closedAt, policyId, policyVersion: version, because, stuckBecause } = row;
  const versions = known(state.policies, policyId).versions.length;
  return {
    ...{ id, number, status, resource, account, durationSeconds, justification, ticket },
    ...{ submittedAt, expiresAt, closedAt, stuckBecause, stuck: stuckBecause !== null },
    requester: contact(row.requesterId),
    filedBy: row.filedById === null ? null : contact(row.filedById),
    policy: { id: policyId, name: row.rules.name, version, because, isCurrentVersion: version === versions },
    steps: progress.steps.map(({ position, name, required }) => ({
      position,
      name,
      required,
      approved: approvedAt(progress, position).size,
      status: stepStatus(progress, position),
      eligible: [...eligibleAt(progress, position)].map((person) => state.name(person)),
      waitingFor: waitedFor(progress, position).map((person) => state.name(person)),
      keyReset: [],
      decisions: row.decisions
        .filter((decision) => decision.position === position)
        .map(({ personId, decision, comment, at }) => ({ person: state.name(personId), decision, comment, at })),
      writtenAfter: writtenAfter(progress, position).map(({ personId, texts }) => ({
        person: state.name(personId),
        texts,
      })),
    })),
    // Nothing here asks who cancelled.
    cancelled: null,
    newestEvent: row.newestEvent,
    thread: row.thread.map(({ personId, kind, text, at }) => ({ person: state.name(personId), kind, text, at })),
    awaitsAnswer: awaitsAnswer(row),
    grant: row.grantId === null ? null : viewGrant(known(state.grants, row.grantId)),
    viewer: viewerOf(viewer, progress),
  };
}
