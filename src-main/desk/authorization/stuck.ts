import { type DeskEvent, directoryChangeOf, reassessedBy } from '#contract/events.ts';
import type { PersonId, RequestId } from '#contract/scalars.ts';
import { stuckChange } from '../../engine/request/decide.ts';
import { obstacle } from '../../engine/request/progress.ts';
import type { ReadDb } from '../../store/connection.ts';
import {
  type LoadedRequest,
  listOpenNumbers,
  listOpenRequestsFor,
  loadRequest,
  loadRequests,
} from '../../store/queries/requestState.ts';
import { inBatches, principalsOf } from '../requests/reassess.ts';
import type { KeptDirectory } from './directory.ts';
import { walk } from './requests.ts';

/**
 * The open requests that the events of one turn may have made stuck, or freed: the same ones as the desk looks at again
 * (desk/requests/reassess.ts). When the turn is over, what became of them must have been recorded.
 */
export interface Concerned {
  /** Notes whom an event concerns; it need not have been projected yet. */
  add(event: DeskEvent): void;
  /** What was not recorded, as the rest of a sentence for each request; and begins anew. */
  settle(): string[];
  /** The same of every open request. */
  settleAll(): string[];
}

export function concerned(db: ReadDb, directory: KeptDirectory): Concerned {
  const requests = new Set<RequestId>();
  const people = new Set<PersonId>();
  const groups = new Set<string>();

  const unrecorded = (request: LoadedRequest): string[] => {
    const progress = walk(request, directory, []);
    if (stuckChange(progress) === null) return [];
    const lacks = obstacle(progress);
    const became = lacks === null ? 'could be completed again.' : `is stuck: ${lacks}`;
    return [`what became of request #${request.number} was not recorded with it; it ${became}`];
  };
  const unrecordedOf = (numbers: readonly number[]): string[] =>
    inBatches(numbers).flatMap((batch) => loadRequests(db, batch).flatMap(unrecorded));

  return {
    add(event) {
      const request = reassessedBy(event);
      if (request !== null) requests.add(request);
      const changed = directoryChangeOf(event);
      for (const id of changed.people) people.add(id);
      for (const id of changed.groups) groups.add(id);
    },
    settle() {
      const alone = [...requests].flatMap((id) => loadRequest(db, id) ?? []).flatMap(unrecorded);
      const principals = [...groups, ...[...people].flatMap((id) => principalsOf({ db }, id))];
      requests.clear();
      people.clear();
      groups.clear();
      return principals.length === 0 ? alone : [...alone, ...unrecordedOf(listOpenRequestsFor(db, principals))];
    },
    settleAll: () => unrecordedOf(listOpenNumbers(db)),
  };
}
