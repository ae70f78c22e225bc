import type { PersonId, RequestId } from '#contract/scalars.ts';
import { stuckChange } from '../request/decide.ts';
import { obstacle, progressOf } from '../request/progress.ts';
import type { RequestState } from '../request/state.ts';
import { type Directory, NOW } from './directory.ts';

/** The change that takes somebody's standing away: being disabled, or made an auditor. */
export type Demotion = 'disabled' | 'auditor';

/** The directory as it would be after such a change now: the person stands no longer; what they were a member of stays. */
export function demotedIn(directory: Directory, personId: PersonId, demotion: Demotion): Directory {
  const person = directory.people.get(personId);
  if (!person) return directory;
  const standing = person.standing.map((span) => (span.to === null ? { ...span, to: NOW } : span));
  const changed = demotion === 'disabled' ? { status: 'disabled' as const } : { role: 'auditor' as const };
  return { ...directory, people: new Map(directory.people).set(personId, { ...person, ...changed, standing }) };
}

/** A request that could no longer be completed, and why. */
export interface WouldBeStuck {
  readonly id: RequestId;
  readonly number: number;
  readonly because: string;
}

/**
 * Which requests would become stuck, or stuck for another reason, were somebody disabled or made an auditor; the person's own are not among
 * them, for they would be cancelled. What the change records afterwards is the same by the same rule (docs/rules.md#approval).
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
