import { z } from 'zod';
import type { PersonName } from './people.ts';
import { type GroupId, groupId, name, page, personId, searchText } from './scalars.ts';

/** Most members that one group can have. */
export const MAX_GROUP_MEMBERS = 10_000;

const memberIds = z.array(personId, { error: 'This must be a list of ids.' }).max(MAX_GROUP_MEMBERS, {
  error: 'A group has at most 10,000 members.',
});

export const groupInputs = {
  create: z.strictObject({ name, memberIds }),
  update: z.strictObject({ id: groupId, name: name.optional(), memberIds: memberIds.optional() }),
  remove: z.strictObject({ id: groupId }),
  list: z.strictObject({ text: searchText.optional(), ...page }),
};

export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly members: readonly PersonName[];
}
