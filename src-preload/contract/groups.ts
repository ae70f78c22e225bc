import { z } from 'zod';
import { t } from '#texts/texts.ts';
import type { PersonName } from './people.ts';
import { type GroupId, groupId, name, page, personId, says, searchText, version } from './scalars.ts';

/** Most members that one group can have. */
export const MAX_GROUP_MEMBERS = 10_000;

const memberIds = z.array(personId, says('input.idList')).max(MAX_GROUP_MEMBERS, says('input.groupMax'));

export const groupInputs = {
  create: z.strictObject({ name, memberIds }),
  /** Either `add` and `remove`, the changes, or `memberIds`, the resulting members. */
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
      const message = t('input.addedAndRemoved');
      if (both >= 0) context.addIssue({ code: 'custom', path: ['remove', both], message });
      if (all === undefined) return;
      for (const [field, given] of Object.entries({ add, remove }))
        if (given !== undefined)
          context.addIssue({ code: 'custom', path: [field], message: t('input.membersTwice', { field }) });
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
