import type { EventType, Fact } from '#contract/events.ts';
import type { NoticeKind } from '#contract/notices.ts';
import type { ProposalStatus } from '#contract/proposals.ts';
import type { GrantId, PersonId, ProposalId, RequestId } from '#contract/scalars.ts';
import { isOver, type Now } from '../clock.ts';
import type { Directory, DirectoryPerson } from '../people/directory.ts';
import { type Progress, waitedFor } from '../request/progress.ts';

/** How long before the end of an access its holder is told, in seconds. */
export const ENDING_SOON_SECONDS = 900;

/** The events that can be news to somebody. */
export const notifiableEvents = [
  'request.submitted',
  'step.completed',
  'request.rejected',
  'request.cancelled',
  'request.expired',
  'request.stuck',
  'grant.started',
  'grant.expired',
  'grant.revoked',
  'proposal.made',
] as const satisfies readonly EventType[];

/** An event, and who caused it. */
export type NotifiableEvent = Fact & { readonly actor: PersonId | null };

/** What has to be known about an event's subject before it can be told whom it concerns. */
export interface Subjects {
  readonly requestId?: RequestId;
  readonly grantId?: GrantId;
  readonly proposalId?: ProposalId;
}

/** What an event is about, as it stands now. Of the people, only the one who looks need be in the progress. */
export interface Known {
  readonly request?: Progress | undefined;
  /** Who holds the grant. */
  readonly holderId?: PersonId | undefined;
  readonly proposal?: ProposalStatus | undefined;
  /** Whether another grant kept the holder's access open when this one ended. */
  readonly goesOn?: boolean | undefined;
}

/** What somebody is told, and what it leads to. */
export interface NotificationFact {
  readonly kind: NoticeKind;
  readonly subjectId: RequestId | GrantId | ProposalId;
}

/** What `newsOf` has to know of an event; null when it is news to nobody. */
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
 * What an event is to somebody. What waits for them is news only as long as it does: whoever comes late is not told of what others have
 * done already. Nobody is told what they did themselves, nor that a grant ended by time while another one keeps the access open.
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
 * From when on somebody may take part again, by sequence, if that is later than `after`: they came back into a group, were enabled, or are an
 * auditor no more. Null when they did not. What was filed before they left waits for them anew from then on.
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

/** Whether a request waits for somebody's decision. */
export function waitsFor(progress: Progress, viewer: DirectoryPerson): boolean {
  return waits(progress, progress.request.openPosition, viewer);
}

/** When an access is active, and how long it was given for, in seconds. */
export interface Lasting {
  readonly expiresAt: string;
  readonly durationSeconds: number;
}

/** Whether an active access is about to end. One that was given for no longer than that is not worth the telling. */
export function endsSoon({ expiresAt, durationSeconds }: Lasting, now: Now): boolean {
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

// Every approver of the request is told, and every admin, who may review it (docs/rules.md#break-glass). An admin who is an approver, too, is
// told what there is to do.
function broken(grantId: GrantId, progress: Progress | undefined, { id, role }: DirectoryPerson): NotificationFact[] {
  if (role === 'admin') return [{ kind: 'reviewWaits', subjectId: grantId }];
  if (!progress || ![...progress.eligible.values()].some((people) => people.has(id))) return [];
  return [{ kind: 'glassBroken', subjectId: progress.request.id }];
}
