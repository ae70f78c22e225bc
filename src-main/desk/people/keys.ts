import { eventCatalogue, type Fact } from '#contract/events.ts';
import { type IssuedCode, type Person, peopleInputs } from '#contract/people.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { issueCode as decide } from '../../engine/people/keys.ts';
import { keyPairOfCode, makeCode } from '../../identity/code.ts';
import { makeKeyPair } from '../../identity/keypair.ts';
import type { ReadDb } from '../../store/connection.ts';
import { type DeskRow, insertPrivateKey, loadDesk } from '../../store/queries/desk.ts';
import { findOpenCode, hadKey } from '../../store/queries/keys.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { notFound } from '../kernel/lookup.ts';
import { ok, refuse, type Writing, writes } from '../kernel/usecase.ts';
import { principalsOf, reassessFor } from '../requests/reassess.ts';
import { codePage, codeSheet } from '../wording/printedPages.ts';

const rules = { roles: eventCatalogue['enrolment.issued'].roles };

export const codeVerbs = {
  issueCode: writes(peopleInputs.issueCode, rules, (context, { id }) => {
    const training = whyNoCodesHere(context);
    if (training) return refuse(training);
    const person = loadPerson(context.db, id);
    if (!person) return refuse(notFound(context.db, 'person', id));
    const made = newCode(context, person);
    if (!made.ok) return made;
    const [issued] = issueNewCodes(context, [made.result]);
    if (!issued) throw new TypeError('A code that was made is issued.');
    return ok(issued);
  }),
  /** Issues codes for several people, shown on one page: for all of them or, if one cannot get a code, for none. */
  issueCodes: writes(peopleInputs.issueCodes, rules, (context, { ids, validSeconds }) => {
    const training = whyNoCodesHere(context);
    if (training) return refuse(training);
    const codes: NewCode[] = [];
    const refused: Refusal[] = [];
    for (const [index, id] of ids.entries()) {
      const person = loadPerson(context.db, id);
      if (!person) return refuse(notFound(context.db, 'person', id, `ids.${index}`));
      const made = newCode(context, person, validSeconds);
      if (made.ok) codes.push(made.result);
      else refused.push(made.error);
    }
    const [first] = refused;
    if (first) return refuse({ ...first, message: noCodes(refused) });
    return ok({ codes: issueNewCodes(context, codes) });
  }),
};

function whyNoCodesHere({ db }: Pick<Writing, 'db'>): Refusal | null {
  return loadDesk(db)?.kind === 'real' ? null : refusal('FORBIDDEN', t('desk.people.noCodesInTraining'));
}

/** How many of the people who cannot get a code are named. */
const MOST_NAMED = 5;

function noCodes(refused: readonly Refusal[]): string {
  const why = refused.slice(0, MOST_NAMED).map(({ message }) => message);
  const others = refused.length - why.length;
  const all = others === 0 ? why : [...why, t('desk.people.noCodesForOthers', { count: others })];
  return t('desk.people.noCodes', { why: all.join(' ') });
}

/** A one-time code that was made and is not recorded yet. */
export interface NewCode {
  readonly person: Person;
  readonly code: string;
  readonly facts: readonly Fact[];
}

/** Makes a one-time code for a person's first key or for a new one, which can be used for `validSeconds`. Records nothing. */
export function newCode(context: Writing, person: Person, validSeconds?: number): Answer<NewCode> {
  const { core, db } = context;
  const code = makeCode('enrolment', core.environment.random);
  const pair = keyPairOfCode('enrolment', foundedDesk(db).fingerprint, code);
  if (!pair) throw new TypeError('A code that was just made can be read.');
  const outcome = decide(person, context.person, hadKey(db, person.id), pair.signer.key, context.now, validSeconds);
  return outcome.ok ? ok({ person, code, facts: outcome.facts }) : refuse(outcome.refusal);
}

function issueNewCodes(context: Writing, codes: readonly NewCode[]): readonly IssuedCode[] {
  for (const { facts } of codes) context.commit(facts);
  reassessFor(context, [...new Set(codes.flatMap(({ person }) => principalsOf(context, person.id)))]);
  return showCodes(context, codes);
}

/** Shows codes that were recorded on a printed page once the transaction is committed: one code by itself, several on one sheet. */
export function showCodes({ core, db, afterwards }: Writing, codes: readonly NewCode[]): readonly IssuedCode[] {
  const issued = codes.map(({ person: { id: personId } }): IssuedCode => {
    const open = findOpenCode(db, personId);
    if (!open) throw new TypeError('A code that was just issued is open.');
    return { personId, expiresAt: open.expiresAt, reset: hadKey(db, personId) };
  });
  const desk = foundedDesk(db);
  const shown = codes.map(({ person, code }, index) => ({ person, code, expiresAt: issued[index]?.expiresAt ?? '' }));
  const [first] = shown;
  if (first)
    afterwards(() => core.secureDisplay.show(shown.length === 1 ? codePage(desk, first) : codeSheet(desk, shown)));
  return issued;
}

function foundedDesk(db: ReadDb): DeskRow {
  const desk = loadDesk(db);
  if (!desk) throw new TypeError('A workspace that is open has been founded.');
  return desk;
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
