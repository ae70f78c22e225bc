import type { RuleChange } from '#contract/eventShapes.ts';
import type { Fact, FactOf } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import type { Now } from '../clock.ts';
import { shownName } from '../people/directory.ts';
import { CODE_SECONDS } from '../people/keys.ts';

/** The current people and groups, which changes are derived from and applied to. */
export interface CurrentState {
  person(id: PersonId): Person | undefined;
  groupName(id: GroupId): string | undefined;
  isMember(id: GroupId, personId: PersonId): boolean;
  /** The moment, from which the validity of a new code counts. */
  readonly now: Now;
}

/** The event that a change leads to: all of it, or all but what is made on approval (a new key). */
export type ExpectedFact =
  | Exclude<RuleChange, { readonly type: 'person.updated' | 'group.updated' | 'enrolment.issued' }>
  | FactOf<'person.updated' | 'group.updated'>
  | (Pick<FactOf<'enrolment.issued'>, 'type'> & { readonly data: Omit<FactOf<'enrolment.issued'>['data'], 'key'> });

/**
 * The proposal of a fact, as differences from the current state; null for a fact that is never proposed itself, but follows from
 * another one.
 */
export function changeOf(fact: Fact, present: CurrentState): RuleChange | null {
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
    case 'enrolment.issued': {
      const { personId, reset, expiresAt } = fact.data;
      const validSeconds = present.now.secondsUntil(expiresAt);
      return {
        type: fact.type,
        data: { personId, reset, ...(validSeconds === CODE_SECONDS ? {} : { validSeconds }) },
      };
    }
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
 * The event of a change on the current state; fields that it does not name keep their value. A sentence instead, when a field that it
 * names has changed since the proposal.
 */
export function expectedOf(change: RuleChange, present: CurrentState): ExpectedFact | string {
  switch (change.type) {
    case 'person.updated': {
      const { id, ...to } = change.data;
      const person = present.person(id);
      if (!person) return t('refusals.proposal.personGone');
      const { name, email, role } = person;
      return (
        whyOutdated(shownName(person), [
          ['personName', name, to.name],
          ['personEmail', email, to.email],
          ['personRole', role, to.role],
        ]) ?? {
          type: change.type,
          data: { id, name: to.name?.to ?? name, email: to.email?.to ?? email, role: to.role?.to ?? role },
        }
      );
    }
    case 'group.updated': {
      const { id, name: to, added, removed } = change.data;
      const name = present.groupName(id);
      if (name === undefined) return t('refusals.proposal.groupGone');
      const joined = added.find((personId) => present.isMember(id, personId));
      if (joined !== undefined)
        return t('refusals.proposal.isMember', { person: called(joined, present), group: name });
      const left = removed.find((personId) => !present.isMember(id, personId));
      if (left !== undefined) return t('refusals.proposal.isNoMember', { person: called(left, present), group: name });
      return (
        whyOutdated(null, [['groupName', name, to]]) ?? {
          type: change.type,
          data: { id, name: to?.to ?? name, added, removed },
        }
      );
    }
    case 'enrolment.issued': {
      const { validSeconds = CODE_SECONDS, ...data } = change.data;
      return { type: change.type, data: { ...data, expiresAt: present.now.after(validSeconds) } };
    }
    default:
      return change;
  }
}

function called(id: PersonId, present: CurrentState): string {
  const person = present.person(id);
  return person ? shownName(person) : t('engine.personGoneFirst');
}

type Field = readonly [
  text: 'personName' | 'personEmail' | 'personRole' | 'groupName',
  now: string,
  change: { readonly from: string } | undefined,
];

// A sentence about a field that changed since the proposal; null when none did.
function whyOutdated(person: string | null, fields: readonly Field[]): string | null {
  const found = fields.find(([, now, change]) => change !== undefined && change.from !== now);
  if (!found) return null;
  const [text, now, change] = found;
  return t(`refusals.proposal.${text}`, { person: person ?? '', was: change?.from ?? '', now });
}
