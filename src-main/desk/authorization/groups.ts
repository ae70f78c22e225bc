import type { FactOf } from '#contract/events.ts';
import { groupInputs } from '#contract/groups.ts';
import { refused } from '../../engine/outcome.ts';
import { createGroup, removeGroup, updateGroup } from '../../engine/people/commands.ts';
import { groupUses, loadGroup } from '../../store/queries/groups.ts';
import { nameTaken, stateOf, unknownMember } from '../groups/load.ts';
import { type Expectation, whyNotEntered } from './comparison.ts';
import { type ActorContext, absent } from './context.ts';

type GroupEvent = FactOf<'group.created' | 'group.updated' | 'group.removed'>;

/** Replays a change to a group (desk/groups/verbs.ts). */
export function replayGroup({ db, rules }: Pick<ActorContext, 'db' | 'rules'>, event: GroupEvent): Expectation {
  const { id } = event.data;
  if (event.type === 'group.created') {
    const { name, memberIds } = event.data;
    const unknown = unknownMember(db, memberIds);
    if (unknown) return refused(unknown);
    return (
      whyNotEntered(groupInputs.create, { name, memberIds }, rules) ??
      createGroup(id, name, memberIds, nameTaken(db, name, null))
    );
  }
  const group = loadGroup(db, id);
  if (!group) return absent('group');
  if (event.type === 'group.removed') return removeGroup(stateOf(group), groupUses(db, id));
  const { name, added, removed } = event.data;
  const gone = new Set(removed);
  const kept = stateOf(group).memberIds.filter((personId) => !gone.has(personId));
  const memberIds = [...kept, ...added];
  const unknown = unknownMember(db, added);
  if (unknown) return refused(unknown);
  const outcome = updateGroup(stateOf(group), { name, memberIds }, nameTaken(db, name, id));
  return (
    whyNotEntered(groupInputs.update, { id, ...(name === group.name ? {} : { name }), memberIds }, rules) ??
    inOrderOf(removed, outcome)
  );
}

/**
 * The outcome with the removed members in the event's order. They are a set: their order depends on how the list was read then.
 */
function inOrderOf(order: readonly string[], outcome: ReturnType<typeof updateGroup>): Expectation {
  const [fact] = outcome.ok ? outcome.facts : [];
  if (fact?.type !== 'group.updated') return outcome;
  const { removed, ...rest } = fact.data;
  const sorted = [...removed].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return { ok: true, facts: [{ type: fact.type, data: { ...rest, removed: sorted } }] };
}
