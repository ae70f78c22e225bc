import { peopleInputs } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { enrolmentOf } from '../../engine/people/keys.ts';
import { listEnrolments } from '../../store/queries/enrolments.ts';
import { listPeople } from '../../store/queries/peopleList.ts';
import { paged, reads, refuse } from '../kernel/usecase.ts';

export const peopleLists = {
  list: reads(peopleInputs.list, {}, ({ db, person }, filters) =>
    filters.key !== undefined && person.role !== 'admin'
      ? refuse(refusal('FORBIDDEN', t('desk.people.keysForbidden')))
      : paged(listPeople(db, filters)),
  ),
  /** The state of each person's key, in the order of the list of people. */
  enrolments: reads(peopleInputs.enrolments, { roles: ['admin'] }, ({ db, now }, filters) => {
    const page = listEnrolments(db, filters);
    return paged(page && { ...page, items: page.items.map((times) => enrolmentOf(times, now)) });
  }),
};
