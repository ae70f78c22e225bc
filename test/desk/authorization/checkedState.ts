import { isDeepStrictEqual } from 'node:util';
import { memoryState } from '../../../src-main/desk/authorization/memoryState.ts';
import { type ReplayState, tableState } from '../../../src-main/desk/authorization/state.ts';
import type { RequestState } from '../../../src-main/engine/request/state.ts';
import type { ReadDb } from '../../../src-main/store/connection.ts';

/**
 * The state in memory, which says for each answer that the tables would have given it. Throws an error that no check catches. `begun`: it begins
 * with what the tables say.
 */
export function checkedState(db: ReadDb, asked: (question: string) => void, begun: boolean): ReplayState {
  const [memory, tables] = [memoryState(db, begun), tableState(db)];
  const same = <T>(question: string, ours: T, theirs: T): T => {
    asked(question);
    if (!isDeepStrictEqual(ours, theirs))
      throw new Error(`${question}: memory says ${JSON.stringify(ours)}, the tables say ${JSON.stringify(theirs)}`);
    return ours;
  };
  const all = (question: string, ours: Iterable<RequestState>, theirs: Iterable<RequestState>): RequestState[] => {
    const found = [...ours];
    same(question, found.map(needed), [...theirs].map(needed));
    return found;
  };
  return {
    person: (id) => same('person', memory.person(id), tables.person(id)),
    policy: (id) => same('policy', memory.policy(id), tables.policy(id)),
    matcher: () => memory.matcher(),
    request(id) {
      const found = memory.request(id);
      same('request', found && needed(found), needed(tables.request(id)));
      return found;
    },
    openRequest(id) {
      const [found, stored] = [memory.openRequest(id), tables.request(id)];
      same('openRequest', found && needed(found), stored?.status === 'open' ? needed(stored) : undefined);
      return found;
    },
    openRequestsFor: (principals) =>
      all('openRequestsFor', memory.openRequestsFor(principals), tables.openRequestsFor(principals)),
    openRequests: () => all('openRequests', memory.openRequests(), tables.openRequests()),
    openTwin: (...key) => same('openTwin', memory.openTwin(...key), tables.openTwin(...key)),
    nextRequestNumber: () => same('nextRequestNumber', memory.nextRequestNumber(), tables.nextRequestNumber()),
    nextToEnd: () => same('nextToEnd', memory.nextToEnd(), tables.nextToEnd()),
    isUnused: (id) => memory.isUnused(id),
    follow: (event) => memory.follow(event),
  };
}

// What the engine needs: tables know more, and policies keep more than rules.
function needed(request: RequestState | undefined) {
  if (!request) return undefined;
  const { id, number, status, requesterId, filedById, resource, account, durationSeconds, submittedAt } = request;
  const { expiresAt, closedAt, submittedSequence, closedSequence, policyId, openPosition, decisions } = request;
  const { stuckBecause, cancelledById } = request;
  const { steps, distinctApprovers, bypass, name } = request.rules;
  return {
    ...{ id, number, status, requesterId, filedById, resource, account, durationSeconds, submittedAt, expiresAt },
    ...{ closedAt, submittedSequence, closedSequence, policyId, openPosition, decisions, stuckBecause, cancelledById },
    rules: { steps, distinctApprovers, bypass, name },
  };
}
