import type { FactOf } from '#contract/events.ts';
import { everTaken, type Person, peopleInputs } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import { refused } from '../../engine/outcome.ts';
import {
  createPerson,
  enablePerson,
  type PersonChange,
  updatePerson,
  whyNotChange,
  whyNotTakeName,
} from '../../engine/people/commands.ts';
import { NOTHING_FOR_AUDITORS_SINCE } from '../../engine/request/permission.ts';
import { fold } from '../../engine/text/fold.ts';
import { countEnabledAdmins, findByUsername, loadPerson } from '../../store/queries/people.ts';
import { fourEyesOf, whyNotStep } from '../kernel/fourEyes.ts';
import { disable, othersCalled, ownAccess } from '../people/load.ts';
import { type Expectation, whyNotEntered } from './comparison.ts';
import { type ActorContext, absent } from './context.ts';

type PersonEvent = FactOf<'person.created' | 'person.updated' | 'person.disabled' | 'person.enabled'>;

/** The first rules under which only an admin gives someone the name of another enabled person. */
const NAMES_OF_OTHERS = 2;

// Names that only look alike are not checked again: that depends on the version of Unicode.
function whyNotNamed(
  { db, actor }: Pick<ActorContext, 'db' | 'actor'>,
  { id, name: before }: Person,
  name: string,
): Refusal | null {
  return fold(name) === fold(before) ? null : whyNotTakeName(actor, othersCalled(db, id, name));
}

/** Replays a change to a person (desk/people/changes.ts). */
export function replayPerson(
  { db, actor, rules }: Pick<ActorContext, 'db' | 'actor' | 'rules'>,
  event: PersonEvent,
): Expectation {
  const { id } = event.data;
  if (event.type === 'person.created') {
    const { id: _, ...input } = event.data;
    const taken = findByUsername(db, fold(input.username)) !== undefined;
    return whyNotEntered(everTaken, input, rules) ?? createPerson(event.data, taken);
  }
  const person = loadPerson(db, id);
  if (!person) return absent('person');
  const admins = countEnabledAdmins(db);
  switch (event.type) {
    case 'person.updated': {
      const { name, email, role } = event.data;
      const change: PersonChange = {
        ...(name === person.name ? {} : { name }),
        ...(email === person.email ? {} : { email }),
        ...(role === person.role ? {} : { role }),
      };
      const why =
        whyNotChange(actor, id, change) ?? (rules < NAMES_OF_OTHERS ? null : whyNotNamed({ db, actor }, person, name));
      const stays = why ?? whyNotStep(db, event, fourEyesOf(db));
      // By earlier rules an auditor kept their requests and grants.
      const access = rules < NOTHING_FOR_AUDITORS_SINCE ? undefined : ownAccess(db, id);
      return (
        whyNotEntered(peopleInputs.update, { id, ...change }, rules) ??
        (stays ? refused(stays) : updatePerson(person, change, admins, access))
      );
    }
    case 'person.disabled': {
      const stays = whyNotStep(db, event, fourEyesOf(db));
      if (stays) return refused(stays);
      return disable(db, person);
    }
    case 'person.enabled':
      return enablePerson(person);
  }
}
