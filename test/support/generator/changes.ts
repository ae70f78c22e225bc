import type { GroupId, PersonId } from '#contract/scalars.ts';
import type { Outcome } from '../../../src-main/engine/outcome.ts';
import { disablePerson, enablePerson, updateGroup, updatePerson } from '../../../src-main/engine/people/commands.ts';
import { archivePolicy, restorePolicy, updatePolicy } from '../../../src-main/engine/policy/commands.ts';
import { stuckChange } from '../../../src-main/engine/request/decide.ts';
import { progressOf } from '../../../src-main/engine/request/progress.ts';
import type { Organisation } from './organisation.ts';
import type { LivePolicy, World } from './world.ts';
import { record } from './world.ts';

const DAY = 86_400_000;

/**
 * Schedules changes of the organisation: people leave small groups, and mostly come back (requests become
 * stuck, and are freed); large groups take in and lose members; people are disabled, renamed, demoted; policies get
 * new versions. From `from` to `to`, milliseconds since 1970.
 */
export function planChanges(
  world: World,
  { admins, requesters, roomy, tight }: Organisation,
  from: number,
  to: number,
): void {
  const { schedule, random } = world;
  const [chief] = admins;
  if (chief === undefined) throw new TypeError('A desk has an admin.');
  const length = to - from;
  const add = (at: number, make: (world: World, at: number) => void) =>
    schedule.add(Math.floor(at), { kind: 'change', make });
  const absence = Math.min(2 * DAY, length / 20);

  for (const [index, group] of tight.entries()) {
    const cycles = 3;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const at = from + (length * (cycle + 0.2 + random.next() * 0.5)) / cycles;
      add(at, (now, time) => leaveAndReturn(now, time, chief, group, absence));
    }
    if (index % 2 === 0)
      add(to - absence / 2 - random.next() * absence, (now, time) =>
        leaveAndReturn(now, time, chief, group, 2 * absence),
      );
  }
  for (const group of roomy)
    add(from + random.next() * length, (now, time) => swapMember(now, time, chief, group, requesters));
  for (let count = 0; count < 10; count += 1)
    add(from + random.next() * length, (now, time) => renew(now, time, chief));
  // Admins still have things to do later.
  for (const id of requesters.slice(40, 48).filter((each) => !admins.includes(each)))
    add(from + random.next() * length, (now, time) =>
      disable(now, time, chief, id, random.chance(0.4) ? absence : null),
    );
  for (const id of requesters.slice(10, 20))
    add(from + random.next() * length, (now, time) => rename(now, time, chief, id));
  const demoted = admins[1];
  if (demoted !== undefined && admins.length > 2)
    add(from + length * 0.6, (now, time) => demote(now, time, chief, demoted));
}

/** The present members of a group. */
export function membersNow(world: World, group: GroupId): PersonId[] {
  return (world.directory.members.get(group) ?? []).filter(({ to }) => to === null).map(({ personId }) => personId);
}

function commit(world: World, at: number, actor: PersonId, outcome: Outcome): void {
  if (outcome.ok) record(world, at, actor, outcome.facts);
}

// Changes the members of a group, and records the consequences for the open requests that it approves.
function setMembers(world: World, at: number, actor: PersonId, id: GroupId, memberIds: readonly PersonId[]): void {
  const name = world.groups.get(id) ?? '';
  commit(world, at, actor, updateGroup({ id, name, memberIds: membersNow(world, id) }, { memberIds }, false));
  const concerned = [...world.open.values()].filter(({ rules }) =>
    rules.steps.some(({ approvers }) => approvers.some((ref) => ref.id === id)),
  );
  reassess(
    world,
    at,
    actor,
    concerned.map(({ number }) => number),
  );
}

/** Records which open requests have become stuck, or no longer are. */
export function reassess(world: World, at: number, actor: PersonId, numbers: readonly number[]): void {
  const concerned = new Set(numbers);
  for (const request of [...world.open.values()]) {
    const change = concerned.has(request.number) ? stuckChange(progressOf(request, world.directory)) : null;
    if (change) record(world, at, actor, [change]);
  }
}

function leaveAndReturn(world: World, at: number, actor: PersonId, group: GroupId, absence: number): void {
  const before = membersNow(world, group);
  if (before.length < 3) return;
  setMembers(world, at, actor, group, before.slice(0, 1));
  world.schedule.add(Math.floor(at + absence), {
    kind: 'change',
    make: (now, time) => setMembers(now, time, actor, group, before),
  });
}

function swapMember(world: World, at: number, actor: PersonId, group: GroupId, candidates: readonly PersonId[]): void {
  const [, ...kept] = membersNow(world, group);
  setMembers(world, at, actor, group, [
    ...new Set([...kept, world.random.pick(candidates), world.random.pick(candidates)]),
  ]);
}

function disable(world: World, at: number, actor: PersonId, id: PersonId, absence: number | null): void {
  const person = personOf(world, id);
  const requests = [...world.open.values()].filter(({ requesterId }) => requesterId === id);
  const grants = [...world.grants.values()].filter(({ personId }) => personId === id);
  const outcome = disablePerson(
    person,
    2,
    requests.map((request) => request.id),
    grants.map((grant) => grant.id),
  );
  commit(world, at, actor, outcome);
  reassess(
    world,
    at,
    actor,
    [...world.open.values()].map(({ number }) => number),
  );
  if (absence === null) return;
  world.schedule.add(Math.floor(at + absence), {
    kind: 'change',
    make: (now, time) => {
      commit(now, time, actor, enablePerson(personOf(now, id)));
      reassess(
        now,
        time,
        actor,
        [...now.open.values()].map(({ number }) => number),
      );
    },
  });
}

function rename(world: World, at: number, actor: PersonId, id: PersonId): void {
  const person = personOf(world, id);
  commit(world, at, actor, updatePerson(person, { name: `${person.name} Newname` }, 2));
}

function demote(world: World, at: number, actor: PersonId, id: PersonId): void {
  commit(world, at, actor, updatePerson(personOf(world, id), { role: 'member' }, 2));
}

function renew(world: World, at: number, actor: PersonId): void {
  const policy = world.random.pick([...world.policies.values()]);
  if (policy.status === 'archived') return commit(world, at, actor, restorePolicy(policy, world.directory));
  if (world.random.chance(0.15)) return commit(world, at, actor, archivePolicy(policy));
  commit(world, at, actor, updatePolicy(policy, policy.version, rewritten(world, policy), false, world.directory));
}

// A new version: another description, and a second group that may approve the first step.
function rewritten(world: World, { rules, version }: LivePolicy): LivePolicy['rules'] {
  const [first, ...others] = rules.steps;
  const more = world.random.pick([...world.groups.keys()]);
  const known = first?.approvers.some(({ id }) => id === more);
  const approvers = [...(first?.approvers ?? []), ...(known ? [] : [{ kind: 'group' as const, id: more }])];
  return {
    ...rules,
    description: `Revised for the ${version + 1}. time after the audit.`,
    steps: first ? [{ ...first, approvers }, ...others] : rules.steps,
  };
}

function personOf(world: World, id: PersonId) {
  const person = world.directory.people.get(id);
  if (!person) throw new TypeError(`Nobody has the id ${id}.`);
  return { ...person, email: `${person.username}@desk.invalid` };
}
