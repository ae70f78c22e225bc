import type { Fact } from '#contract/events.ts';
import type { Person, Role } from '#contract/people.ts';
import type { RecordedReason } from '#contract/reasons.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { GrantId, GroupId, PersonId, RequestId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { decided, type Outcome, refusal, refused } from '../outcome.ts';
import { writeReason } from '../reason/form.ts';
import { shownName } from './directory.ts';

export type NewPerson = Pick<Person, 'id' | 'username' | 'name' | 'email' | 'role'>;

/** Creates a person. `usernameTaken`: a person, disabled ones included, has the same folded username. */
export function createPerson(person: NewPerson, usernameTaken: boolean): Outcome {
  if (usernameTaken)
    return refused(refusal('NAME_TAKEN', t('refusals.person.usernameTaken', { username: person.username })));
  return decided({ type: 'person.created', data: { ...person } });
}

/** A person before a change. */
export type PersonState = Omit<Person, 'version'>;

export interface PersonChange {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly role?: Role | undefined;
}

/** Refuses changes by a person who is no admin, except of their own name and e-mail address; null when allowed. */
export function whyNotChange(actor: Pick<Person, 'id' | 'role'>, id: PersonId, change: PersonChange): Refusal | null {
  if (actor.role === 'admin' || (id === actor.id && change.role === undefined)) return null;
  return refusal('FORBIDDEN', t('refusals.person.adminsOnly'));
}

/** A person's own open requests and active grants, each oldest first. */
export interface OwnAccess {
  readonly openRequests: readonly RequestId[];
  readonly activeGrants: readonly GrantId[];
}

/** Whether a change makes a person an auditor who was none before. */
export function becomesAuditor(person: Pick<PersonState, 'role'>, { role }: PersonChange): boolean {
  return role === 'auditor' && person.role !== 'auditor';
}

/**
 * Refuses a name that a person who is no admin gives themselves when an enabled person has it, or one that looks like it: readers
 * would confuse the two. `namesakes`: the people with such names. Null when allowed.
 */
export function whyNotTakeName(actor: Pick<Person, 'role'>, namesakes: readonly PersonState[]): Refusal | null {
  const other = actor.role === 'admin' ? undefined : namesakes.find(({ status }) => status === 'enabled');
  if (!other) return null;
  return refusal('FORBIDDEN', t('refusals.person.nameOfOther', { name: other.name, username: other.username }));
}

/**
 * Changes name, e-mail address or role. A person who becomes an auditor loses `access` (docs/rules.md#grants), which is not needed
 * for other changes. `enabledAdmins`: the number of enabled admins.
 */
export function updatePerson(
  person: PersonState,
  change: PersonChange,
  enabledAdmins: number,
  access: OwnAccess = { openRequests: [], activeGrants: [] },
): Outcome {
  const { id } = person;
  const updated = {
    id,
    name: change.name ?? person.name,
    email: change.email ?? person.email,
    role: change.role ?? person.role,
  };
  if (updated.name === person.name && updated.email === person.email && updated.role === person.role) return decided();
  if (updated.role !== 'admin' && isLastAdmin(person, enabledAdmins))
    return refused(refusal('LAST_ADMIN', t('refusals.person.lastAdminRole', { person: shownName(person) })));
  const ended = becomesAuditor(person, change)
    ? accessEnds(access, { code: 'PERSON_BECAME_AUDITOR', person: id }, [
        'requesterBecameAuditor',
        'holderBecameAuditor',
      ])
    : [];
  return decided({ type: 'person.updated', data: updated }, ...ended);
}

/**
 * Disables a person, cancels their open requests and revokes their active grants (docs/rules.md#grants). Never refused because a
 * quorum would become impossible.
 */
export function disablePerson(
  person: PersonState,
  enabledAdmins: number,
  openRequests: readonly RequestId[],
  activeGrants: readonly GrantId[],
): Outcome {
  if (person.status === 'disabled') return decided();
  if (isLastAdmin(person, enabledAdmins))
    return refused(refusal('LAST_ADMIN', t('refusals.person.lastAdminDisabled', { person: shownName(person) })));
  return decided(
    { type: 'person.disabled', data: { id: person.id } },
    ...accessEnds({ openRequests, activeGrants }, { code: 'PERSON_DISABLED', person: person.id }, [
      'requesterDisabled',
      'holderDisabled',
    ]),
  );
}

type Causes = readonly [
  cancelled: 'requesterDisabled' | 'requesterBecameAuditor',
  revoked: 'holderDisabled' | 'holderBecameAuditor',
];

function accessEnds(
  { openRequests, activeGrants }: OwnAccess,
  reason: RecordedReason,
  [cancelled, revoked]: Causes,
): Fact[] {
  const why = writeReason(reason);
  return [
    ...openRequests.map(
      (requestId): Fact => ({ type: 'request.cancelled', data: { requestId, comment: why, cause: cancelled } }),
    ),
    ...activeGrants.map((id): Fact => ({ type: 'grant.revoked', data: { id, reason: why, cause: revoked } })),
  ];
}

export function enablePerson(person: PersonState): Outcome {
  return person.status === 'enabled' ? decided() : decided({ type: 'person.enabled', data: { id: person.id } });
}

/** A new group. A person named twice counts once. */
export function createGroup(id: GroupId, name: string, memberIds: readonly PersonId[], nameTaken: boolean): Outcome {
  if (nameTaken) return refused(groupTaken(name));
  return decided({ type: 'group.created', data: { id, name, memberIds: [...new Set(memberIds)] } });
}

export interface GroupState {
  readonly id: GroupId;
  readonly name: string;
  readonly memberIds: readonly PersonId[];
}

/** Either all members (`memberIds`), or the differences; a person in both `add` and `remove` leaves. */
export interface GroupChange {
  readonly name?: string | undefined;
  readonly memberIds?: readonly PersonId[] | undefined;
  readonly add?: readonly PersonId[] | undefined;
  readonly remove?: readonly PersonId[] | undefined;
}

export function updateGroup(group: GroupState, change: GroupChange, nameTaken: boolean): Outcome {
  if (nameTaken) return refused(groupTaken(change.name ?? group.name));
  const before = new Set(group.memberIds);
  const after = new Set(change.memberIds ?? [...group.memberIds, ...(change.add ?? [])]);
  for (const personId of change.remove ?? []) after.delete(personId);
  const data = {
    id: group.id,
    name: change.name ?? group.name,
    added: [...after].filter((personId) => !before.has(personId)),
    removed: [...before].filter((personId) => !after.has(personId)),
  };
  const unchanged = data.name === group.name && data.added.length === 0 && data.removed.length === 0;
  return unchanged ? decided() : decided({ type: 'group.updated', data });
}

/** Removes a group that no active policy or open request names. `usedBy`: those that do, in words. */
export function removeGroup(group: GroupState, usedBy: readonly string[]): Outcome {
  if (usedBy.length > 0)
    return refused(refusal('IN_USE', t('refusals.group.inUse', { group: group.name, users: usedBy.join(', ') })));
  return decided({ type: 'group.removed', data: { id: group.id } });
}

function isLastAdmin(person: PersonState, enabledAdmins: number): boolean {
  return person.role === 'admin' && person.status === 'enabled' && enabledAdmins <= 1;
}

const groupTaken = (name: string) => refusal('NAME_TAKEN', t('refusals.group.nameTaken', { group: name }));
