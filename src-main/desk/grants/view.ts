import { type AccessCheck, type Grant, grantInputs } from '../../../src-preload/contract/grants.ts';
import type { Person } from '../../../src-preload/contract/people.ts';
import { refusal } from '../../engine/outcome.ts';
import { fold } from '../../engine/text/fold.ts';
import { findDecisiveGrant, loadGrant } from '../../store/queries/grants.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { notFound } from '../lookup.ts';
import { no, ok, type Reading, reads } from '../usecase.ts';

/** Members see their own grants, admins and auditors all. */
export function maySee(person: Person, grant: Grant): boolean {
  return person.role !== 'member' || grant.person.id === person.id;
}

function check({ db }: Reading, holder: Person, resource: string, account: string): AccessCheck {
  const what = `${account} on ${resource}`;
  const id = findDecisiveGrant(db, holder.id, fold(resource), fold(account));
  const grant = id && loadGrant(db, id);
  if (!grant) return { allowed: false, because: `${holder.name} never had a grant for ${what}.` };
  if (grant.status !== 'active')
    return {
      allowed: false,
      because: `${holder.name} has no active grant for ${what}; the last one ${ENDINGS[grant.status]}.`,
    };
  const { expiresAt } = grant;
  return { allowed: true, grantId: grant.id, expiresAt, because: `${holder.name} has an active grant for ${what}.` };
}

const ENDINGS: Readonly<Record<Exclude<Grant['status'], 'active'>, string>> = {
  expired: 'ended by time',
  revoked: 'was revoked',
  released: 'was given back',
};

export const grantViews = {
  get: reads(grantInputs.get, {}, ({ db, person }, { id }) => {
    const grant = loadGrant(db, id);
    return grant && maySee(person, grant) ? ok(grant) : no(notFound(db, 'grant', id));
  }),
  check: reads(grantInputs.check, {}, (context, { personId, resource, account }) => {
    const { db, person } = context;
    if (person.role === 'member' && personId !== person.id)
      return no(refusal('FORBIDDEN', 'Members ask about their own access only.'));
    const holder = loadPerson(db, personId);
    return holder ? ok(check(context, holder, resource, account)) : no(notFound(db, 'person', personId, 'personId'));
  }),
};
