import { type AccessCheck, type Grant, grantInputs } from '#contract/grants.ts';
import type { Person } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
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

/** Whether somebody sees a grant: its holder does, and so does everyone who sees its request, which shows it too. */
export function maySee(context: Pick<Reading, 'db' | 'person'>, grant: Grant): boolean {
  const { person } = context;
  return person.role !== 'member' || grant.person.id === person.id || findVisible(context, grant.requestId).ok;
}

function check({ core, db, now }: Reading, holder: Person, resource: string, account: string): AccessCheck {
  const what = `${account} on ${resource}`;
  const times = core.clock.accessTimes(deskKind(db), now);
  const found = findDecisiveGrant(db, holder.id, [fold(resource), fold(account)], times);
  const grant = found && loadGrant(db, found.id);
  if (!grant) return { allowed: false, because: `${shownName(holder)} never had a grant for ${what}.` };
  if (found.state === 'notBegun')
    return {
      allowed: false,
      because: `${shownName(holder)} has a grant for ${what} that begins at ${grant.startsAt}, and this machine’s clock has not reached that time.`,
    };
  if (found.state === 'ended')
    return {
      allowed: false,
      because: `${shownName(holder)} has no active grant for ${what}; the last one ${ENDINGS[grant.status]}.`,
    };
  const { expiresAt } = grant;
  const because = `${shownName(holder)} has an active grant for ${what}${originOf(db, grant)}.`;
  return { allowed: true, grantId: grant.id, expiresAt, because };
}

/** Most approvers who are named; the others are counted. */
const MOST_NAMED = 4;

// How an access came about, as the end of a sentence.
function originOf(db: ReadDb, grant: Grant): string {
  const request = loadRequest(db, grant.requestId);
  if (!request) return '';
  if (grant.viaBypass) return `: it was opened by break-glass, without the approvals, by request #${request.number}`;
  const approvers = new Set(request.rules.steps.flatMap((_, index) => [...approversOf(request, index + 1)]));
  const names = [...approvers].map((id) => nameOf(db, id));
  const others = names.length - MOST_NAMED;
  const shown = others > 0 ? [...names.slice(0, MOST_NAMED), `${others} ${others === 1 ? 'other' : 'others'}`] : names;
  return `: request #${request.number} was approved by ${listed(shown)}`;
}

function nameOf(db: ReadDb, id: PersonId): string {
  const person = loadPersonName(db, id);
  return person ? shownName(person) : 'somebody';
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

// One that is recorded as active and has ended all the same has ended by time.
const ENDINGS: Readonly<Record<Grant['status'], string>> = {
  active: 'ended by time',
  expired: 'ended by time',
  revoked: 'was revoked',
  released: 'was given back',
};

export const grantQueries = {
  list: reads(grantInputs.list, {}, ({ db, person, now }, { endsWithinSeconds, ...filters }) => {
    const wrong = otherKind(db, 'person', filters.personId, 'personId');
    if (wrong) return refuse(wrong);
    const endsUntil = endsWithinSeconds === undefined ? undefined : now.after(endsWithinSeconds);
    const page = listGrants(db, person, { ...filters, endsUntil });
    if (!page) return refuse(badCursor);
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
      return refuse(refusal('FORBIDDEN', 'Members ask about their own access only.'));
    const holder = loadPerson(db, personId);
    return holder
      ? ok(check(context, holder, resource, account))
      : refuse(notFound(db, 'person', personId, 'personId'));
  }),
};
