import type { PersonName } from '#contract/people.ts';
import type { AccessRequest } from '#contract/requests.ts';

/** The questions that have no answer yet. */
export interface OpenQuestion {
  /** Who asked, each once. */
  readonly askers: readonly PersonName[];
  /** Who can answer: the requester and, if there is one, the filer. */
  readonly asked: readonly PersonName[];
  /** When the first of them was asked. */
  readonly since: string;
}

/** What of a request's thread waits for an answer; null if nothing does. */
export function openQuestion({
  thread,
  awaitsAnswer,
  requester,
  filedBy,
}: Pick<AccessRequest, 'thread' | 'awaitsAnswer' | 'requester' | 'filedBy'>): OpenQuestion | null {
  if (!awaitsAnswer) return null;
  const open = thread.slice(thread.findLastIndex(({ kind }) => kind === 'answer') + 1);
  const [first] = open;
  if (first === undefined) return null;
  const askers = new Map(open.map(({ person }) => [person.id, person]));
  return {
    askers: [...askers.values()],
    asked: filedBy === null ? [requester] : [requester, filedBy],
    since: first.at,
  };
}

/** Whose approvals, which count, a text of the thread came after. */
export function approversBefore(
  { thread, steps }: Pick<AccessRequest, 'thread' | 'steps'>,
  index: number,
): PersonName[] {
  const newest = thread.length - index;
  const given = steps.flatMap(({ writtenAfter }) => writtenAfter.filter(({ texts }) => texts >= newest));
  return [...new Map(given.map(({ person }) => [person.id, person])).values()];
}

/** What the viewer can do with the thread: ask, answer an open question, write unasked; null if nothing. */
export function wayToWrite({ viewer, awaitsAnswer }: Pick<AccessRequest, 'viewer' | 'awaitsAnswer'>) {
  if (viewer.canAsk) return 'ask' as const;
  if (!viewer.canAnswer) return null;
  return awaitsAnswer ? ('answer' as const) : ('write' as const);
}
