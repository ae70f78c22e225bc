import type { PolicyRules, Ref } from '#contract/policies.ts';
import { type Directory, resolveRefs } from '../../people/directory.ts';
import type { Participants } from '../../request/eligibility.ts';
import { describeShortage } from '../../request/feasibility.ts';
import { filingShortage } from '../../request/submit.ts';

/** Why nobody could have completed a request under a policy when it was filed, in a sentence; null when enough people could be found. */
export type PastQuorum = (request: Participants) => string | null;

/**
 * Asks that of the people as they were when each request was filed. A policy that names somebody who was not there yet, or a group that nobody
 * had been in yet, says nothing about that time: whoever had written it then would have named others. Between two changes of people and
 * groups the answer is the same for everybody who is behind no step, so it is worked out once for all of them.
 */
export function pastQuorum(rules: PolicyRules, directory: Directory): PastQuorum {
  const refs = [...rules.steps.flatMap(({ approvers }) => approvers), ...(rules.bypass?.bypassers ?? [])];
  const turns = turningPoints(directory);
  const eras = new Map<number, Era>();
  return ({ requesterId, filedById, submittedSequence: filed }) => {
    const number = placeOf(turns, filed);
    const era = eras.get(number) ?? eraAt(refs, directory, filed);
    eras.set(number, era);
    if (!era.judged) return null;
    const [requester, filer] = [requesterId, filedById].map((id) => (id !== null && era.named.has(id) ? id : ''));
    const key = `${requester} ${filer} ${filedById === null}`;
    const known = era.answers.get(key);
    if (known !== undefined) return known;
    const shortage = filingShortage(rules, asFiled({ requesterId, filedById, submittedSequence: filed }), directory);
    const answer = shortage && describeShortage(shortage);
    era.answers.set(key, answer);
    return answer;
  };
}

/** A request as it was in the moment in which it was filed. */
export function asFiled(request: Omit<Participants, 'closedSequence'>): Participants {
  const { requesterId, filedById, submittedSequence } = request;
  return { requesterId, filedById, submittedSequence, closedSequence: submittedSequence };
}

/** A time in which nobody whom the policy names came or went. */
interface Era {
  readonly judged: boolean;
  readonly named: ReadonlySet<string>;
  readonly answers: Map<string, string | null>;
}

function eraAt(refs: readonly Ref[], directory: Directory, at: number): Era {
  return {
    judged: refs.every((ref) => wasThere(ref, directory, at)),
    named: resolveRefs(refs, directory, at, at),
    answers: new Map(),
  };
}

function wasThere(ref: Ref, directory: Directory, at: number): boolean {
  const spans =
    ref.kind === 'person' ? (directory.people.get(ref.id)?.standing ?? []) : (directory.members.get(ref.id) ?? []);
  return spans.length === 0 || spans.some(({ from }) => from <= at);
}

function turningPoints({ people, members }: Directory): number[] {
  const spans = [...[...people.values()].flatMap(({ standing }) => standing), ...[...members.values()].flat()];
  const points = new Set(spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to])));
  return [...points].sort((a, b) => a - b);
}

/** How many of the points, which are in order, lie at or before a sequence. */
function placeOf(points: readonly number[], sequence: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] ?? 0) <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
