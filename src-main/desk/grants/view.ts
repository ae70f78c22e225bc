import { type AccessCheck, type Grant, grantInputs } from '#contract/grants.ts';
import type { Person } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import { refusal } from '../../engine/outcome.ts';
import { shownName } from '../../engine/people/directory.ts';
import { approversOf } from '../../engine/request/state.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { listGrants } from '../../store/queries/grantList.ts';
import { findDecisiveGrant, loadGrant, loadGrants } from '../../store/queries/grants.ts';
import { loadPerson, loadPersonName } from '../../store/queries/people.ts';
import { loadRequest } from '../../store/queries/requestState.ts';
import { notFound, otherKind } from '../kernel/lookup.ts';
import { badCursor, deskKind, ok, type Reading, reads, refuse } from '../kernel/usecase.ts';
import { findVisible } from '../requests/view.ts';
import { grantInWords, grantsInWords } from '../wording/reasons.ts';

/** Whether a person may see a grant: its holder, admins, auditors, and everyone who may see its request, which shows it too. */
export function maySee(context: Pick<Reading, 'db' | 'person'>, grant: Grant): boolean {
  const { person } = context;
  return person.role !== 'member' || grant.person.id === person.id || findVisible(context, grant.requestId).ok;
}

function check({ core, db, now }: Reading, person: Person, resource: string, account: string): AccessCheck {
  const names = { holder: shownName(person), account, resource };
  const times = core.clock.accessTimes(deskKind(db), now);
  const found = findDecisiveGrant(db, person.id, [fold(resource), fold(account)], times);
  const grant = found && loadGrant(db, found.id);
  if (!grant) return { allowed: false, because: t('desk.grants.because.never', names) };
  if (found.state === 'notBegun')
    return { allowed: false, because: t('desk.grants.because.notBegun', { ...names, startsAt: grant.startsAt }) };
  // A grant that is recorded as active and has ended all the same ended by time.
  if (found.state === 'ended') return { allowed: false, because: t(`desk.grants.because.${grant.status}`, names) };
  return { allowed: true, grantId: grant.id, expiresAt: grant.expiresAt, because: whyOpen(db, grant, names) };
}

/** Most approvers who are named; the others are counted. */
const MOST_NAMED = 4;

function whyOpen(
  db: ReadDb,
  grant: Grant,
  names: { readonly holder: string; readonly account: string; readonly resource: string },
): string {
  const request = loadRequest(db, grant.requestId);
  if (!request) return t('desk.grants.because.open', names);
  const { number } = request;
  if (grant.viaBypass) return t('desk.grants.because.bypassed', { ...names, number });
  const approvers = new Set(request.rules.steps.flatMap((_, index) => [...approversOf(request, index + 1)]));
  const named = [...approvers].map((id) => nameOf(db, id));
  const count = named.length - MOST_NAMED;
  const shown = count > 0 ? [...named.slice(0, MOST_NAMED), t('desk.grants.others', { count })] : named;
  return t('desk.grants.because.approved', { ...names, number, approvers: listed(shown) });
}

function nameOf(db: ReadDb, id: PersonId): string {
  const person = loadPersonName(db, id);
  return person ? shownName(person) : t('desk.grants.someone');
}

export const grantQueries = {
  list: reads(grantInputs.list, {}, ({ db, person, now }, { endsWithinSeconds, ...filters }) => {
    const wrong = otherKind(db, 'person', filters.personId, 'personId');
    if (wrong) return refuse(wrong);
    const endsUntil = endsWithinSeconds === undefined ? undefined : now.after(endsWithinSeconds);
    const page = listGrants(db, person, { ...filters, endsUntil });
    if (!page) return refuse(badCursor());
    return ok({ items: grantsInWords(db, loadGrants(db, page.sequences)), nextCursor: page.nextCursor });
  }),
  get: reads(grantInputs.get, {}, (context, { id }) => {
    const { db } = context;
    const grant = loadGrant(db, id);
    return grant && maySee(context, grant) ? ok(grantInWords(db, grant)) : refuse(notFound(db, 'grant', id));
  }),
  check: reads(grantInputs.check, {}, (context, { personId, resource, account }) => {
    const { db, person } = context;
    if (person.role === 'member' && personId !== person.id)
      return refuse(refusal('FORBIDDEN', t('desk.grants.ownOnly')));
    const holder = loadPerson(db, personId);
    return holder
      ? ok(check(context, holder, resource, account))
      : refuse(notFound(db, 'person', personId, 'personId'));
  }),
};
