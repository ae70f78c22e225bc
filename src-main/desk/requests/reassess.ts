import type { PersonId } from '#contract/scalars.ts';
import { stuckChange } from '../../engine/request/decide.ts';
import { listGroupsOf, listOpenRequestsFor, loadRequests } from '../../store/queries/requestState.ts';
import type { Reading, Writing } from '../kernel/usecase.ts';
import { loadProgress } from './view.ts';

/** How many requests are looked at together, so that memory stays bounded however many are open. */
const BATCH = 200;

/** What recording it takes: whoever caused it, and their way to commit. */
type Recording = Pick<Writing, 'db' | 'person' | 'commit'>;

/** Records for each of these requests whether it has become stuck, or no longer is. Call it after whatever could change that. */
export function reassess(context: Recording, numbers: readonly number[]): void {
  const { db, person, commit } = context;
  for (const batch of inBatches(numbers)) {
    const requests = loadRequests(db, batch);
    const { progress } = loadProgress(db, requests, person.id);
    commit(progress.flatMap((walked) => stuckChange(walked) ?? []));
  }
}

/** The same for every open request in which somebody could be an approver. */
export function reassessFor(context: Recording, principals: readonly string[]): void {
  reassess(context, listOpenRequestsFor(context.db, principals));
}

/** Somebody, and every group that they are or were in: whatever could make them an approver. */
export function principalsOf({ db }: Pick<Reading, 'db'>, personId: PersonId): string[] {
  return [personId, ...listGroupsOf(db, personId)];
}

/** The numbers of requests in pieces that are small enough to be loaded together. */
export function inBatches(numbers: readonly number[]): (readonly number[])[] {
  const count = Math.ceil(numbers.length / BATCH);
  return Array.from({ length: count }, (_, index) => numbers.slice(index * BATCH, (index + 1) * BATCH));
}
