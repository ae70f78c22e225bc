import type { NoticeKind } from '#contract/notices.ts';
import type { ProposalStatus } from '#contract/proposals.ts';
import type { PersonId } from '#contract/scalars.ts';
import { isOver, type Now } from '../clock.ts';
import type { DirectoryPerson } from '../people/directory.ts';
import type { Progress } from '../request/progress.ts';
import { waitsFor } from './rules.ts';

/** What a notice is about, as it is now; what there is no more may be left out. */
export interface Matter {
  readonly request?: Progress | undefined;
  readonly grant?: GrantNow | undefined;
  readonly proposal?: { readonly status: ProposalStatus; readonly proposerId: PersonId } | undefined;
}

/** A grant as far as there can be something left to do about it. */
export interface GrantNow {
  readonly holderId: PersonId;
  readonly active: boolean;
  readonly expiresAt: string;
  /** Whether it was opened by break-glass and nobody has reviewed that. */
  readonly unreviewed: boolean;
  /** Whether another active grant keeps the same access open for longer. */
  readonly outlasted: boolean;
}

/**
 * Whether a notice is still worth the attention of whoever got it: what told of something to do is, as long as that person can do it; all
 * else always is. It turns on the present alone, so it is asked whenever notices are read, and never recorded.
 */
export function stillMatters(kind: NoticeKind, matter: Matter, viewer: DirectoryPerson, now: Now): boolean {
  const { request, grant, proposal } = matter;
  const admin = viewer.role === 'admin' && viewer.status === 'enabled';
  switch (kind) {
    case 'requestWaits':
      return request !== undefined && !isOver(now, request.request.expiresAt) && waitsFor(request, viewer);
    case 'requestStuck':
      return request?.request.status === 'open' && request.request.stuckBecause !== null;
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
