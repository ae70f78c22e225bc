import { type DisableConsequences, peopleInputs } from '../../../src-preload/contract/people.ts';
import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import { disablePerson } from '../../engine/people/commands.ts';
import { stuckWithout, type WouldBeStuck } from '../../engine/people/consequences.ts';
import { whyNotLose } from '../../engine/proposal/fourEyes.ts';
import { listCurrentGroups, listPoliciesNaming, nameOpenRequests } from '../../store/queries/consequences.ts';
import { listActiveGrants } from '../../store/queries/grants.ts';
import { countEnabledAdmins, loadPerson } from '../../store/queries/people.ts';
import { listOpenRequestsFor, loadRequests } from '../../store/queries/requestState.ts';
import { notFound } from '../lookup.ts';
import { fourEyesOf } from '../proposals/gate.ts';
import { inBatches, principalsOf } from '../requests/reassess.ts';
import { loadProgress } from '../requests/view.ts';
import { no, ok, type Reading, reads } from '../usecase.ts';

const nothing: DisableConsequences = { refusal: null, cancelled: [], revoked: 0, stuck: [], policies: [], groups: [] };

function wouldBeStuck(context: Reading, personId: PersonId): WouldBeStuck[] {
  const { db } = context;
  return inBatches(listOpenRequestsFor(db, principalsOf(context, personId))).flatMap((numbers) => {
    const requests = loadRequests(db, numbers);
    return stuckWithout(personId, requests, loadProgress(db, requests, personId).directory);
  });
}

/**
 * What disabling somebody would do now, by the rules that would do it; nothing is written. Where it would be refused, or change nothing, it
 * would do nothing.
 */
export const previewDisable = reads(peopleInputs.previewDisable, { roles: ['admin'] }, (context, { id }) => {
  const { db } = context;
  const person = loadPerson(db, id);
  if (!person) return no(notFound(db, 'person', id));
  const cancelled = nameOpenRequests(db, id);
  const grants = listActiveGrants(db, id);
  const open = cancelled.map((request) => request.id);
  const stays = whyNotLose(person, fourEyesOf(db));
  if (stays) return ok({ ...nothing, refusal: stays });
  const outcome = disablePerson(person, countEnabledAdmins(db), open, grants);
  if (!outcome.ok) return ok({ ...nothing, refusal: outcome.refusal });
  if (outcome.facts.length === 0) return ok(nothing);
  const groups = listCurrentGroups(db, id);
  const consequences: DisableConsequences = {
    refusal: null,
    cancelled,
    revoked: grants.length,
    stuck: wouldBeStuck(context, id),
    policies: listPoliciesNaming(db, [id, ...groups.map((group) => group.id)]),
    groups,
  };
  return ok(consequences);
});
