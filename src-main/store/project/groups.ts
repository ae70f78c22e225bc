import type { DeskEvent } from '#contract/events.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { fold } from '../../engine/text/fold.ts';
import { build, type WriteTx } from '../connection.ts';
import { nextRequestNumber } from '../queries/numbers.ts';

type GroupEvent = Extract<DeskEvent, { type: 'group.created' | 'group.updated' | 'group.removed' }>;

export function projectGroup(tx: WriteTx, event: GroupEvent): void {
  const { sequence } = event;
  const { id } = event.data;
  switch (event.type) {
    case 'group.created': {
      const { name, memberIds } = event.data;
      tx.run(
        build.insertInto('fact_group').values({
          id,
          name,
          name_folded: fold(name),
          created_sequence: sequence,
          removed_sequence: null,
          version: 1,
        }),
      );
      return beginMemberships(tx, id, memberIds, sequence);
    }
    case 'group.updated': {
      const { name, added, removed } = event.data;
      tx.run(
        build
          .updateTable('fact_group')
          .set((e) => ({ name, name_folded: fold(name), version: e('version', '+', 1) }))
          .where('id', '=', id),
      );
      for (const personId of removed) endMemberships(tx, id, sequence, personId);
      return beginMemberships(tx, id, added, sequence);
    }
    case 'group.removed':
      tx.run(build.updateTable('fact_group').set({ removed_sequence: sequence }).where('id', '=', id));
      return endMemberships(tx, id, sequence);
  }
}

function beginMemberships(tx: WriteTx, groupId: GroupId, personIds: readonly PersonId[], sequence: number): void {
  const number = nextRequestNumber(tx);
  for (const personId of personIds)
    tx.run(
      build.insertInto('fact_membership').values({
        person_id: personId,
        group_id: groupId,
        from_sequence: sequence,
        to_sequence: null,
        from_number: number,
        to_number: null,
      }),
    );
}

function endMemberships(tx: WriteTx, groupId: GroupId, sequence: number, personId?: PersonId): void {
  const query = build
    .updateTable('fact_membership')
    .set({ to_sequence: sequence, to_number: nextRequestNumber(tx) })
    .where('group_id', '=', groupId)
    .where('to_sequence', 'is', null);
  tx.run(personId === undefined ? query : query.where('person_id', '=', personId));
}
