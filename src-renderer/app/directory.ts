import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Group } from '#contract/groups.ts';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { shownName } from '../ui/names.ts';
import { everyGroupQuery } from './queries/groups.ts';
import { everyoneQuery } from './queries/people.ts';

/** A person or a group, as a policy names it. */
export interface Named {
  readonly kind: 'person' | 'group';
  readonly id: string;
}

/** Who there is, by id. */
export interface Directory {
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly nameOf: (ref: Named) => string;
  /** How many of these people can approve at all: enabled, not auditors, each counted once. */
  readonly countOf: (refs: readonly Named[]) => number;
}

function directoryOf(people: readonly Person[], groups: readonly Group[]): Directory {
  const person = new Map<string, Person>(people.map((one) => [one.id, one]));
  const group = new Map<string, Group>(groups.map((one) => [one.id, one]));
  const membersOf = (ref: Named): readonly string[] =>
    ref.kind === 'person' ? [ref.id] : (group.get(ref.id)?.members.map((member) => member.id) ?? []);
  const able = (id: string): boolean => {
    const one = person.get(id);
    return one !== undefined && one.status === 'enabled' && one.role !== 'auditor';
  };
  return {
    people,
    groups,
    nameOf: (ref) => {
      const one = ref.kind === 'person' ? person.get(ref.id) : undefined;
      return one ? shownName(one) : (group.get(ref.id)?.name ?? t('app.removedPerson'));
    },
    countOf: (refs) => new Set(refs.flatMap(membersOf).filter(able)).size,
  };
}

const nobody: readonly Person[] = [];
const none: readonly Group[] = [];

/** Everyone and every group; empty until the desk has answered. */
export function useDirectory(): Directory {
  const { data: people = nobody } = useQuery(everyoneQuery());
  const { data: groups = none } = useQuery(everyGroupQuery());
  return useMemo(() => directoryOf(people, groups), [people, groups]);
}
