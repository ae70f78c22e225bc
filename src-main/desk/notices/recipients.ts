import type { NoticeKind } from '#contract/notices.ts';
import type { Person } from '#contract/people.ts';
import { grantId, type PersonId, type ProposalId, proposalId, type RequestId, requestId } from '#contract/scalars.ts';
import type { Now } from '../../engine/clock.ts';
import { type NotificationSubject, stillMatters } from '../../engine/notification/left.ts';
import type { DirectoryPerson } from '../../engine/people/directory.ts';
import { type Progress, progressOf } from '../../engine/request/progress.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadOwnDirectory } from '../../store/queries/directory.ts';
import { keptOpenAt, loadGrant } from '../../store/queries/grants.ts';
import {
  KEPT_NOTICES,
  listKept,
  type NewNotice,
  nextNoticeNumber,
  numbersOf,
  type StoredNotice,
} from '../../store/queries/notices.ts';
import { loadProposal } from '../../store/queries/proposals.ts';
import { loadRequests } from '../../store/queries/requestState.ts';
import { inDirectory } from '../kernel/lookup.ts';

/**
 * A person's notices, the newest first. A notice is read if it was marked so or needs no action any more. `news` is not stored yet; it gets
 * the numbers that it will have if it is stored next.
 */
export function noticesFor(
  db: ReadDb,
  { id }: Pick<Person, 'id'>,
  now: Now,
  news: readonly NewNotice[] = [],
): StoredNotice[] {
  const first = nextNoticeNumber(db);
  const fresh = news
    .slice(-KEPT_NOTICES)
    .map(({ kind, sequence, subjectId, at }, index): StoredNotice => {
      return { number: first + index, kind, sequence, subject_id: subjectId, at, read: 0 };
    })
    .reverse();
  const all = [...fresh, ...listKept(db, id)].slice(0, KEPT_NOTICES);
  const stillRelevant = relevantTo(
    db,
    id,
    all.filter(({ read }) => read === 0),
    now,
  );
  return all.map((notice) => (stillRelevant(notice) ? notice : { ...notice, read: 1 }));
}

/** Notices that matter only as long as their request is open. */
const OF_OPEN_REQUESTS: readonly NoticeKind[] = ['requestWaits', 'requestStuck', 'questionAsked', 'answerGiven'];

// Whether each of these unread notices still needs action; their subjects are loaded together.
function relevantTo(
  db: ReadDb,
  personId: PersonId,
  unread: readonly StoredNotice[],
  now: Now,
): (notice: StoredNotice) => boolean {
  if (unread.length === 0) return () => true;
  const directory = loadOwnDirectory(db, personId);
  const viewer: DirectoryPerson = inDirectory(directory, personId);
  const ids = unread.flatMap(({ kind, subject_id }): RequestId[] =>
    OF_OPEN_REQUESTS.includes(kind) ? [requestId.parse(subject_id)] : [],
  );
  const requests = new Map<string, Progress>(
    loadRequests(db, [...numbersOf(db, ids).values()]).map((request) => [request.id, progressOf(request, directory)]),
  );
  const subjectOf = ({ kind, subject_id }: StoredNotice): NotificationSubject => {
    switch (kind) {
      case 'requestWaits':
      case 'requestStuck':
      case 'questionAsked':
      case 'answerGiven':
        return { request: requests.get(subject_id) };
      case 'reviewWaits':
      case 'accessEnding':
        return { grant: grantNow(db, subject_id) };
      case 'proposalWaits':
        return { proposal: proposalNow(db, proposalId.parse(subject_id)) };
      default:
        return {};
    }
  };
  return (notice) => notice.read === 1 || stillMatters(notice.kind, subjectOf(notice), viewer, now);
}

function grantNow(db: ReadDb, id: string): NotificationSubject['grant'] {
  const grant = loadGrant(db, grantId.parse(id));
  if (!grant) return undefined;
  const { status, expiresAt, bypass, person } = grant;
  return {
    holderId: person.id,
    active: status === 'active',
    expiresAt,
    unreviewed: bypass !== null && bypass.reviewedBy === null,
    outlasted: keptOpenAt(db, grant.id, expiresAt) !== null,
  };
}

function proposalNow(db: ReadDb, id: ProposalId): NotificationSubject['proposal'] {
  const proposal = loadProposal(db, id);
  return proposal && { status: proposal.status, proposerId: proposal.proposerId };
}
