import { groupInputs } from '#contract/groups.ts';
import { listGroups } from '../../store/queries/groupList.ts';
import { paged, reads } from '../usecase.ts';

export const groupList = reads(groupInputs.list, {}, ({ db }, filters) => paged(listGroups(db, filters)));
