import type { Fact } from '#contract/events.ts';
import type { Person, Role } from '#contract/people.ts';
import type { RecordedReason } from '#contract/reasons.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { GrantId, GroupId, PersonId, RequestId } from '#contract/scalars.ts';
import { decided, type Outcome, refusal, refused } from '../outcome.ts';
import { writeReason } from '../reason/form.ts';
import { shownName } from './directory.ts';

export type NewPerson = Pick<Person, 'id' | 'username' | 'name' | 'email' | 'role'>;

/** A new person. `usernameTaken`: somebody, disabled people included, has that username in folded form. */
export function createPerson(person: NewPerson, usernameTaken: boolean): Outcome {
  if (usernameTaken)
    return refused(refusal('NAME_TAKEN', `There is somebody with the username “${person.username}” already.`));
  return decided({ type: 'person.created', data: { ...person } });
}

/** A person as a change finds them. */
export type PersonState = Omit<Person, 'version'>;

export interface PersonChange {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly role?: Role | undefined;
}

/** Why somebody may not ask for a change at all: people who are no admins change the own name and e-mail address only. */
export function whyNotChange(actor: Pick<Person, 'id' | 'role'>, id: PersonId, change: PersonChange): Refusal | null {
  if (actor.role === 'admin' || (id === actor.id && change.role === undefined)) return null;
  return refusal('FORBIDDEN', 'Only admins change other people and roles; you can change your own name and e-mail.');
}

/** What a person has of their own: open requests and active grants, each oldest first. */
export interface OwnAccess {
  readonly openRequests: readonly RequestId[];
  readonly activeGrants: readonly GrantId[];
}

/** Whether a change makes somebody an auditor who was none. */
export function becomesAuditor(person: Pick<PersonState, 'role'>, { role }: PersonChange): boolean {
  return role === 'auditor' && person.role !== 'auditor';
}

/**
 * Why somebody who is no admin may not give themselves a name; null when they may. `namesakes`: who has that name or one that looks like it.
 * Whoever reads a sentence would take one for the other, and only admins answer for who people are.
 */
export function whyNotTakeName(actor: Pick<Person, 'role'>, namesakes: readonly PersonState[]): Refusal | null {
  const other = actor.role === 'admin' ? undefined : namesakes.find(({ status }) => status === 'enabled');
  if (!other) return null;
  return refusal(
    'FORBIDDEN',
    `${other.name} (${other.username}) is called that, or so much alike that people would take you for them. Only an admin can give you the same name; add something that tells you apart.`,
  );
}

/**
 * A change of name, e-mail address or role. Whoever becomes an auditor loses `access`, which others need not be loaded for: auditors ask for
 * no access (docs/rules.md#grants). `enabledAdmins`: how many there are.
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
    return refused(lastAdmin(person, 'be given another role'));
  const ended = becomesAuditor(person, change)
    ? accessEnds(access, { code: 'PERSON_BECAME_AUDITOR', person: id }, [
        'requesterBecameAuditor',
        'holderBecameAuditor',
      ])
    : [];
  return decided({ type: 'person.updated', data: updated }, ...ended);
}

/**
 * Disables somebody, cancels the own open requests and revokes the own active grants (docs/rules.md#grants). Never refused for
 * a quorum's sake.
 */
export function disablePerson(
  person: PersonState,
  enabledAdmins: number,
  openRequests: readonly RequestId[],
  activeGrants: readonly GrantId[],
): Outcome {
  if (person.status === 'disabled') return decided();
  if (isLastAdmin(person, enabledAdmins)) return refused(lastAdmin(person, 'be disabled'));
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

/** A new group. Naming somebody twice counts once. */
export function createGroup(id: GroupId, name: string, memberIds: readonly PersonId[], nameTaken: boolean): Outcome {
  if (nameTaken) return refused(groupTaken(name));
  return decided({ type: 'group.created', data: { id, name, memberIds: [...new Set(memberIds)] } });
}

export interface GroupState {
  readonly id: GroupId;
  readonly name: string;
  readonly memberIds: readonly PersonId[];
}

/** Either who the members are to be, or who is to join and leave; whoever is named twice in the latter leaves. */
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

/** Removes a group that nothing in force names. `usedBy`: what does, in words. */
export function removeGroup(group: GroupState, usedBy: readonly string[]): Outcome {
  if (usedBy.length > 0)
    return refused(
      refusal('IN_USE', `The group “${group.name}” cannot be removed; it is named by ${usedBy.join(', ')}.`),
    );
  return decided({ type: 'group.removed', data: { id: group.id } });
}

function isLastAdmin(person: PersonState, enabledAdmins: number): boolean {
  return person.role === 'admin' && person.status === 'enabled' && enabledAdmins <= 1;
}

const lastAdmin = (person: PersonState, what: string) =>
  refusal(
    'LAST_ADMIN',
    `${shownName(person)} is the last enabled admin and cannot ${what}. Make somebody else an admin first.`,
  );

const groupTaken = (name: string) => refusal('NAME_TAKEN', `There is a group named “${name}” already.`);
