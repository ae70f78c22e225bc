import type { Person } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { refusal } from '../../engine/outcome.ts';
import { looksAlike } from '../../engine/text/alike.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { listByName, listEnabled } from '../../store/queries/people.ts';

/** Who else has a name. */
export function othersCalled(db: ReadDb, id: PersonId, name: string): Person[] {
  return listByName(db, fold(name)).filter((person) => person.id !== id);
}

/** Who else, of those enabled, has a name that looks like one in another script. */
export function othersAlike(db: ReadDb, id: PersonId, name: string): Person[] {
  return listEnabled(db).filter((person) => person.id !== id && looksAlike(name, person.name));
}

/** Refused because a name looks like another one; `sentence` says which. */
export function refuseAlike(sentence: string): Refusal {
  return refusal(
    'LOOKS_ALIKE',
    `Nothing was changed. ${sentence} Choose another name, or save it all the same if that is what they are called.`,
  );
}
