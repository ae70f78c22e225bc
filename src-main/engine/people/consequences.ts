import type { PersonId, RequestId } from '../../../src-preload/contract/scalars.ts';
import { stuckChange } from '../request/decide.ts';
import { obstacle, progressOf } from '../request/progress.ts';
import type { RequestState } from '../request/state.ts';
import { type Directory, NOW } from './directory.ts';

/** The directory as it would be, were somebody disabled now: they stand no longer; what they were a member of stays. */
export function disabledIn(directory: Directory, personId: PersonId): Directory {
  const person = directory.people.get(personId);
  if (!person) return directory;
  const standing = person.standing.map((span) => (span.to === null ? { ...span, to: NOW } : span));
  return {
    ...directory,
    people: new Map(directory.people).set(personId, { ...person, status: 'disabled', standing }),
  };
}

/** A request that could no longer be completed, and why. */
export interface WouldBeStuck {
  readonly id: RequestId;
  readonly number: number;
  readonly because: string;
}

/**
 * Which requests would become stuck, or stuck for another reason, were somebody disabled; the person's own are not among them, for they
 * would be cancelled. What `people.disable` records afterwards is the same by the same rule (DESIGN.md, "Approval").
 */
export function stuckWithout(
  personId: PersonId,
  requests: readonly RequestState[],
  directory: Directory,
): WouldBeStuck[] {
  const afterwards = disabledIn(directory, personId);
  return requests.flatMap((request): WouldBeStuck[] => {
    if (request.requesterId === personId) return [];
    const progress = progressOf(request, afterwards);
    const because = stuckChange(progress)?.type === 'request.stuck' ? obstacle(progress) : null;
    return because === null ? [] : [{ id: request.id, number: request.number, because }];
  });
}
