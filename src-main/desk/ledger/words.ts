import type { DeskEvent } from '#contract/events.ts';
import type { LedgerEvent } from '#contract/ledger.ts';
import type { GrantId, PersonId, ProposalId, RequestId } from '#contract/scalars.ts';
import { shownName } from '../../engine/people/directory.ts';
import { isCode, reasonIn } from '../../engine/reason/form.ts';
import { eventSentence, type NamedGrant, type NamedRequest } from '../../engine/record/sentences.ts';
import type { ReadDb } from '../../store/connection.ts';
import { groupName } from '../../store/queries/groups.ts';
import type { ListedEvent } from '../../store/queries/ledgerList.ts';
import { loadProposal } from '../../store/queries/proposals.ts';
import {
  groupNameBefore,
  loadGrantNames,
  loadRequestNames,
  personDetailsBefore,
  policyNameBefore,
  type RequestNames,
} from '../../store/queries/recordNames.ts';
import { personNames } from '../kernel/lookup.ts';
import { type ReasonText, reasonTexts } from '../wording/reasons.ts';

/** Events as shown: in sentences, and with the reasons that the desk recorded as codes in words. */
export function eventViews(db: ReadDb, listed: readonly ListedEvent[]): LedgerEvent[] {
  const names = loadNames(db, listed);
  return listed.map(({ event, ...shown }) => {
    const recorded = reasonIn(event);
    const request = requestIn(event, names.grants);
    const reason = recorded === null ? null : names.reasonOf(recorded, request && names.requests.get(request));
    return {
      ...shown,
      ...(reason !== null && recorded !== null && isCode(recorded) ? { reason } : {}),
      ...sentenceOf(db, event, reason, names),
    };
  });
}

interface Names {
  readonly requests: ReadonlyMap<RequestId, RequestNames>;
  readonly grants: ReadonlyMap<GrantId, NamedGrant>;
  readonly nameOf: (id: PersonId) => string;
  readonly reasonOf: ReasonText;
}

// The names for all events are loaded together.
function loadNames(db: ReadDb, listed: readonly ListedEvent[]): Names {
  const events = listed.map(({ event }) => event);
  const stored = loadGrantNames(db, events.flatMap(grantIn));
  const ids = events.flatMap((event) => requestIn(event, new Map()) ?? []);
  const requests = loadRequestNames(db, new Set([...ids, ...[...stored.values()].map(({ requestId }) => requestId)]));
  const grants = new Map(
    [...stored].map(([id, { personId, requestId }]) => [id, { id, personId, request: known(requests, requestId) }]),
  );
  const names = personNames(db);
  return { requests, grants, nameOf: (id) => shownName(names(id)), reasonOf: reasonTexts(db, events.map(reasonIn)) };
}

function sentenceOf(db: ReadDb, event: DeskEvent, reason: string | null, names: Names) {
  const { requests, grants, nameOf } = names;
  return eventSentence(event, {
    at: event.at,
    actorId: event.actor,
    reason,
    nameOf,
    groupNameOf: (id) => groupName(db, id) ?? id,
    groupNameBefore: (id) => groupNameBefore(db, id, event.sequence) ?? id,
    policyNameOf: (id) => policyNameBefore(db, id, event.sequence) ?? id,
    proposalNumberOf: (id) => proposalNumber(db, id),
    requestOf: (id): NamedRequest => known(requests, id),
    grantOf: (id) => known(grants, id),
    detailsBefore: (id) => personDetailsBefore(db, id, event.sequence),
  });
}

function requestIn(event: DeskEvent, grants: ReadonlyMap<GrantId, NamedGrant>): RequestId | undefined {
  if (event.type === 'request.submitted') return event.data.id;
  if ('requestId' in event.data) return event.data.requestId;
  const [grant] = grantIn(event);
  return grant && grants.get(grant)?.request.id;
}

function grantIn(event: DeskEvent): GrantId[] {
  switch (event.type) {
    case 'grant.started':
    case 'grant.expired':
    case 'grant.revoked':
    case 'grant.released':
      return [event.data.id];
    case 'bypass.reviewed':
      return [event.data.grantId];
    default:
      return [];
  }
}

// The ledger was checked and projected when the desk opened it, so what events name is in the tables.
function known<Id extends string, T>(things: ReadonlyMap<Id, T>, id: Id): T {
  const thing = things.get(id);
  if (!thing) throw new TypeError(`${id} is named by the ledger and does not exist.`);
  return thing;
}

function proposalNumber(db: ReadDb, id: ProposalId): number {
  const proposal = loadProposal(db, id);
  if (!proposal) throw new TypeError(`Proposal ${id} is named by the ledger and does not exist.`);
  return proposal.number;
}
