import type { Fact } from '#contract/events.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { proposalId } from '#contract/scalars.ts';
import { updateGroup } from '../../../src-main/engine/people/commands.ts';
import { changeOf } from '../../../src-main/engine/proposal/change.ts';
import { membersNow, reassess } from './changes.ts';
import type { Organisation } from './organisation.ts';
import { moment, record, type World } from './world.ts';

const HOUR = 3_600_000;
const ENDS = ['approved', 'rejected', 'withdrawn', 'open'] as const;

/**
 * Schedules proposals that admins make although four eyes is off: new members of a group, of which one is approved,
 * one rejected, one withdrawn, and one stays open. Times as in `planChanges`.
 */
export function planProposals(
  world: World,
  { admins, requesters, roomy }: Organisation,
  from: number,
  to: number,
): void {
  const [proposer, approver] = [admins[0], admins.at(-1)];
  if (proposer === undefined || approver === undefined || proposer === approver)
    throw new TypeError('A desk has two admins.');
  for (const [index, end] of ENDS.entries()) {
    const group = roomy[index % roomy.length];
    if (group === undefined) throw new TypeError('A desk has large groups.');
    world.schedule.add(Math.floor(from + (to - from) * 0.1 * (index + 1)), {
      kind: 'change',
      make(now, at) {
        const members = new Set(membersNow(now, group));
        const candidate = requesters.find((id) => !members.has(id) && id !== proposer && id !== approver);
        if (candidate === undefined) throw new TypeError('Not everybody is in every group.');
        propose(now, at, { number: index + 1, proposer, approver, group, candidate, end });
      },
    });
  }
}

interface Plan {
  readonly number: number;
  readonly proposer: PersonId;
  readonly approver: PersonId;
  readonly group: GroupId;
  readonly candidate: PersonId;
  readonly end: (typeof ENDS)[number];
}

function propose(world: World, at: number, plan: Plan): void {
  const { number, proposer, approver, end } = plan;
  const id = proposalId.parse(world.ledgerWriter.newId(at));
  const present = {
    now: moment(at),
    person: () => undefined,
    isMember: () => false,
    groupName: (group: GroupId) => world.groups.get(group),
  };
  const changes = joining(world, plan).flatMap((fact) => changeOf(fact, present) ?? []);
  record(world, at, proposer, [
    { type: 'proposal.made', data: { id, number, changes, comment: 'For the night shift.' } },
  ]);
  if (end === 'open') return;
  world.schedule.add(at + HOUR, {
    kind: 'change',
    make(now, time) {
      const by = end === 'withdrawn' ? proposer : approver;
      record(now, time, by, [{ type: `proposal.${end}`, data: { id, comment: null } }]);
      if (end !== 'approved') return;
      record(now, time, by, joining(now, plan));
      const open = [...now.open.values()].map((request) => request.number);
      reassess(now, time, by, open);
    },
  });
}

function joining(world: World, { group, candidate }: Plan): readonly Fact[] {
  const memberIds = membersNow(world, group);
  const state = { id: group, name: world.groups.get(group) ?? '', memberIds };
  const outcome = updateGroup(state, { memberIds: [...memberIds, candidate] }, false);
  return outcome.ok ? outcome.facts : [];
}
