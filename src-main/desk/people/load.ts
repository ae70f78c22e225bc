import type { Person } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { type Outcome, refusal } from '../../engine/outcome.ts';
import { disablePerson, type OwnAccess } from '../../engine/people/commands.ts';
import { looksAlike } from '../../engine/text/alike.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { listActiveGrants } from '../../store/queries/grants.ts';
import { countEnabledAdmins, listByName, listEnabled } from '../../store/queries/people.ts';
import { listOpenRequests } from '../../store/queries/requestState.ts';

/** Other people with this name. */
export function othersCalled(db: ReadDb, id: PersonId, name: string): Person[] {
  return listByName(db, fold(name)).filter((person) => person.id !== id);
}

/** Other enabled people whose name looks like this one in another script. */
export function othersAlike(db: ReadDb, id: PersonId, name: string): Person[] {
  return listEnabled(db).filter((person) => person.id !== id && looksAlike(name, person.name));
}

/** Refused because a name looks like another one, which `sentence` names. */
export function refuseAlike(sentence: string): Refusal {
  return refusal('LOOKS_ALIKE', t('desk.people.alike', { sentence }));
}

/** A person's open requests and active grants, which end when the person is disabled or becomes an auditor. */
export function ownAccess(db: ReadDb, id: PersonId): OwnAccess {
  return { openRequests: listOpenRequests(db, id), activeGrants: listActiveGrants(db, id) };
}

/** Disables a person, and ends their requests and grants. */
export function disable(db: ReadDb, person: Person): Outcome {
  const { openRequests, activeGrants } = ownAccess(db, person.id);
  return disablePerson(person, countEnabledAdmins(db), openRequests, activeGrants);
}
