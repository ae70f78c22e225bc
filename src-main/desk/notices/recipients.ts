import type { Person } from '#contract/people.ts';
import { grantId, type PersonId, type ProposalId, proposalId, type RequestId, requestId } from '#contract/scalars.ts';
import type { Now } from '../../engine/clock.ts';
import { type Matter, stillMatters } from '../../engine/notification/left.ts';
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
 * Everything that somebody was told and is told now, the newest first, each read where it was marked so or nothing is left to do about it. `news`
 * is what is not kept yet; it has the numbers that it gets if it is kept next.
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
  const matters = mattersTo(
    db,
    id,
    all.filter(({ read }) => read === 0),
    now,
  );
  return all.map((notice) => (matters(notice) ? notice : { ...notice, read: 1 }));
}

// Whether each of these unread notices still matters; what they are about is loaded together.
function mattersTo(
  db: ReadDb,
  personId: PersonId,
  unread: readonly StoredNotice[],
  now: Now,
): (notice: StoredNotice) => boolean {
  if (unread.length === 0) return () => true;
  const directory = loadOwnDirectory(db, personId);
  const viewer: DirectoryPerson = inDirectory(directory, personId);
  const ids = unread.flatMap(({ kind, subject_id }): RequestId[] =>
    kind === 'requestWaits' || kind === 'requestStuck' ? [requestId.parse(subject_id)] : [],
  );
  const requests = new Map<string, Progress>(
    loadRequests(db, [...numbersOf(db, ids).values()]).map((request) => [request.id, progressOf(request, directory)]),
  );
  const matterOf = ({ kind, subject_id }: StoredNotice): Matter => {
    switch (kind) {
      case 'requestWaits':
      case 'requestStuck':
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
  return (notice) => notice.read === 1 || stillMatters(notice.kind, matterOf(notice), viewer, now);
}

function grantNow(db: ReadDb, id: string): Matter['grant'] {
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

function proposalNow(db: ReadDb, id: ProposalId): Matter['proposal'] {
  const proposal = loadProposal(db, id);
  return proposal && { status: proposal.status, proposerId: proposal.proposerId };
}
