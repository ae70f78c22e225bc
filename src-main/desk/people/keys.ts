import { eventCatalogue, type Fact } from '#contract/events.ts';
import { type IssuedCode, type Person, peopleInputs } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { issueCode as decide } from '../../engine/people/keys.ts';
import { keyPairOfCode, makeCode } from '../../identity/code.ts';
import { makeKeyPair } from '../../identity/keypair.ts';
import { insertPrivateKey, loadDesk } from '../../store/queries/desk.ts';
import { findOpenCode, hadKey } from '../../store/queries/keys.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { notFound } from '../kernel/lookup.ts';
import { ok, refuse, type Writing, writes } from '../kernel/usecase.ts';
import { principalsOf, reassessFor } from '../requests/reassess.ts';
import { codePage } from '../wording/printedPages.ts';

export const issueCode = writes(
  peopleInputs.issueCode,
  { roles: eventCatalogue['enrolment.issued'].roles },
  (context, { id }) => {
    const { db } = context;
    if (loadDesk(db)?.kind !== 'real') return refuse(refusal('FORBIDDEN', t('desk.people.noCodesInTraining')));
    const person = loadPerson(db, id);
    return person ? issueCodeTo(context, person) : refuse(notFound(db, 'person', id));
  },
);

/** Issues a one-time code for a person's first key or for a new one, and shows it on a printed page. */
export function issueCodeTo(context: Writing, person: Person): Answer<IssuedCode> {
  const { core, db } = context;
  const { id } = person;
  const desk = loadDesk(db);
  if (!desk) throw new TypeError('A workspace that is open has been founded.');
  const code = makeCode('enrolment', core.environment.random);
  const pair = keyPairOfCode('enrolment', desk.fingerprint, code);
  if (!pair) throw new TypeError('A code that was just made can be read.');
  const outcome = decide(person, context.person, hadKey(db, id), pair.signer.key, context.now);
  if (!outcome.ok) return refuse(outcome.refusal);
  context.commit(outcome.facts);
  reassessFor(context, principalsOf(context, id));
  const issued = findOpenCode(db, id);
  if (!issued) throw new TypeError('A code that was just issued is open.');
  context.afterwards(() => core.secureDisplay.show(codePage(desk, person, code, issued.expiresAt)));
  return ok({ personId: id, expiresAt: issued.expiresAt, reset: hadKey(db, id) });
}

/**
 * The facts for a new person's key, to be committed right after the person. A training workspace makes the key at once and stores it
 * unsealed. In a real one people enrol with a one-time code, so there are no facts.
 */
export function firstKey({ core, db }: Pick<Writing, 'core' | 'db'>, id: PersonId): readonly Fact[] {
  if (loadDesk(db)?.kind !== 'training') return [];
  const { signer, privateKey } = makeKeyPair(core.environment.random);
  insertPrivateKey(db, signer.key.id, id, privateKey);
  return [{ type: 'key.enrolled', data: { personId: id, key: signer.key } }];
}
