import type { PersonName, PersonStatus, Role } from '#contract/people.ts';
import type { Ref } from '#contract/policies.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';

/** A time in which something held, by sequences of events: from `from` on, and no longer at `to` (null: still). */
export interface Span {
  readonly from: number;
  readonly to: number | null;
}

export interface DirectoryPerson extends PersonName {
  readonly role: Role;
  readonly status: PersonStatus;
  /** When the person was enabled and no auditor, and so could be an approver. */
  readonly standing: readonly Span[];
  /** Sequences at which somebody else saw to it that the person gets a new key: an admin's reset, or the recovery kit. */
  readonly keyResets: readonly number[];
}

export interface Membership extends Span {
  readonly personId: PersonId;
}

/** The people and the memberships that a decision needs; others may be left out. */
export interface Directory {
  readonly people: ReadonlyMap<PersonId, DirectoryPerson>;
  readonly members: ReadonlyMap<GroupId, readonly Membership[]>;
}

/** The sequence that stands for now: later than every event. */
export const NOW = Number.POSITIVE_INFINITY;

/** Whether something held at a sequence. */
export function held(span: Span, sequence: number): boolean {
  return span.from <= sequence && (span.to === null || sequence < span.to);
}

/**
 * Who stands behind references: people themselves, and of each group those who were members at `filed` and are (or were) at `asOf`
 * (docs/rules.md#approval: adding someone does not reach back, re-added ones count again).
 */
export function resolveRefs(refs: readonly Ref[], directory: Directory, filed: number, asOf: number): Set<PersonId> {
  const found = new Set<PersonId>();
  for (const ref of refs) {
    if (ref.kind === 'person') found.add(ref.id);
    else for (const personId of membersOf(ref.id, directory, filed, asOf)) found.add(personId);
  }
  return found;
}

function membersOf(groupId: GroupId, directory: Directory, filed: number, asOf: number): PersonId[] {
  const memberships = directory.members.get(groupId) ?? [];
  const present = memberships.filter((span) => held(span, asOf)).map((span) => span.personId);
  if (filed === asOf) return present;
  const then = new Set(memberships.filter((span) => held(span, filed)).map((span) => span.personId));
  return present.filter((personId) => then.has(personId));
}

/**
 * Whether a person's key was reset after one sequence and up to another. Whoever reset it could use the new key in the person's place, so
 * it decides nothing that was filed before (docs/rules.md#identity-and-trust).
 */
export function keyResetBetween(personId: PersonId, directory: Directory, after: number, upTo: number): boolean {
  return directory.people.get(personId)?.keyResets.some((reset) => after < reset && reset <= upTo) ?? false;
}

/** Whether a person was enabled and no auditor at a sequence. */
export function standsAt(personId: PersonId, directory: Directory, sequence: number): boolean {
  return directory.people.get(personId)?.standing.some((span) => held(span, sequence)) ?? false;
}

/**
 * What every sentence calls a person: the name, with the username beside it where somebody else has the same name (docs/rules.md#people).
 * `nameIsShared` comes with the person from the store.
 */
export function shownName({ name, username, nameIsShared }: Omit<PersonName, 'id'>): string {
  return nameIsShared ? `${name} (${username})` : name;
}

/** A person as named inside answers. */
export function personName({ id, username, name, nameIsShared }: PersonName): PersonName {
  return { id, username, name, ...(nameIsShared ? { nameIsShared } : {}) };
}
