import type { RuleChange } from '#contract/eventShapes.ts';
import type { Fact, FactOf } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { shownName } from '../people/directory.ts';

/** What changes are told from and put onto: people and groups as they are. */
export interface Present {
  person(id: PersonId): Person | undefined;
  groupName(id: GroupId): string | undefined;
  isMember(id: GroupId, personId: PersonId): boolean;
}

/** What carries out a change, as far as it does not turn on when that is (a new key): the whole event, or what can be said of it. */
export type ExpectedFact =
  | Exclude<RuleChange, { readonly type: 'person.updated' | 'group.updated' }>
  | FactOf<'person.updated' | 'group.updated'>;

/**
 * A fact as a change to be proposed, told from how things are before it; null where it is nothing that anybody proposes, but follows from
 * something that is.
 */
export function changeOf(fact: Fact, present: Present): RuleChange | null {
  switch (fact.type) {
    case 'person.updated': {
      const { id, name, email, role } = fact.data;
      const before = present.person(id) ?? fact.data;
      return {
        type: fact.type,
        data: {
          id,
          ...(before.name === name ? {} : { name: { from: before.name, to: name } }),
          ...(before.email === email ? {} : { email: { from: before.email, to: email } }),
          ...(before.role === role ? {} : { role: { from: before.role, to: role } }),
        },
      };
    }
    case 'group.updated': {
      const { id, name, added, removed } = fact.data;
      const from = present.groupName(id) ?? name;
      return { type: fact.type, data: { id, ...(from === name ? {} : { name: { from, to: name } }), added, removed } };
    }
    case 'enrolment.issued':
      return { type: fact.type, data: { personId: fact.data.personId, reset: fact.data.reset } };
    case 'recovery.issued':
    case 'deskKey.enrolled':
      return { type: fact.type, data: {} };
    case 'person.created':
    case 'person.enabled':
    case 'group.created':
    case 'group.removed':
    case 'policy.created':
    case 'policy.updated':
    case 'policy.archived':
    case 'policy.restored':
    case 'desk.updated':
      return fact;
    default:
      return null;
  }
}

/**
 * What carries out a change on things as they are now. What the change does not name stays as it is; where what it names is no longer what
 * it was, a sentence says so.
 */
export function expectedOf(change: RuleChange, present: Present): ExpectedFact | string {
  switch (change.type) {
    case 'person.updated': {
      const { id, ...to } = change.data;
      const person = present.person(id);
      if (!person) return 'The person does not exist.';
      const { name, email, role } = person;
      return (
        moved(shownName(person), [
          ['name', name, to.name],
          ['e-mail address', email, to.email],
          ['role', role, to.role],
        ]) ?? {
          type: change.type,
          data: { id, name: to.name?.to ?? name, email: to.email?.to ?? email, role: to.role?.to ?? role },
        }
      );
    }
    case 'group.updated': {
      const { id, name: to, added, removed } = change.data;
      const name = present.groupName(id);
      if (name === undefined) return 'The group does not exist.';
      const joined = added.find((personId) => present.isMember(id, personId));
      if (joined !== undefined) return `${called(joined, present)} is in the group “${name}” already.`;
      const left = removed.find((personId) => !present.isMember(id, personId));
      if (left !== undefined) return `${called(left, present)} is not in the group “${name}” any more.`;
      return (
        moved(`the group “${name}”`, [['name', name, to]]) ?? {
          type: change.type,
          data: { id, name: to?.to ?? name, added, removed },
        }
      );
    }
    default:
      return change;
  }
}

function called(id: PersonId, present: Present): string {
  const person = present.person(id);
  return person ? shownName(person) : 'Somebody who is gone';
}

type Field = readonly [label: string, now: string, change: { readonly from: string } | undefined];

// Why a field is no longer what a change starts from, as a sentence; null when all are.
function moved(whose: string, fields: readonly Field[]): string | null {
  const found = fields.find(([, now, change]) => change !== undefined && change.from !== now);
  if (!found) return null;
  const [label, now, change] = found;
  return `The ${label} of ${whose} was “${change?.from}” when this was proposed, and is “${now}” now.`;
}
