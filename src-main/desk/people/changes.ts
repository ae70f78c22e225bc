import { type Person, peopleInputs } from '../../../src-preload/contract/people.ts';
import type { Answer } from '../../../src-preload/contract/refusal.ts';
import { type PersonId, personId } from '../../../src-preload/contract/scalars.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { createPerson, enablePerson, updatePerson, whyNotChange } from '../../engine/people/commands.ts';
import { mayCause } from '../../engine/people/roles.ts';
import { fold } from '../../engine/text/fold.ts';
import { countEnabledAdmins, findByUsername, loadPerson } from '../../store/queries/people.ts';
import { disable, notFound, ownAccess } from '../lookup.ts';
import { principalsOf, reassessFor } from '../requests/reassess.ts';
import { no, ok, settle, type Writing, writes } from '../usecase.ts';
import { firstKey } from './firstKey.ts';

// A change to somebody can make requests stuck or free them, whatever the change was.
function changePerson(context: Writing, id: PersonId, decide: (person: Person) => Outcome): Answer<Person> {
  const person = loadPerson(context.db, id);
  if (!person) return no(notFound(context.db, 'person', id));
  const outcome = decide(person);
  if (!outcome.ok) return no(outcome.refusal);
  context.commit(outcome.facts);
  if (outcome.facts.length > 0) reassessFor(context, principalsOf(context, id));
  return ok(loadPerson(context.db, id) ?? person);
}

export const peopleChanges = {
  create: writes(peopleInputs.create, { roles: mayCause['person.created'] }, (context, input) => {
    const { db } = context;
    const id = personId.parse(context.newId());
    const outcome = createPerson({ id, ...input }, findByUsername(db, fold(input.username)) !== undefined);
    return settle(context, outcome, () => {
      context.commit(firstKey(context, id));
      return { id, ...input, status: 'enabled' as const };
    });
  }),
  update: writes(peopleInputs.update, {}, (context, { id, ...change }) => {
    const { db, person } = context;
    const why = whyNotChange(person, id, change);
    if (why) return no(why);
    return changePerson(context, id, (found) => updatePerson(found, change, countEnabledAdmins(db), ownAccess(db, id)));
  }),
  disable: writes(peopleInputs.disable, { roles: mayCause['person.disabled'] }, (context, { id }) =>
    changePerson(context, id, (person) => disable(context.db, person)),
  ),
  enable: writes(peopleInputs.enable, { roles: mayCause['person.enabled'] }, (context, { id }) =>
    changePerson(context, id, (person) => enablePerson(person)),
  ),
};
