import type { PersonName, PersonStatus, Role } from '#contract/people.ts';
import type { Ref } from '#contract/policies.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';

/** A half-open period by event sequences: from `from` until before `to` (null: until now). */
export interface Span {
  readonly from: number;
  readonly to: number | null;
}

export interface DirectoryPerson extends PersonName {
  readonly role: Role;
  readonly status: PersonStatus;
  /** When the person was enabled and no auditor, so that they could approve. */
  readonly standing: readonly Span[];
  /** Sequences at which the person's key was replaced by an admin's reset or the recovery kit. */
  readonly keyResets: readonly number[];
}

export interface Membership extends Span {
  readonly personId: PersonId;
}

/** The people and memberships that a decision depends on; others may be missing. */
export interface Directory {
  readonly people: ReadonlyMap<PersonId, DirectoryPerson>;
  readonly members: ReadonlyMap<GroupId, readonly Membership[]>;
}

/** The sequence that means now: later than every event. */
export const NOW = Number.POSITIVE_INFINITY;

/** Whether something held at a sequence. */
export function held(span: Span, sequence: number): boolean {
  return span.from <= sequence && (span.to === null || sequence < span.to);
}

/**
 * Resolves references to people: the people named, and of each group those who were members both at `filed` and at `asOf`
 * (docs/rules.md#approval: a member added later does not count, a member added again does).
 */
export function resolveRefs(refs: readonly Ref[], directory: Directory, filed: number, asOf: number): Set<PersonId> {
  const found = new Set<PersonId>();
  visitNamed(refs, directory, filed, asOf, (personId) => {
    found.add(personId);
    return true;
  });
  return found;
}

/** Visits the people of {@link resolveRefs}, some more than once, until `visit` answers false. */
export function visitNamed(
  refs: readonly Ref[],
  directory: Directory,
  filed: number,
  asOf: number,
  visit: (personId: PersonId) => boolean,
): void {
  for (const { kind, id } of refs) {
    if (kind === 'person') {
      if (!visit(id)) return;
      continue;
    }
    const memberships = directory.members.get(id) ?? [];
    for (const span of memberships)
      if (held(span, asOf) && (held(span, filed) || wasMember(span.personId, memberships, filed)))
        if (!visit(span.personId)) return;
  }
}

// One who left and was added again has several memberships.
function wasMember(personId: PersonId, memberships: readonly Membership[], sequence: number): boolean {
  return memberships.some((span) => span.personId === personId && held(span, sequence));
}

/**
 * Whether a person's key was reset after one sequence and up to another. The admin who reset it could use the new key, so the key
 * decides no request filed before (docs/rules.md#identity-and-trust).
 */
export function keyResetBetween(personId: PersonId, directory: Directory, after: number, upTo: number): boolean {
  const resets = directory.people.get(personId)?.keyResets ?? [];
  return resets.length > 0 && resets.some((reset) => after < reset && reset <= upTo);
}

/** Whether a person was enabled and no auditor at a sequence. */
export function standsAt(personId: PersonId, directory: Directory, sequence: number): boolean {
  return directory.people.get(personId)?.standing.some((span) => held(span, sequence)) ?? false;
}

/**
 * A person's name in sentences, followed by the username when another person has the same name (docs/rules.md#people). The store sets
 * `nameIsShared`.
 */
export function shownName({ name, username, nameIsShared }: Omit<PersonName, 'id'>): string {
  return nameIsShared ? `${name} (${username})` : name;
}

/** The fields of a person that answers contain. */
export function personName({ id, username, name, nameIsShared }: PersonName): PersonName {
  return { id, username, name, ...(nameIsShared ? { nameIsShared } : {}) };
}
