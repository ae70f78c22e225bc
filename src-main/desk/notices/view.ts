import type { DeskEvent } from '#contract/events.ts';
import type { Notice } from '#contract/notices.ts';
import { type GrantId, grantId, type PersonId, proposalId, requestId } from '#contract/scalars.ts';
import {
  type AccessMatter,
  accessNoticeText,
  type GoesOn,
  type NotificationText,
  proposalNoticeText,
} from '../../engine/notification/words.ts';
import { shownName } from '../../engine/people/directory.ts';
import { reasonIn } from '../../engine/reason/form.ts';
import type { ReadDb } from '../../store/connection.ts';
import { eventAt } from '../../store/queries/event.ts';
import { keptOpenAt, loadGrant, loadGrantsOf } from '../../store/queries/grants.ts';
import type { StoredNotice } from '../../store/queries/notices.ts';
import { loadProposal } from '../../store/queries/proposals.ts';
import { type LoadedRequest, loadRequest } from '../../store/queries/requestState.ts';
import { personNamed } from '../kernel/lookup.ts';
import { summarise } from '../proposals/view.ts';
import { reasonTexts } from '../wording/reasons.ts';

/** A notice in words for its recipient. `accessAt` is the time for which access is checked (desk/kernel/clock.ts). */
export function viewNotice(db: ReadDb, stored: StoredNotice, viewerId: PersonId, accessAt: string): Notice {
  const { number, kind, at, subject_id: id } = stored;
  const about = { kind: subjectKind(kind), id };
  return { number, kind, at, read: stored.read === 1, about, ...wordsOf(db, stored, viewerId, accessAt) };
}

function subjectKind(kind: StoredNotice['kind']): Notice['about']['kind'] {
  switch (kind) {
    case 'proposalWaits':
      return 'proposal';
    case 'accessRevoked':
    case 'accessEnded':
    case 'accessEnding':
    case 'reviewWaits':
      return 'grant';
    default:
      return 'request';
  }
}

function wordsOf(
  db: ReadDb,
  { kind, sequence, subject_id }: StoredNotice,
  viewerId: PersonId,
  accessAt: string,
): NotificationText {
  if (kind === 'proposalWaits') {
    const proposal = loadProposal(db, proposalId.parse(subject_id));
    if (!proposal) throw new TypeError(`A notice is about proposal ${subject_id}, which does not exist.`);
    const { number, summary, proposedBy } = summarise(db, proposal);
    return proposalNoticeText({ number, summary, proposer: shownName(proposedBy) });
  }
  const grant = subjectKind(kind) === 'grant' ? loadGrant(db, grantId.parse(subject_id)) : undefined;
  const request = loadRequest(db, grant?.requestId ?? requestId.parse(subject_id));
  if (!request) throw new TypeError(`A notice is about ${subject_id}, which is no request and has none.`);
  const event = eventAt(db, sequence);
  const matter: AccessMatter = {
    number: request.number,
    resource: request.resource,
    account: request.account,
    durationSeconds: request.durationSeconds,
    requester: shownName(personNamed(db, request.requesterId)),
    own: request.requesterId === viewerId,
    actor: event.actor === null ? null : shownName(personNamed(db, event.actor)),
    said:
      kind === 'glassBroken' || kind === 'reviewWaits'
        ? (request.decisions.find(({ decision }) => decision === 'bypassed')?.comment ?? null)
        : saidIn(event),
    because: becauseIn(db, event, request),
    goesOn: kind === 'accessRevoked' && grant ? goesOnAfter(db, grant.id, accessAt) : null,
    begins: kind === 'requestApproved' ? beginsLater(db, request.number, accessAt) : null,
  };
  return accessNoticeText(kind, matter);
}

/** The grant that keeps an access open although another one has ended; null if none does. */
function goesOnAfter(db: ReadDb, id: GrantId, accessAt: string): GoesOn | null {
  const kept = keptOpenAt(db, id, accessAt);
  return kept && { until: kept.expiresAt, number: kept.requestNumber };
}

// When the access of a request begins; null if it has begun.
function beginsLater(db: ReadDb, number: number, accessAt: string): string | null {
  const startsAt = loadGrantsOf(db, [number]).get(number)?.startsAt;
  return startsAt !== undefined && startsAt > accessAt ? startsAt : null;
}

function saidIn(event: DeskEvent): string | null {
  switch (event.type) {
    case 'request.rejected':
      return event.data.comment;
    case 'request.cancelled':
      return reasonIn(event) === null ? event.data.comment : null;
    case 'question.asked':
    case 'answer.given':
      return event.data.text;
    case 'grant.revoked':
      return reasonIn(event) === null ? event.data.reason : null;
    default:
      return null;
  }
}

// The desk's own reason why a request was cancelled or is stuck, or access was revoked. Why a policy matched is not worth a notice.
function becauseIn(db: ReadDb, event: DeskEvent, { rules }: LoadedRequest): string | null {
  const own = event.type === 'request.submitted' ? null : reasonIn(event);
  return own === null ? null : reasonTexts(db, [own])(own, rules);
}
