import { eventCatalogue } from '#contract/events.ts';
import { type Person, peopleInputs } from '#contract/people.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import { type PersonId, personId } from '#contract/scalars.ts';
import { type Outcome, refused, whyStale } from '../../engine/outcome.ts';
import { Lookalikes } from '../../engine/people/alike.ts';
import {
  createPerson,
  enablePerson,
  updatePerson,
  whyNotChange,
  whyNotTakeName,
} from '../../engine/people/commands.ts';
import { shownName } from '../../engine/people/directory.ts';
import { fold } from '../../engine/text/fold.ts';
import { countEnabledAdmins, findByUsername, listNames, loadPerson } from '../../store/queries/people.ts';
import { notFound, personNamed } from '../kernel/lookup.ts';
import { commitOr, ok, refuse, type Writing, writes } from '../kernel/usecase.ts';
import { principalsOf, reassessFor } from '../requests/reassess.ts';
import { firstKey } from './keys.ts';
import { disable, othersAlike, othersCalled, ownAccess, refuseAlike } from './load.ts';

// Any change to a person can make requests stuck, or free them.
function changePerson(context: Writing, id: PersonId, decide: (person: Person) => Outcome): Answer<Person> {
  const person = loadPerson(context.db, id);
  if (!person) return refuse(notFound(context.db, 'person', id));
  const outcome = decide(person);
  if (!outcome.ok) return refuse(outcome.refusal);
  context.commit(outcome.facts);
  if (outcome.facts.length > 0) reassessFor(context, principalsOf(context, id));
  return ok(loadPerson(context.db, id) ?? person);
}

/** Why a person cannot take a name; null if they can, or if it is their name already. */
function whyNotCall(
  { db, person: actor }: Writing,
  { id, name: before }: Person,
  name: string | undefined,
  evenIfAlike: boolean | undefined,
): Refusal | null {
  if (name === undefined || fold(name) === fold(before)) return null;
  const taken = whyNotTakeName(actor, [...othersCalled(db, id, name), ...othersAlike(db, id, name)]);
  const alike = taken || evenIfAlike ? null : new Lookalikes(listNames(db)).find({ name }, id);
  return alike === null ? taken : refuseAlike(alike);
}

export const peopleChanges = {
  create: writes(
    peopleInputs.create,
    { roles: eventCatalogue['person.created'].roles },
    (context, { evenIfAlike, ...input }) => {
      const { db } = context;
      const id = personId.parse(context.newId());
      const outcome = createPerson({ id, ...input }, findByUsername(db, fold(input.username)) !== undefined);
      const alike = evenIfAlike || !outcome.ok ? null : new Lookalikes(listNames(db)).find(input);
      if (alike !== null) return refuse(refuseAlike(alike));
      return commitOr(context, outcome, () => {
        context.commit(firstKey(context, id));
        return personNamed(db, id);
      });
    },
  ),
  update: writes(peopleInputs.update, {}, (context, { id, version, evenIfAlike, ...change }) => {
    const { db, person } = context;
    const why = whyNotChange(person, id, change);
    if (why) return refuse(why);
    return changePerson(context, id, (found) => {
      const stale = whyStale({ kind: 'person', name: shownName(found) }, found.version, version);
      if (stale) return refused(stale);
      const outcome = updatePerson(found, change, countEnabledAdmins(db), ownAccess(db, id));
      const barred = outcome.ok ? whyNotCall(context, found, change.name, evenIfAlike) : null;
      return barred ? refused(barred) : outcome;
    });
  }),
  disable: writes(peopleInputs.disable, { roles: eventCatalogue['person.disabled'].roles }, (context, { id }) =>
    changePerson(context, id, (person) => disable(context.db, person)),
  ),
  enable: writes(peopleInputs.enable, { roles: eventCatalogue['person.enabled'].roles }, (context, { id }) =>
    changePerson(context, id, (person) => enablePerson(person)),
  ),
};
