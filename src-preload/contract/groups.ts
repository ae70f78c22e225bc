import { z } from 'zod';
import type { PersonName } from './people.ts';
import { type GroupId, groupId, name, page, personId, searchText, version } from './scalars.ts';

/** Most members that one group can have. */
export const MAX_GROUP_MEMBERS = 10_000;

const memberIds = z.array(personId, { error: 'This must be a list of ids.' }).max(MAX_GROUP_MEMBERS, {
  error: 'A group has at most 10,000 members.',
});

export const groupInputs = {
  create: z.strictObject({ name, memberIds }),
  /** `add` and `remove` say how the members differ, `memberIds` who they are; both together would be two answers to one question. */
  update: z
    .strictObject({
      id: groupId,
      version: version.optional(),
      name: name.optional(),
      memberIds: memberIds.optional(),
      add: memberIds.optional(),
      remove: memberIds.optional(),
    })
    .superRefine(({ memberIds: all, add, remove }, context) => {
      const joining = new Set(add);
      const both = (remove ?? []).findIndex((id) => joining.has(id));
      const message = 'This person is to be added, too. Do one of the two.';
      if (both >= 0) context.addIssue({ code: 'custom', path: ['remove', both], message });
      if (all === undefined) return;
      for (const [field, given] of Object.entries({ add, remove }))
        if (given !== undefined)
          context.addIssue({ code: 'custom', path: [field], message: `Give either ${field} or memberIds, not both.` });
    }),
  remove: z.strictObject({ id: groupId }),
  list: z.strictObject({ text: searchText.optional(), ...page }),
};

export interface Group {
  readonly id: GroupId;
  readonly name: string;
  /** Counts from 1; each change makes the next one. */
  readonly version: number;
  readonly members: readonly PersonName[];
}
