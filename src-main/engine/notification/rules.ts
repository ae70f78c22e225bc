import type { EventType, Fact } from '#contract/events.ts';
import type { NoticeKind } from '#contract/notices.ts';
import type { ProposalStatus } from '#contract/proposals.ts';
import type { GrantId, PersonId, ProposalId, RequestId } from '#contract/scalars.ts';
import { isOver, type Now } from '../clock.ts';
import type { Directory, DirectoryPerson } from '../people/directory.ts';
import { canSee } from '../request/permission.ts';
import { approvedAt, type Progress, waitedFor } from '../request/progress.ts';
import { awaitsAnswer } from '../request/thread.ts';

/** How long before access ends its holder is notified, in seconds. */
export const ENDING_SOON_SECONDS = 900;

/** The events that can cause a notification. */
export const notifiableEvents = [
  'request.submitted',
  'step.completed',
  'request.rejected',
  'request.cancelled',
  'request.expired',
  'request.stuck',
  'question.asked',
  'answer.given',
  'grant.started',
  'grant.expired',
  'grant.revoked',
  'proposal.made',
] as const satisfies readonly EventType[];

/** An event, and who caused it. */
export type NotifiableEvent = Fact & { readonly actor: PersonId | null };

/** The subjects of an event that must be loaded to decide whom it concerns. */
export interface Subjects {
  readonly requestId?: RequestId;
  readonly grantId?: GrantId;
  readonly proposalId?: ProposalId;
}

/** The subjects of an event as they are now. The directory in `request` needs the viewer only. */
export interface Known {
  readonly request?: Progress | undefined;
  /** Who holds the grant. */
  readonly holderId?: PersonId | undefined;
  readonly proposal?: ProposalStatus | undefined;
  /** Whether another grant kept the holder's access open when this one ended. */
  readonly goesOn?: boolean | undefined;
}

/** A notification, and the subject that it links to. */
export interface NotificationFact {
  readonly kind: NoticeKind;
  readonly subjectId: RequestId | GrantId | ProposalId;
}

/** The subjects that `notificationsFor` needs for an event; null when the event notifies nobody. */
export function subjectsOf({ type, data }: Fact): Subjects | null {
  switch (type) {
    case 'request.submitted':
      return { requestId: data.id };
    case 'step.completed':
      return data.next === null ? null : { requestId: data.requestId };
    case 'request.rejected':
    case 'request.cancelled':
    case 'request.expired':
    case 'request.stuck':
    case 'question.asked':
    case 'answer.given':
    case 'grant.started':
      return { requestId: data.requestId };
    case 'grant.expired':
    case 'grant.revoked':
      return { grantId: data.id };
    case 'proposal.made':
      return { proposalId: data.id };
    default:
      return null;
  }
}

/**
 * The notifications that an event causes for one person. A task counts only while it still waits for them. Nobody is notified of
 * their own actions, or of a grant that ended on time while another one keeps the access open.
 */
export function notificationsFor(event: NotifiableEvent, viewer: DirectoryPerson, known: Known): NotificationFact[] {
  if (event.actor === viewer.id) return [];
  const { request, holderId, proposal, goesOn = false } = known;
  switch (event.type) {
    case 'request.submitted':
      if (event.data.requesterId === viewer.id)
        return event.data.filedById === null ? [] : [{ kind: 'requestFiledForYou', subjectId: event.data.id }];
      return waits(request, 1, viewer) ? [{ kind: 'requestWaits', subjectId: event.data.id }] : [];
    case 'step.completed':
      return waits(request, event.data.next, viewer) ? [{ kind: 'requestWaits', subjectId: event.data.requestId }] : [];
    case 'request.rejected':
      return theirs(request, viewer, 'requestRejected');
    case 'request.cancelled':
      return theirs(request, viewer, 'requestCancelled');
    case 'request.expired':
      return theirs(request, viewer, 'requestExpired');
    case 'request.stuck':
      return request && request.request.stuckBecause !== null ? theirs(request, viewer, 'requestStuck') : [];
    case 'question.asked':
      return request && awaitsAnswer(request.request) ? theirs(request, viewer, 'questionAsked') : [];
    case 'answer.given':
      return request && reads(request, viewer) ? [{ kind: 'answerGiven', subjectId: event.data.requestId }] : [];
    case 'grant.started':
      return event.data.viaBypass ? broken(event.data.id, request, viewer) : theirs(request, viewer, 'requestApproved');
    case 'grant.expired':
      return holderId === viewer.id && !goesOn ? [{ kind: 'accessEnded', subjectId: event.data.id }] : [];
    case 'grant.revoked':
      return holderId === viewer.id ? [{ kind: 'accessRevoked', subjectId: event.data.id }] : [];
    case 'proposal.made':
      return viewer.role === 'admin' && proposal === 'open'
        ? [{ kind: 'proposalWaits', subjectId: event.data.id }]
        : [];
    default:
      return [];
  }
}

/**
 * The sequence, later than `after`, from which a person may approve again: back in a group, enabled, or no longer an auditor.
 * Null when nothing of that happened. From then on requests filed before they left wait for them again.
 */
export function cameBack(
  viewer: DirectoryPerson,
  { members }: Pick<Directory, 'members'>,
  after: number,
): number | null {
  const own = [...members.values()].flat().filter(({ personId }) => personId === viewer.id);
  const begun = [...viewer.standing, ...own].map(({ from }) => from).filter((from) => from > after);
  return begun.length === 0 ? null : Math.max(...begun);
}

/** Whether a request waits for a person's decision. */
export function waitsFor(progress: Progress, viewer: DirectoryPerson): boolean {
  return waits(progress, progress.request.openPosition, viewer);
}

/** When access ends, and the duration that was asked for, in seconds. */
export interface GrantTimes {
  readonly expiresAt: string;
  readonly durationSeconds: number;
}

/** Whether active access is about to end. Access given for no longer than the notice period is not announced. */
export function endsSoon({ expiresAt, durationSeconds }: GrantTimes, now: Now): boolean {
  return (
    durationSeconds > ENDING_SOON_SECONDS && expiresAt <= now.after(ENDING_SOON_SECONDS) && !isOver(now, expiresAt)
  );
}

function waits(progress: Progress | undefined, position: number | null, { id }: DirectoryPerson): boolean {
  return (
    progress !== undefined &&
    progress.request.openPosition === position &&
    waitedFor(progress, progress.request.openPosition).includes(id)
  );
}

function theirs(progress: Progress | undefined, { id }: DirectoryPerson, kind: NoticeKind): NotificationFact[] {
  if (!progress) return [];
  const { request } = progress;
  return request.requesterId === id || request.filedById === id ? [{ kind, subjectId: request.id }] : [];
}

// An answer is for everyone who asked, whose approval counts, and for the other one of requester and filer, if they still see the request.
function reads(progress: Progress, viewer: DirectoryPerson): boolean {
  const { id } = viewer;
  const { request, steps } = progress;
  return (
    request.status === 'open' &&
    canSee(viewer, progress) &&
    (request.requesterId === id ||
      request.filedById === id ||
      request.thread.some(({ kind, personId }) => kind === 'question' && personId === id) ||
      steps.some(({ position }) => approvedAt(progress, position).has(id)))
  );
}

// Notifies every approver of the request, and every admin, who may review it (docs/rules.md#break-glass). An admin who is also an
// approver gets the call to review.
function broken(grantId: GrantId, progress: Progress | undefined, { id, role }: DirectoryPerson): NotificationFact[] {
  if (role === 'admin') return [{ kind: 'reviewWaits', subjectId: grantId }];
  if (!progress || ![...progress.eligible.values()].some((people) => people.has(id))) return [];
  return [{ kind: 'glassBroken', subjectId: progress.request.id }];
}
