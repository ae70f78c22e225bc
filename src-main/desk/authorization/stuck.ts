import { type DeskEvent, directoryChangeOf, reassessedBy } from '#contract/events.ts';
import type { PersonId, RequestId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { stuckChange } from '../../engine/request/decide.ts';
import { obstacle } from '../../engine/request/progress.ts';
import type { RequestState } from '../../engine/request/state.ts';
import type { ReadDb } from '../../store/connection.ts';
import { principalsOf } from '../requests/reassess.ts';
import type { CachedDirectory } from './directory.ts';
import { progressIn } from './requests.ts';
import type { ReplayState } from './state.ts';

/**
 * Checks the open requests that the events of a transaction may have made stuck or free, as the desk does (desk/requests/reassess.ts). By
 * the end of the transaction the change must be recorded.
 */
export interface StuckCheck {
  /** Notes which requests and people an event concerns; it need not be projected yet. */
  add(event: DeskEvent): void;
  /** Answers which changes of stuck requests were not recorded. Starts the next transaction. */
  finishTransaction(): string[];
  /** The same for every open request. */
  checkAllOpen(): string[];
}

export function stuckCheck(db: ReadDb, state: ReplayState, directory: CachedDirectory): StuckCheck {
  const requests = new Set<RequestId>();
  const people = new Set<PersonId>();
  const groups = new Set<string>();

  const unrecorded = (request: RequestState): string[] => {
    const progress = progressIn(request, directory, []);
    if (stuckChange(progress) === null) return [];
    const lacks = obstacle(progress);
    const { number } = request;
    return [lacks === null ? t('replay.freeUnrecorded', { number }) : t('replay.stuckUnrecorded', { number, lacks })];
  };
  const unrecordedOf = (found: Iterable<RequestState>): string[] => {
    const problems: string[] = [];
    for (const request of found) problems.push(...unrecorded(request));
    return problems;
  };

  return {
    add(event) {
      const request = reassessedBy(event);
      if (request !== null) requests.add(request);
      const changed = directoryChangeOf(event);
      for (const id of changed.people) people.add(id);
      for (const id of changed.groups) groups.add(id);
    },
    finishTransaction() {
      const alone = [...requests].flatMap((id) => state.openRequest(id) ?? []).flatMap(unrecorded);
      const principals = [...groups, ...[...people].flatMap((id) => principalsOf({ db }, id))];
      requests.clear();
      people.clear();
      groups.clear();
      return principals.length === 0 ? alone : [...alone, ...unrecordedOf(state.openRequestsFor(principals))];
    },
    checkAllOpen: () => unrecordedOf(state.openRequests()),
  };
}
