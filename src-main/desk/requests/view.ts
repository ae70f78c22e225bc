import type { Grant } from '#contract/grants.ts';
import type { PersonContact, PersonName } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import type { AccessRequest, RequestStep } from '#contract/requests.ts';
import type { PersonId, RequestId } from '#contract/scalars.ts';
import type { Directory } from '../../engine/people/directory.ts';
import { personName } from '../../engine/people/directory.ts';
import { refsOf } from '../../engine/policy/check.ts';
import { barredByReset } from '../../engine/request/eligibility.ts';
import { canSee, viewerOf } from '../../engine/request/permission.ts';
import {
  approvedAt,
  eligibleAt,
  type Progress,
  progressOf,
  stepStatus,
  waitedFor,
} from '../../engine/request/progress.ts';
import type { PlacedStep } from '../../engine/request/state.ts';
import { awaitsAnswer, writtenAfter } from '../../engine/request/thread.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDirectory } from '../../store/queries/directory.ts';
import { loadGrantsOf } from '../../store/queries/grants.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { type LoadedRequest, loadRequest, loadRequests } from '../../store/queries/requestState.ts';
import { inDirectory, notFound } from '../kernel/lookup.ts';
import { ok, type Reading, refuse } from '../kernel/usecase.ts';
import { deskCancelled, grantsInWords, reasonTexts } from '../wording/reasons.ts';

/** The progress of requests, with everyone whom they concern, loaded together. */
export function loadProgress(
  db: ReadDb,
  requests: readonly LoadedRequest[],
  viewerId: PersonId,
): { readonly directory: Directory; readonly progress: readonly Progress[] } {
  const directory = loadDirectory(
    db,
    requests.flatMap(({ rules }) => refsOf(rules)),
    [
      viewerId,
      ...requests.flatMap(({ requesterId, filedById, cancelledById, decisions, thread }) => [
        requesterId,
        ...[filedById, cancelledById].filter((id) => id !== null),
        ...[...decisions, ...thread].map(({ personId }) => personId),
      ]),
    ],
  );
  return { directory, progress: requests.map((request) => progressOf(request, directory)) };
}

/** Requests as a viewer sees them, in the order of the numbers. */
export function viewRequests(db: ReadDb, numbers: readonly number[], viewerId: PersonId): AccessRequest[] {
  const requests = loadRequests(db, numbers);
  const { directory, progress } = loadProgress(db, requests, viewerId);
  const viewer = inDirectory(directory, viewerId);
  const grants = new Map(
    grantsInWords(db, [...loadGrantsOf(db, numbers).values()]).map((grant): [RequestId, Grant] => [
      grant.requestId,
      grant,
    ]),
  );
  const cancelledByDesk = new Set(requests.filter((request) => deskCancelled(db, request)));
  const tell = reasonTexts(db, [
    ...requests.flatMap(({ because, stuckBecause }) => [because, stuckBecause]),
    ...[...cancelledByDesk].map(({ cancelComment }) => cancelComment),
  ]);
  const commentOn = (request: LoadedRequest): string | null => {
    const { cancelComment } = request;
    return cancelComment !== null && cancelledByDesk.has(request) ? tell(cancelComment) : cancelComment;
  };
  const contacts = new Map<PersonId, PersonContact>();
  const contact = (id: PersonId): PersonContact => {
    const known = contacts.get(id);
    if (known) return known;
    const person = loadPerson(db, id);
    if (!person) throw new TypeError(`Request of ${id}, who does not exist.`);
    const found = { ...personName(person), email: person.email };
    contacts.set(id, found);
    return found;
  };
  return requests.map((request, index): AccessRequest => {
    const walked = progress[index];
    if (!walked) throw new TypeError('Every request has its progress.');
    return {
      id: request.id,
      number: request.number,
      status: request.status,
      stuck: request.stuckBecause !== null,
      stuckBecause: request.stuckBecause === null ? null : tell(request.stuckBecause, request.rules),
      requester: contact(request.requesterId),
      filedBy: request.filedById === null ? null : contact(request.filedById),
      resource: request.resource,
      account: request.account,
      durationSeconds: request.durationSeconds,
      justification: request.justification,
      ticket: request.ticket,
      submittedAt: request.submittedAt,
      expiresAt: request.expiresAt,
      closedAt: request.closedAt,
      policy: {
        id: request.policyId,
        name: request.rules.name,
        version: request.policyVersion,
        because: tell(request.because, request.rules),
        isCurrentVersion: request.policyVersion === request.currentPolicyVersion,
      },
      steps: walked.steps.map((step) => viewStep(step, walked)),
      cancelled:
        request.cancelledById === null
          ? null
          : { by: nameOf(directory, request.cancelledById), comment: commentOn(request) },
      grant: grants.get(request.id) ?? null,
      newestEvent: request.newestEvent,
      thread: request.thread.map(({ personId, kind, text, at }) => ({
        person: nameOf(directory, personId),
        kind,
        text,
        at,
      })),
      awaitsAnswer: awaitsAnswer(request),
      viewer: viewerOf(viewer, walked),
    };
  });
}

function viewStep(step: PlacedStep, progress: Progress): RequestStep {
  const { position, name, required } = step;
  const { directory, request } = progress;
  return {
    position,
    name,
    required,
    approved: approvedAt(progress, position).size,
    status: stepStatus(progress, position),
    eligible: named(directory, eligibleAt(progress, position)),
    keyReset: named(directory, barredByReset(step.approvers, request, directory)),
    waitingFor: named(directory, waitedFor(progress, position)),
    decisions: request.decisions
      .filter((decision) => decision.position === position)
      .map(({ personId, decision, comment, at }) => ({ person: nameOf(directory, personId), decision, comment, at })),
    writtenAfter: writtenAfter(progress, position).map(({ personId, texts }) => ({
      person: nameOf(directory, personId),
      texts,
    })),
  };
}

function named(directory: Directory, personIds: Iterable<PersonId>): PersonName[] {
  return Array.from(personIds, (id) => nameOf(directory, id)).sort((a, b) => (a.username < b.username ? -1 : 1));
}

function nameOf(directory: Directory, personId: PersonId): PersonName {
  return personName(inDirectory(directory, personId));
}

/** A request that the caller may see, with its progress; NOT_FOUND for everyone else. */
export function findVisible(
  { db, person }: Pick<Reading, 'db' | 'person'>,
  id: RequestId,
): Answer<{ readonly request: LoadedRequest; readonly progress: Progress }> {
  const request = loadRequest(db, id);
  if (!request) return refuse(notFound(db, 'request', id));
  const { directory, progress } = loadProgress(db, [request], person.id);
  const [walked] = progress;
  const visible = walked && canSee(inDirectory(directory, person.id), walked);
  return visible ? ok({ request, progress: walked }) : refuse(notFound(db, 'request', id));
}
