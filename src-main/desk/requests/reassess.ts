import { stuckChange } from '../../engine/request/decide.ts';
import { listGroupsOf, listOpenRequestsFor, loadRequests } from '../../store/queries/requestState.ts';
import type { Writing } from '../usecase.ts';
import { loadProgress } from './view.ts';

/** How many requests are looked at together, so that memory stays bounded however many are open. */
const BATCH = 200;

/** Records for each of these requests whether it has become stuck, or no longer is. Call it after whatever could change that. */
export function reassess(context: Writing, numbers: readonly number[]): void {
  const { db, person, commit } = context;
  for (let start = 0; start < numbers.length; start += BATCH) {
    const requests = loadRequests(db, numbers.slice(start, start + BATCH));
    const { progress } = loadProgress(db, requests, person.id);
    commit(progress.flatMap((walked) => stuckChange(walked) ?? []));
  }
}

/** The same for every open request in which somebody could be an approver. */
export function reassessFor(context: Writing, principals: readonly string[]): void {
  reassess(context, listOpenRequestsFor(context.db, principals));
}

/** Somebody, and every group that they are or were in: whatever could make them an approver. */
export function principalsOf(context: Writing, personId: Writing['person']['id']): string[] {
  return [personId, ...listGroupsOf(context.db, personId)];
}
