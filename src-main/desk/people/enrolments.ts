import { peopleInputs } from '#contract/people.ts';
import { enrolmentOf } from '../../engine/people/keys.ts';
import { listEnrolments } from '../../store/queries/enrolments.ts';
import { paged, reads } from '../usecase.ts';

/** How everybody stands with their keys, in the order of the list of people. */
export const peopleEnrolments = reads(peopleInputs.enrolments, { roles: ['admin'] }, ({ db, now }, filters) => {
  const page = listEnrolments(db, filters);
  return paged(page && { ...page, items: page.items.map((times) => enrolmentOf(times, now)) });
});
