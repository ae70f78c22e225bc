import type { DeskEvent } from '#contract/events.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import type { Directory, DirectoryPerson, Membership, Span } from '../../../src-main/engine/people/directory.ts';

/** A directory in memory that follows a ledger, independent of the tables. */
export interface LiveDirectory extends Directory {
  readonly people: Map<PersonId, DirectoryPerson>;
  readonly members: Map<GroupId, readonly Membership[]>;
  /** Applies an event to the directory; only events about people and groups change it. */
  follow(event: DeskEvent): void;
}

export function liveDirectory(): LiveDirectory {
  const people = new Map<PersonId, DirectoryPerson>();
  const members = new Map<GroupId, readonly Membership[]>();

  const change = (id: PersonId, sequence: number, changes: Partial<DirectoryPerson>): void => {
    const known = people.get(id);
    if (!known) throw new TypeError(`Nobody has the id ${id}.`);
    const person = { ...known, ...changes };
    people.set(id, { ...person, standing: standing(person, sequence) });
  };

  const reset = (id: PersonId, sequence: number): void => {
    const known = people.get(id);
    if (known) people.set(id, { ...known, keyResets: [...known.keyResets, sequence] });
  };

  const memberships = (id: GroupId, sequence: number, added: readonly PersonId[], ended: (id: PersonId) => boolean) => {
    const kept = (members.get(id) ?? []).map((span) =>
      span.to === null && ended(span.personId) ? { ...span, to: sequence } : span,
    );
    members.set(id, [...kept, ...added.map((personId) => ({ personId, from: sequence, to: null }))]);
  };

  return {
    people,
    members,
    follow(event) {
      const { sequence } = event;
      switch (event.type) {
        case 'desk.founded': {
          const { id, username, name } = event.data.admin;
          const admin = { id, username, name, role: 'admin', status: 'enabled' } as const;
          people.set(id, { ...admin, standing: [{ from: sequence, to: null }], keyResets: [] });
          return;
        }
        case 'person.created': {
          const { id, username, name, role } = event.data;
          const person = { id, username, name, role, status: 'enabled', standing: [], keyResets: [] } as const;
          people.set(id, { ...person, standing: standing(person, sequence) });
          return;
        }
        case 'person.updated':
          return change(event.data.id, sequence, { name: event.data.name, role: event.data.role });
        case 'person.disabled':
          return change(event.data.id, sequence, { status: 'disabled' });
        case 'person.enabled':
          return change(event.data.id, sequence, { status: 'enabled' });
        case 'enrolment.issued':
          return event.data.reset ? reset(event.data.personId, sequence) : undefined;
        case 'recovery.used':
          return reset(event.data.personId, sequence);
        case 'group.created':
          return memberships(event.data.id, sequence, event.data.memberIds, () => false);
        case 'group.updated': {
          const { id, added, removed } = event.data;
          return memberships(id, sequence, added, (personId) => removed.includes(personId));
        }
        case 'group.removed':
          return memberships(event.data.id, sequence, [], () => true);
      }
    },
  };
}

// Since when the person can be an approver, after a change at `sequence`.
function standing(person: DirectoryPerson, sequence: number): readonly Span[] {
  const stands = person.status === 'enabled' && person.role !== 'auditor';
  const last = person.standing.at(-1);
  const stood = last !== undefined && last.to === null;
  if (stands === stood) return person.standing;
  return stands
    ? [...person.standing, { from: sequence, to: null }]
    : person.standing.map((span) => (span.to === null ? { ...span, to: sequence } : span));
}
