import { type Person, type PersonConsequences, peopleInputs } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import { type Outcome, refused } from '../../engine/outcome.ts';
import { becomesAuditor, updatePerson } from '../../engine/people/commands.ts';
import { type Demotion, stuckWithout, type WouldBeStuck } from '../../engine/people/consequences.ts';
import { whyNotLose } from '../../engine/proposal/fourEyes.ts';
import { listCurrentGroups, listPoliciesNaming, nameOpenRequests } from '../../store/queries/consequences.ts';
import { listActiveGrants } from '../../store/queries/grants.ts';
import { countEnabledAdmins, loadPerson } from '../../store/queries/people.ts';
import { listOpenRequestsFor, loadRequests } from '../../store/queries/requestState.ts';
import { fourEyesOf } from '../kernel/fourEyes.ts';
import { notFound } from '../kernel/lookup.ts';
import { ok, type Reading, reads, refuse } from '../kernel/usecase.ts';
import { inBatches, principalsOf } from '../requests/reassess.ts';
import { loadProgress } from '../requests/view.ts';
import { disable, ownAccess } from './load.ts';

const nothing: PersonConsequences = { refusal: null, cancelled: [], revoked: 0, stuck: [], policies: [], groups: [] };

function wouldBeStuck(context: Reading, personId: PersonId, demotion: Demotion): WouldBeStuck[] {
  const { db } = context;
  return inBatches(listOpenRequestsFor(db, principalsOf(context, personId))).flatMap((numbers) => {
    const requests = loadRequests(db, numbers);
    return stuckWithout(personId, requests, loadProgress(db, requests, personId).directory, demotion);
  });
}

// What a change to a person would lead to: nothing, if it would be refused or changes nothing.
function consequencesOf(
  context: Reading,
  person: Person,
  outcome: Outcome,
  demotion: Demotion | null,
): PersonConsequences {
  const { db } = context;
  if (!outcome.ok) return { ...nothing, refusal: outcome.refusal };
  if (outcome.facts.length === 0 || demotion === null) return nothing;
  const { id } = person;
  const groups = listCurrentGroups(db, id);
  return {
    refusal: null,
    cancelled: nameOpenRequests(db, id),
    revoked: listActiveGrants(db, id).length,
    stuck: wouldBeStuck(context, id, demotion),
    policies: listPoliciesNaming(db, [id, ...groups.map((group) => group.id)]),
    groups,
  };
}

/** What disabling a person or changing their role would do now, by the engine that would do it. Nothing is written. */
export const personPreviews = {
  previewDisable: reads(peopleInputs.previewDisable, { roles: ['admin'] }, (context, { id }) => {
    const { db } = context;
    const person = loadPerson(db, id);
    if (!person) return refuse(notFound(db, 'person', id));
    const stays = whyNotLose(person, fourEyesOf(db));
    const outcome = stays ? refused(stays) : disable(db, person);
    return ok(consequencesOf(context, person, outcome, 'disabled'));
  }),
  previewRole: reads(peopleInputs.previewRole, { roles: ['admin'] }, (context, { id, role }) => {
    const { db } = context;
    const person = loadPerson(db, id);
    if (!person) return refuse(notFound(db, 'person', id));
    const stays = role === 'admin' ? null : whyNotLose(person, fourEyesOf(db));
    const outcome = stays ? refused(stays) : updatePerson(person, { role }, countEnabledAdmins(db), ownAccess(db, id));
    return ok(consequencesOf(context, person, outcome, becomesAuditor(person, { role }) ? 'auditor' : null));
  }),
};
