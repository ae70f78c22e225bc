import type { NoticeKind } from '#contract/notices.ts';
import type { ProposalStatus } from '#contract/proposals.ts';
import type { PersonId } from '#contract/scalars.ts';
import { isOver, type Now } from '../clock.ts';
import type { DirectoryPerson } from '../people/directory.ts';
import { canSee } from '../request/permission.ts';
import type { Progress } from '../request/progress.ts';
import { awaitsAnswer } from '../request/thread.ts';
import { waitsFor } from './rules.ts';

/** What a notification is about, as it is now; what no longer exists is left out. */
export interface NotificationSubject {
  readonly request?: Progress | undefined;
  readonly grant?: GrantNow | undefined;
  readonly proposal?: { readonly status: ProposalStatus; readonly proposerId: PersonId } | undefined;
}

/** The state of a grant that decides whether a notification about it still matters. */
export interface GrantNow {
  readonly holderId: PersonId;
  readonly active: boolean;
  readonly expiresAt: string;
  /** Whether it was opened by break-glass and not reviewed yet. */
  readonly unreviewed: boolean;
  /** Whether another active grant keeps the same access open for longer. */
  readonly outlasted: boolean;
}

/**
 * Whether a notification still matters to its recipient. A call to action does as long as the recipient can act; other news always
 * does. It depends on the present alone, so it is computed on each read and never stored.
 */
export function stillMatters(
  kind: NoticeKind,
  subject: NotificationSubject,
  viewer: DirectoryPerson,
  now: Now,
): boolean {
  const { request, grant, proposal } = subject;
  const admin = viewer.role === 'admin' && viewer.status === 'enabled';
  switch (kind) {
    case 'requestWaits':
      return request !== undefined && !isOver(now, request.request.expiresAt) && waitsFor(request, viewer);
    case 'requestStuck':
      return request?.request.status === 'open' && request.request.stuckBecause !== null;
    case 'questionAsked':
      return request !== undefined && !isOver(now, request.request.expiresAt) && awaitsAnswer(request.request);
    case 'answerGiven':
      return request?.request.status === 'open' && !isOver(now, request.request.expiresAt) && canSee(viewer, request);
    case 'reviewWaits':
      return admin && grant?.unreviewed === true && grant.holderId !== viewer.id;
    case 'proposalWaits':
      return admin && proposal?.status === 'open' && proposal.proposerId !== viewer.id;
    case 'accessEnding':
      return grant?.active === true && !grant.outlasted && !isOver(now, grant.expiresAt);
    case 'requestFiledForYou':
    case 'requestApproved':
    case 'requestRejected':
    case 'requestCancelled':
    case 'requestExpired':
    case 'accessRevoked':
    case 'accessEnded':
    case 'glassBroken':
      return true;
  }
}
