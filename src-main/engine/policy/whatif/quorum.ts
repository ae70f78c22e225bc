import type { PolicyRules, Ref } from '#contract/policies.ts';
import { type Directory, resolveRefs } from '../../people/directory.ts';
import type { Participants } from '../../request/eligibility.ts';
import { describeShortage } from '../../request/feasibility.ts';
import { filingShortage } from '../../request/submit.ts';

/** A sentence about why a request could not have been completed when it was filed; null when it could. */
export type PastQuorum = (request: Participants) => string | null;

/**
 * Checks the quorum with the people of the time when each request was filed. A policy that names a person or group that did not
 * exist yet is not checked: at that time it would have named others. Between two changes of people or groups the answer is
 * the same for all who approve no step, so it is cached.
 */
export function pastQuorum(rules: PolicyRules, directory: Directory): PastQuorum {
  const refs = [...rules.steps.flatMap(({ approvers }) => approvers), ...(rules.bypass?.bypassers ?? [])];
  const changes = changePoints(directory);
  const periods = new Map<number, Period>();
  return ({ requesterId, filedById, submittedSequence: filed }) => {
    const number = countUpTo(changes, filed);
    const period = periods.get(number) ?? periodAt(refs, directory, filed);
    periods.set(number, period);
    if (!period.allExist) return null;
    const [requester, filer] = [requesterId, filedById].map((id) => (id !== null && period.named.has(id) ? id : ''));
    const key = `${requester} ${filer} ${filedById === null}`;
    const known = period.answers.get(key);
    if (known !== undefined) return known;
    const shortage = filingShortage(rules, asFiled({ requesterId, filedById, submittedSequence: filed }), directory);
    const answer = shortage && describeShortage(shortage);
    period.answers.set(key, answer);
    return answer;
  };
}

/** A request as it was when it was filed. */
export function asFiled(request: Omit<Participants, 'closedSequence'>): Participants {
  const { requesterId, filedById, submittedSequence } = request;
  return { requesterId, filedById, submittedSequence, closedSequence: submittedSequence };
}

/** A period in which the people whom the policy names did not change. */
interface Period {
  /** Whether everyone and every group that the policy names existed. */
  readonly allExist: boolean;
  readonly named: ReadonlySet<string>;
  readonly answers: Map<string, string | null>;
}

function periodAt(refs: readonly Ref[], directory: Directory, at: number): Period {
  return {
    allExist: refs.every((ref) => existed(ref, directory, at)),
    named: resolveRefs(refs, directory, at, at),
    answers: new Map(),
  };
}

function existed(ref: Ref, directory: Directory, at: number): boolean {
  const spans =
    ref.kind === 'person' ? (directory.people.get(ref.id)?.standing ?? []) : (directory.members.get(ref.id) ?? []);
  return spans.length === 0 || spans.some(({ from }) => from <= at);
}

function changePoints({ people, members }: Directory): number[] {
  const spans = [...[...people.values()].flatMap(({ standing }) => standing), ...[...members.values()].flat()];
  const points = new Set(spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to])));
  return [...points].sort((a, b) => a - b);
}

/** How many of the sorted points are at or before a sequence. */
function countUpTo(points: readonly number[], sequence: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] ?? 0) <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
