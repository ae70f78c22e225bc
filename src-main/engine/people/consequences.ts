import type { PersonId, RequestId } from '#contract/scalars.ts';
import { stuckChange } from '../request/decide.ts';
import { obstacle, progressOf } from '../request/progress.ts';
import type { RequestState } from '../request/state.ts';
import { type Directory, NOW } from './directory.ts';

/** A change after which a person can no longer approve: disabled, or made an auditor. */
export type Demotion = 'disabled' | 'auditor';

/** The directory after such a change now: the person can no longer approve, their memberships stay. */
export function demotedIn(directory: Directory, personId: PersonId, demotion: Demotion): Directory {
  const person = directory.people.get(personId);
  if (!person) return directory;
  const standing = person.standing.map((span) => (span.to === null ? { ...span, to: NOW } : span));
  const changed = demotion === 'disabled' ? { status: 'disabled' as const } : { role: 'auditor' as const };
  return { ...directory, people: new Map(directory.people).set(personId, { ...person, ...changed, standing }) };
}

/** A request that could no longer be completed, with the reason. */
export interface WouldBeStuck {
  readonly id: RequestId;
  readonly number: number;
  readonly because: string;
}

/**
 * The requests that would become stuck, or stuck for another reason, if a person were disabled or made an auditor. Leaves out the
 * person's own, which would be cancelled. The change itself applies the same rule (docs/rules.md#approval).
 */
export function stuckWithout(
  personId: PersonId,
  requests: readonly RequestState[],
  directory: Directory,
  demotion: Demotion = 'disabled',
): WouldBeStuck[] {
  const afterwards = demotedIn(directory, personId, demotion);
  return requests.flatMap((request): WouldBeStuck[] => {
    if (request.requesterId === personId) return [];
    const progress = progressOf(request, afterwards);
    const because = stuckChange(progress)?.type === 'request.stuck' ? obstacle(progress) : null;
    return because === null ? [] : [{ id: request.id, number: request.number, because }];
  });
}
