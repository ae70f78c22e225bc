import { type IssuedCode, peopleInputs } from '../../../src-preload/contract/people.ts';
import { refusal } from '../../engine/outcome.ts';
import { issueCode as decide } from '../../engine/people/keys.ts';
import { mayCause } from '../../engine/people/roles.ts';
import { keyPairOfCode, makeCode } from '../../identity/code.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { findOpenCode, hadKey } from '../../store/queries/keys.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { notFound } from '../lookup.ts';
import { principalsOf, reassessFor } from '../requests/reassess.ts';
import { codeSlip } from '../slips.ts';
import { no, ok, writes } from '../usecase.ts';

/** Issues a one-time code, for the first key of somebody or for a new one, and shows it on a page of its own. */
export const issueCode = writes(peopleInputs.issueCode, { roles: mayCause['enrolment.issued'] }, (context, { id }) => {
  const { core, db } = context;
  const desk = loadDesk(db);
  if (desk?.kind !== 'real')
    return no(refusal('FORBIDDEN', 'A training desk has no one-time codes: everybody can be anybody there.'));
  const person = loadPerson(db, id);
  if (!person) return no(notFound(db, 'person', id));
  const code = makeCode('enrolment', core.source.random);
  const pair = keyPairOfCode('enrolment', desk.fingerprint, code);
  if (!pair) throw new TypeError('A code that was just made can be read.');
  const outcome = decide(person, context.person, hadKey(db, id), pair.signer.key, context.now);
  if (!outcome.ok) return no(outcome.refusal);
  context.commit(outcome.facts);
  reassessFor(context, principalsOf(context, id));
  const issued = findOpenCode(db, id);
  if (!issued) throw new TypeError('A code that was just issued is open.');
  const answer: IssuedCode = { personId: id, expiresAt: issued.expiresAt, reset: hadKey(db, id) };
  context.afterwards(() => core.slips.show(codeSlip(desk, person, code, issued.expiresAt)));
  return ok(answer);
});
