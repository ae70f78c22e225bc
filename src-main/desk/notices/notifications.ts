import type { Person } from '#contract/people.ts';
import type { ProposalStatus } from '#contract/proposals.ts';
import type { GrantId, PersonId, ProposalId, RequestId } from '#contract/scalars.ts';
import type { Now } from '../../engine/clock.ts';
import {
  cameBack,
  ENDING_SOON_SECONDS,
  endsSoon,
  notifiableEvents,
  notificationsFor,
  subjectsOf,
  waitsFor,
} from '../../engine/notification/rules.ts';
import { type Progress, progressOf } from '../../engine/request/progress.ts';
import type { ReadDb, WriteTx } from '../../store/connection.ts';
import { loadHead } from '../../store/queries/desk.ts';
import { loadOwnDirectory } from '../../store/queries/directory.ts';
import { eventAt } from '../../store/queries/event.ts';
import { keptOpenAt } from '../../store/queries/grants.ts';
import { sequencesIn } from '../../store/queries/moments.ts';
import {
  holdersOf,
  KEPT_NOTICES,
  keepNotices,
  listEndingOf,
  listEventsFor,
  loadNoticeCursor,
  type NewNotice,
  numbersOf,
  openedAt,
  saveNoticeCursor,
  type Telling,
  wasTold,
} from '../../store/queries/notices.ts';
import { loadProposal } from '../../store/queries/proposals.ts';
import { listOpenRequestsFor, loadRequests } from '../../store/queries/requestState.ts';
import { moment } from '../kernel/clock.ts';
import { inDirectory } from '../kernel/lookup.ts';
import { principalsOf } from '../requests/reassess.ts';

/** Most of the newest events that are searched for one person. */
const MOST_EVENTS = 5_000;
/** A person's first notices are no older than this, in seconds. */
const FIRST_LOOK_BACK_SECONDS = 7 * 86_400;
/** How many events without news are searched again before the place is stored, which takes a write. */
const IDLE_EVENTS = 200;

/** A person's new notices, and the newest event that they take into account. */
export interface NotificationFact {
  readonly notices: readonly NewNotice[];
  readonly upTo: number;
  /** Whether there is anything to store. */
  readonly any: boolean;
}

/** Searches the events since a person's last notices, and their accesses that are about to end. */
export function notificationsOf(db: ReadDb, { id, role }: Person, now: Now): NotificationFact {
  const head = loadHead(db).sequence;
  const kept = loadNoticeCursor(db, id);
  // A cursor past the newest event would hide what comes next.
  const cursor = kept !== null && kept <= head ? kept : null;
  const after = Math.max(cursor ?? firstLook(db, now), head - MOST_EVENTS);
  const notices = [
    ...notificationsAfter(db, { personId: id, role, after }),
    ...waitingAnew(db, id, after),
    ...endings(db, id, now),
  ].filter(
    ({ kind, sequence }, index, all) =>
      all.findIndex((other) => other.kind === kind && other.sequence === sequence) === index,
  );
  const behind = cursor === null || head - cursor > IDLE_EVENTS;
  return { notices, upTo: head, any: behind || notices.length > 0 };
}

/** Stores new notices. What was stored meanwhile is not stored twice. */
export function keepNotifications(tx: WriteTx, { id }: Pick<Person, 'id'>, { notices, upTo }: NotificationFact): void {
  keepNotices(tx, id, notices);
  saveNoticeCursor(tx, id, upTo);
}

function firstLook(db: ReadDb, now: Now): number {
  return sequencesIn(db, { from: now.after(-FIRST_LOOK_BACK_SECONDS) }).from - 1;
}

function notificationsAfter(db: ReadDb, telling: Telling): NewNotice[] {
  const { personId } = telling;
  const events = listEventsFor(db, telling, notifiableEvents);
  if (events.length === 0) return [];
  const directory = loadOwnDirectory(db, personId);
  const viewer = inDirectory(directory, personId);
  const [requestIds, grantIds, proposalIds] = [new Set<RequestId>(), new Set<GrantId>(), new Set<ProposalId>()];
  for (const event of events) {
    const { requestId, grantId, proposalId } = subjectsOf(event) ?? {};
    if (requestId) requestIds.add(requestId);
    if (grantId) grantIds.add(grantId);
    if (proposalId) proposalIds.add(proposalId);
  }
  const numbers = numbersOf(db, [...requestIds]);
  const requests = new Map<RequestId, Progress>(
    loadRequests(db, [...numbers.values()]).map((request) => [request.id, progressOf(request, directory)]),
  );
  const holders = holdersOf(db, [...grantIds]);
  const proposals = new Map<ProposalId, ProposalStatus | undefined>(
    viewer.role === 'admin' ? [...proposalIds].map((id) => [id, loadProposal(db, id)?.status]) : [],
  );
  return events.flatMap((event) => {
    const { requestId, grantId, proposalId } = subjectsOf(event) ?? {};
    const known = {
      request: requestId && requests.get(requestId),
      holderId: grantId && holders.get(grantId),
      proposal: proposalId && proposals.get(proposalId),
      goesOn: event.type === 'grant.expired' && keptOpenAt(db, event.data.id, event.data.expiredAt) !== null,
    };
    const { sequence, at } = event;
    return notificationsFor(event, viewer, known)
      .map((news): NewNotice => ({ ...news, sequence, at }))
      .filter((notice) => !wasTold(db, personId, notice));
  });
}

// Requests that wait for a person who was enabled again since: filed, or at an open step, before their last notices.
function waitingAnew(db: ReadDb, personId: PersonId, after: number): NewNotice[] {
  const directory = loadOwnDirectory(db, personId);
  const viewer = inDirectory(directory, personId);
  const since = cameBack(viewer, directory, after);
  if (since === null) return [];
  const { at, actor } = eventAt(db, since);
  if (actor === personId) return [];
  const numbers = listOpenRequestsFor(db, principalsOf({ db }, personId)).slice(-KEPT_NOTICES);
  return loadRequests(db, numbers).flatMap((request): NewNotice[] => {
    if (!waitsFor(progressOf(request, directory), viewer)) return [];
    const sequence = openedAt(db, request.id);
    if (sequence === null || eventAt(db, sequence).actor === personId) return [];
    const notice: NewNotice = { kind: 'requestWaits', sequence, subjectId: request.id, at };
    return wasTold(db, personId, notice) ? [] : [notice];
  });
}

function endings(db: ReadDb, personId: PersonId, now: Now): NewNotice[] {
  return listEndingOf(db, personId, now.after(ENDING_SOON_SECONDS))
    .filter((grant) => endsSoon(grant, now) && keptOpenAt(db, grant.id, grant.expiresAt) === null)
    .map(
      ({ id, sequence, expiresAt }): NewNotice => ({
        kind: 'accessEnding',
        sequence,
        subjectId: id,
        at: moment(expiresAt).after(-ENDING_SOON_SECONDS),
      }),
    )
    .filter((notice) => !wasTold(db, personId, notice));
}
