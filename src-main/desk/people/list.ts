import { peopleInputs } from '#contract/people.ts';
import { listPeople } from '../../store/queries/peopleList.ts';
import { paged, reads } from '../usecase.ts';

export const peopleList = reads(peopleInputs.list, {}, ({ db }, filters) => paged(listPeople(db, filters)));
