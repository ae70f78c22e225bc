import type { Remedies, Remedy, RemedyAction } from '#contract/requests.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import {
  type Directory,
  type DirectoryPerson,
  held,
  type Membership,
  NOW,
  personName,
  shownName,
} from '../people/directory.ts';
import { eligibleFor, wasReset } from './eligibility.ts';
import { approvedAt, approversWhenFiled, eligibleAt, obstacle, type Progress } from './progress.ts';

/** What an admin could do so that a request can be completed again; see {@link Remedies}. All of them, whatever their number. */
export type FoundRemedies = Omit<Remedies, 'aloneCount'>;

/** One way to make somebody an approver again, and for which steps they would be one then. */
interface Way {
  readonly person: DirectoryPerson;
  readonly standing: readonly RemedyAction[];
  readonly groups: readonly GroupId[];
  readonly positions: readonly number[];
}

/**
 * How a stuck request can be completed again. Nothing is worked out by rules of its own: each change is tried on the directory, and the engine
 * is asked whether the request is still stuck (docs/rules.md#approval: whoever was behind a reference when it was filed counts again when they
 * come back, and nobody else does). People are tried together only where nobody frees it alone.
 */
export function remediesOf(progress: Progress, groupNameOf: (id: GroupId) => string): FoundRemedies {
  const { request, directory } = progress;
  const none: FoundRemedies = { stuckBecause: null, alone: [], together: [], missing: null, keyReset: [] };
  const stuckBecause = request.status === 'open' ? obstacle(progress) : null;
  if (stuckBecause === null) return none;
  const then = approversThen(progress);
  const reset = then.filter((person) => wasReset(person.id, request, directory));
  const found = { ...none, stuckBecause, keyReset: reset.map(personName) };
  const candidates = then.filter((person) => !reset.includes(person));
  const spans = spansByPerson(directory);
  const ways = candidates.map((person) => waysOf(person, progress, spans.get(person.id) ?? []));
  const frees = asking(progress);
  const told = (way: Way) => remedyOf(way, groupNameOf);
  const alone = ways.flatMap(({ single }) => single.filter((way) => frees([way]) === null));
  if (alone.length > 0) return { ...found, alone: alone.map(told) };
  const whole = enoughOf(
    ways.flatMap(({ whole }) => whole ?? []),
    progress,
  );
  const missing = frees(whole);
  if (missing !== null) return { ...found, missing };
  return { ...found, together: leastOf(whole, frees, progress, spans).map(told) };
}

/** Everybody behind a reference of a step that is not complete when the request was filed, but for the requester and the filer. */
function approversThen(progress: Progress): DirectoryPerson[] {
  const { request, steps, directory } = progress;
  const left = steps.filter(({ position }) => position >= request.openPosition);
  return [...approversWhenFiled(progress, left)]
    .filter((id) => id !== request.requesterId && id !== request.filedById)
    .flatMap((id) => directory.people.get(id) ?? [])
    .sort((a, b) => (a.username < b.username ? -1 : 1));
}

type Spans = readonly (readonly [GroupId, Membership])[];

function spansByPerson({ members }: Directory): ReadonlyMap<PersonId, Spans> {
  const spans = new Map<PersonId, [GroupId, Membership][]>();
  for (const [groupId, memberships] of members)
    for (const membership of memberships) {
      const known = spans.get(membership.personId);
      if (known) known.push([groupId, membership]);
      else spans.set(membership.personId, [[groupId, membership]]);
    }
  return spans;
}

function waysOf(
  person: DirectoryPerson,
  progress: Progress,
  spans: Spans,
): { readonly single: readonly Way[]; readonly whole: Way | null } {
  const filed = progress.request.submittedSequence;
  const [were, are] = [filed, NOW].map((at) => new Set(spans.filter(([, span]) => held(span, at)).map(([id]) => id)));
  const left = [...(were ?? [])].filter((id) => !are?.has(id));
  const standing: RemedyAction[] = [
    ...(person.status === 'disabled' ? [{ kind: 'enable' as const }] : []),
    ...(person.role === 'auditor' ? [{ kind: 'changeRole' as const }] : []),
  ];
  const way = (groups: readonly GroupId[]): Way => ({
    person,
    standing,
    groups,
    positions: positionsWith(person, groups, progress, spans),
  });
  const now = eligibleNow(person.id, progress);
  const more = ({ positions }: Way) => positions.some((position) => !now.includes(position));
  // Whoever can be an approver by standing alone need not be put into a group as well.
  const single = [...(standing.length > 0 ? [way([])] : []), ...left.map((id) => way([id]))].filter(more);
  const byStanding = single.find(({ groups }) => groups.length === 0);
  const useful = single.filter(
    (each) => each === byStanding || each.positions.length > (byStanding?.positions.length ?? 0),
  );
  const all = way(left.filter((id) => useful.some(({ groups }) => groups.includes(id))));
  return { single: useful, whole: more(all) ? all : null };
}

function eligibleNow(personId: PersonId, progress: Progress): number[] {
  return progress.steps.flatMap(({ position }) => (eligibleAt(progress, position).has(personId) ? [position] : []));
}

// The directory with one person in it, as it would be: asked for one person, whole groups need not be gone through.
function positionsWith(
  person: DirectoryPerson,
  groups: readonly GroupId[],
  { request, steps }: Progress,
  spans: Spans,
): number[] {
  const again: readonly (readonly [GroupId, Membership])[] = groups.map((id) => [
    id,
    { personId: person.id, from: NOW, to: null },
  ]);
  const members = new Map<GroupId, Membership[]>();
  for (const [id, span] of [...spans, ...again]) members.set(id, [...(members.get(id) ?? []), span]);
  const stands = { ...person, standing: [...person.standing, { from: NOW, to: null }] };
  const directory: Directory = { people: new Map([[person.id, stands]]), members };
  return steps
    .filter(({ position, approvers }) => {
      return position >= request.openPosition && eligibleFor(approvers, request, directory).has(person.id);
    })
    .map(({ position }) => position);
}

/** Asks the engine what would be missing were these ways gone; null when nothing is. What makes no difference is asked once. */
function asking(progress: Progress): (ways: readonly Way[]) => string | null {
  const known = new Map<string, string | null>();
  return (ways) => {
    const key = ways
      .map((way) => classOf(way, progress))
      .sort()
      .join('; ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const eligible = new Map([...progress.eligible].map(([position, people]) => [position, new Set(people)]));
    for (const { person, positions } of ways) for (const position of positions) eligible.get(position)?.add(person.id);
    const answer = obstacle({ ...progress, eligible });
    known.set(key, answer);
    return answer;
  };
}

// Two people who would be approvers of the same steps, were so of the same before and have approved the same, are interchangeable.
function classOf({ person, positions }: Way, progress: Progress): string {
  const approved = progress.steps.filter(({ position }) => approvedAt(progress, position).has(person.id));
  return [positions, eligibleNow(person.id, progress), approved.map(({ position }) => position)].join(' / ');
}

// More than all the approvals that are missing are never needed of one class.
function enoughOf(ways: readonly Way[], progress: Progress): Way[] {
  const most = progress.steps.reduce((sum, { required }) => sum + required, 0);
  const taken = new Map<string, number>();
  return ways.filter((way) => {
    const kind = classOf(way, progress);
    const count = (taken.get(kind) ?? 0) + 1;
    taken.set(kind, count);
    return count <= most;
  });
}

// Leaves out whatever can be left out, person by person and then group by group.
function leastOf(
  all: readonly Way[],
  frees: (ways: readonly Way[]) => string | null,
  progress: Progress,
  spans: ReadonlyMap<PersonId, Spans>,
): Way[] {
  let ways = [...all];
  for (const way of all) {
    const without = ways.filter((other) => other !== way);
    if (frees(without) === null) ways = without;
  }
  for (const way of [...ways])
    for (const group of way.groups) {
      const known = ways.find(({ person }) => person === way.person);
      if (!known) continue;
      const groups = known.groups.filter((id) => id !== group);
      const positions = positionsWith(known.person, groups, progress, spans.get(known.person.id) ?? []);
      const without = ways.map((other) => (other === known ? { ...known, groups, positions } : other));
      if (frees(without) === null) ways = without;
    }
  return ways;
}

function remedyOf({ person, standing, groups }: Way, groupNameOf: (id: GroupId) => string): Remedy {
  const readded = groups.map((id): RemedyAction => ({ kind: 'readd', group: { id, name: groupNameOf(id) } }));
  const actions = [...standing, ...readded];
  const parts = actions.map((action) => partOf(person, action));
  const sentence = `${parts.join(', and ')}.`;
  return { person: personName(person), actions, sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1) };
}

function partOf(person: DirectoryPerson, action: RemedyAction): string {
  const name = shownName(person);
  switch (action.kind) {
    case 'enable':
      return `enable ${name} again`;
    case 'changeRole':
      return `give ${name}, who is an auditor now, another role`;
    case 'readd':
      return `add ${name} to the group ${action.group.name} again`;
  }
}
