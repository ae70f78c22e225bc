import type { Remedies, Remedy, RemedyAction } from '#contract/requests.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
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

/** How an admin can make a request completable again; see {@link Remedies}. All remedies, without a limit. */
export type FoundRemedies = Omit<Remedies, 'aloneCount'>;

/** One way to make a person an approver again, and the steps that they could then approve. */
interface Way {
  readonly person: DirectoryPerson;
  readonly standing: readonly RemedyAction[];
  readonly groups: readonly GroupId[];
  readonly positions: readonly number[];
}

/**
 * Finds how a stuck request can be completed again: it tries changes on a copy of the directory and asks the engine whether the
 * request is still stuck. Only approvers of the time when it was filed can come back (docs/rules.md#approval). It combines
 * people only when no single person is enough.
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
  const shortageAfter = shortageChecker(progress);
  const asRemedy = (way: Way) => remedyOf(way, groupNameOf);
  const alone = ways.flatMap(({ single }) => single.filter((way) => shortageAfter([way]) === null));
  if (alone.length > 0) return { ...found, alone: alone.map(asRemedy) };
  const whole = limitPerClass(
    ways.flatMap(({ whole }) => whole ?? []),
    progress,
  );
  const missing = shortageAfter(whole);
  if (missing !== null) return { ...found, missing };
  return { ...found, together: smallestOf(whole, shortageAfter, progress, spans).map(asRemedy) };
}

/** The approvers of incomplete steps at the time of filing, without the requester and the filer. */
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
  // A person who only needs to be enabled or get another role need not join a group as well.
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

// Checks one person in a directory that contains nobody else, so that large groups cost nothing.
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

/** Asks the engine for the shortage that would remain after these ways, in a sentence; null for none. Caches equivalent ways. */
function shortageChecker(progress: Progress): (ways: readonly Way[]) => string | null {
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

// People with the same steps to approve, now and afterwards, and the same approvals are interchangeable.
function classOf({ person, positions }: Way, progress: Progress): string {
  const approved = progress.steps.filter(({ position }) => approvedAt(progress, position).has(person.id));
  return [positions, eligibleNow(person.id, progress), approved.map(({ position }) => position)].join(' / ');
}

// Keeps at most as many people of each class as the request needs approvals.
function limitPerClass(ways: readonly Way[], progress: Progress): Way[] {
  const most = progress.steps.reduce((sum, { required }) => sum + required, 0);
  const taken = new Map<string, number>();
  return ways.filter((way) => {
    const kind = classOf(way, progress);
    const count = (taken.get(kind) ?? 0) + 1;
    taken.set(kind, count);
    return count <= most;
  });
}

// Drops every person, and then every group, that is not needed.
function smallestOf(
  all: readonly Way[],
  shortageAfter: (ways: readonly Way[]) => string | null,
  progress: Progress,
  spans: ReadonlyMap<PersonId, Spans>,
): Way[] {
  let ways = [...all];
  for (const way of all) {
    const without = ways.filter((other) => other !== way);
    if (shortageAfter(without) === null) ways = without;
  }
  for (const way of [...ways])
    for (const group of way.groups) {
      const known = ways.find(({ person }) => person === way.person);
      if (!known) continue;
      const groups = known.groups.filter((id) => id !== group);
      const positions = positionsWith(known.person, groups, progress, spans.get(known.person.id) ?? []);
      const without = ways.map((other) => (other === known ? { ...known, groups, positions } : other));
      if (shortageAfter(without) === null) ways = without;
    }
  return ways;
}

function remedyOf({ person, standing, groups }: Way, groupNameOf: (id: GroupId) => string): Remedy {
  const readded = groups.map((id) => ({ kind: 'readd' as const, group: { id, name: groupNameOf(id) } }));
  const actions = [...standing, ...readded];
  return { person: personName(person), actions, sentence: remedySentence(person, standing, readded) };
}

function remedySentence(
  person: DirectoryPerson,
  standing: readonly RemedyAction[],
  readded: readonly Extract<RemedyAction, { kind: 'readd' }>[],
): string {
  const values = { person: shownName(person), groups: listed(readded.map(({ group }) => t('engine.group', group))) };
  const enable = standing.some(({ kind }) => kind === 'enable');
  const changeRole = standing.some(({ kind }) => kind === 'changeRole');
  if (readded.length > 0) {
    if (enable && changeRole) return t('engine.remedy.enableChangeRoleReadd', values);
    if (enable) return t('engine.remedy.enableReadd', values);
    return changeRole ? t('engine.remedy.changeRoleReadd', values) : t('engine.remedy.readd', values);
  }
  if (enable && changeRole) return t('engine.remedy.enableChangeRole', values);
  return enable ? t('engine.remedy.enable', values) : t('engine.remedy.changeRole', values);
}
