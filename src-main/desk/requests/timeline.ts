import type { DeskEvent } from '#contract/events.ts';
import type { PersonName } from '#contract/people.ts';
import { requestInputs, type TimelineEntry } from '#contract/requests.ts';
import type { PersonId } from '#contract/scalars.ts';
import { shownName } from '../../engine/people/directory.ts';
import { reasonIn } from '../../engine/reason/form.ts';
import { approversWhenFiled, type Progress } from '../../engine/request/progress.ts';
import { describeEvent, type TimelineContext, type TimelineEvent } from '../../engine/request/timeline.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadGrantsOf } from '../../store/queries/grants.ts';
import { groupName } from '../../store/queries/groups.ts';
import type { LoadedRequest } from '../../store/queries/requestState.ts';
import { causeOf, listTimeline } from '../../store/queries/timeline.ts';
import { personNames } from '../kernel/lookup.ts';
import { badCursor, ok, reads, refuse } from '../kernel/usecase.ts';
import { reasonTexts } from '../wording/reasons.ts';
import { findVisible } from './view.ts';

/** What happened to a request, the oldest first, in sentences; for everyone who may see it. */
export const requestTimeline = reads(requestInputs.timeline, {}, (context, { id, ...page }) => {
  const found = findVisible(context, id);
  if (!found.ok) return found;
  const { db } = context;
  const { request, progress } = found.result;
  const approvers = approversWhenFiled(progress, progress.steps);
  const events = listTimeline(
    db,
    {
      ...request,
      grantId: loadGrantsOf(db, [request.number]).get(request.number)?.id ?? null,
      approverIds: [...approvers],
    },
    page,
  );
  if (!events) return refuse(badCursor());
  const names = personNames(db);
  const reasonText = reasonTexts(db, events.items.map(reasonIn));
  const timelineContext = {
    ...contextOf(db, request, progress, approvers, names),
    reasonOf: (recorded: string) => reasonText(recorded, request.rules),
  };
  return ok({
    items: events.items.flatMap((event) => entryOf(db, event, timelineContext, names)),
    nextCursor: events.nextCursor,
  });
});

function contextOf(
  db: ReadDb,
  request: LoadedRequest,
  { steps }: Progress,
  approvers: ReadonlySet<PersonId>,
  names: (id: PersonId) => PersonName,
): Omit<TimelineContext, 'reasonOf'> {
  return {
    requesterId: request.requesterId,
    steps,
    durationSeconds: request.durationSeconds,
    policyName: request.rules.name,
    policyVersion: request.policyVersion,
    approvers,
    nameOf: (id) => shownName(names(id)),
    groupNameOf: (id) => groupName(db, id) ?? id,
  };
}

function entryOf(
  db: ReadDb,
  event: DeskEvent,
  timelineContext: TimelineContext,
  names: (id: PersonId) => PersonName,
): TimelineEntry | [] {
  const { sequence, type, actor } = event;
  const cause = type === 'request.stuck' || type === 'request.unstuck' ? causeOf(db, event) : null;
  const text = describeEvent(happened(event), timelineContext, cause && happened(cause));
  return text ? { sequence, at: momentOf(event), type, actor: actor === null ? null : names(actor), ...text } : [];
}

const happened = (event: DeskEvent): TimelineEvent => ({ fact: event, actorId: event.actor });

// An expiry happened when it was due, however much later it was recorded.
function momentOf(event: DeskEvent): string {
  return event.type === 'request.expired' || event.type === 'grant.expired' ? event.data.expiredAt : event.at;
}
