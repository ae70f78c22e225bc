import type { PersonId } from '#contract/scalars.ts';
import { stuckChange } from '../../engine/request/decide.ts';
import { listGroupsOf, listOpenRequestsFor, loadRequests } from '../../store/queries/requestState.ts';
import type { Reading, Writing } from '../kernel/usecase.ts';
import { loadProgress } from './view.ts';

/** How many requests to load together, so that memory stays bounded. */
const BATCH = 200;

type Recording = Pick<Writing, 'db' | 'person' | 'commit'>;

/** Records for each of these requests whether it has become stuck, or no longer is. Call it after every change that can affect that. */
export function reassess(context: Recording, numbers: readonly number[]): void {
  const { db, person, commit } = context;
  for (const batch of inBatches(numbers)) {
    const requests = loadRequests(db, batch);
    const { progress } = loadProgress(db, requests, person.id);
    commit(progress.flatMap((walked) => stuckChange(walked) ?? []));
  }
}

/** The same for every open request in which these people or groups could be approvers. */
export function reassessFor(context: Recording, principals: readonly string[]): void {
  reassess(context, listOpenRequestsFor(context.db, principals));
}

/** A person, and every group that they are or were in: everything that can make them an approver. */
export function principalsOf({ db }: Pick<Reading, 'db'>, personId: PersonId): string[] {
  return [personId, ...listGroupsOf(db, personId)];
}

/** Splits request numbers into batches that can be loaded together. */
export function inBatches(numbers: readonly number[]): (readonly number[])[] {
  const count = Math.ceil(numbers.length / BATCH);
  return Array.from({ length: count }, (_, index) => numbers.slice(index * BATCH, (index + 1) * BATCH));
}
