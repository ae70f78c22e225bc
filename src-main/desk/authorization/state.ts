import type { DeskEvent } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import type { Policy } from '#contract/policies.ts';
import type { PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import type { Matcher } from '../../engine/policy/match.ts';
import type { RequestState } from '../../engine/request/state.ts';
import type { ReadDb } from '../../store/connection.ts';
import { type Due, nextToEnd } from '../../store/queries/due.ts';
import { nextRequestNumber } from '../../store/queries/numbers.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import {
  findOpenRequest,
  listOpenNumbers,
  listOpenRequestsFor,
  loadRequest,
  loadRequests,
} from '../../store/queries/requestState.ts';
import { type CachedMatcher, cachedMatcher } from '../kernel/caches.ts';
import { inBatches } from '../requests/reassess.ts';

/** Answers the questions that nearly every event of a replay asks about the desk. Rare questions go to the tables. */
export interface ReplayState {
  person(id: PersonId): Person | undefined;
  /** The current version. */
  policy(id: PolicyId): Policy | undefined;
  matcher(): Matcher;
  request(id: RequestId): RequestState | undefined;
  /** The same, where only an open request matters: undefined may mean that it is closed. */
  openRequest(id: RequestId): RequestState | undefined;
  /** Open requests whose policy names one of these people or groups as an approver, oldest first. */
  openRequestsFor(principals: readonly string[]): Iterable<RequestState>;
  /** All of them, oldest first. */
  openRequests(): Iterable<RequestState>;
  /** The number of a person's open request for an account; the names are folded. */
  openTwin(requesterId: PersonId, resource: string, account: string): number | null;
  nextRequestNumber(): number;
  nextToEnd(): Due | null;
  /** Whether an id is certainly not in use. If not, the tables know. */
  isUnused(id: string): boolean;
  /** Takes in an event, after it was judged and before it is projected. */
  follow(event: DeskEvent): void;
}

/** Answers from the tables that the events before left. */
export function tableState(db: ReadDb, matcher: CachedMatcher = cachedMatcher()): ReplayState {
  const all = function* (numbers: readonly number[]) {
    for (const batch of inBatches(numbers)) yield* loadRequests(db, batch);
  };
  const request = (id: RequestId) => loadRequest(db, id);
  return {
    person: (id) => loadPerson(db, id),
    policy: (id) => loadPolicy(db, id),
    matcher: () => matcher.of(db),
    request,
    openRequest: request,
    openRequestsFor: (principals) => all(listOpenRequestsFor(db, principals)),
    openRequests: () => all(listOpenNumbers(db)),
    openTwin: (requesterId, resource, account) => findOpenRequest(db, requesterId, resource, account),
    nextRequestNumber: () => nextRequestNumber(db),
    nextToEnd: () => nextToEnd(db),
    isUnused: () => false,
    follow() {},
  };
}
