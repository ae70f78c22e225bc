import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import type { Enrolment, KeyState, Person, Role } from '#contract/people.ts';
import { desk, read } from '../desk.ts';
import { every, following, nextCursor, noCursor } from './pages.ts';

/** A few people that a text could mean. */
export const foundPeopleQuery = (text: string) =>
  queryOptions({
    queryKey: ['people', 'found', text],
    queryFn: () => read(desk.people.list, { text, limit: 8 }),
    placeholderData: keepPreviousData,
  });

export type PeopleFilters = Omit<Input<'people', 'list'>, 'cursor' | 'limit'>;

/** A list of people, page by page. */
export const peoplePages = (filters: PeopleFilters) =>
  infiniteQueryOptions({
    queryKey: ['people', 'list', filters],
    queryFn: ({ pageParam }) => read(desk.people.list, { ...filters, ...following(pageParam) }),
    initialPageParam: noCursor(),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });

/** Everyone on the desk: a policy names its approvers by id alone, so its sentences need all names. */
export const everyoneQuery = () =>
  queryOptions({
    queryKey: ['people', 'everyone'],
    queryFn: (): Promise<readonly Person[]> =>
      every((cursor) => read(desk.people.list, { limit: 200, ...following(cursor) })),
  });

/** How everyone stands with their key, by the id of the person. For admins. */
export const enrolmentsQuery = () =>
  queryOptions({
    queryKey: ['people', 'enrolments'],
    queryFn: async (): Promise<ReadonlyMap<string, Enrolment>> => {
      const all = await every((cursor) => read(desk.people.enrolments, { limit: 200, ...following(cursor) }));
      return new Map(all.map((enrolment) => [enrolment.personId, enrolment]));
    },
  });

/** A person without a key: without a code, or with one that waits or has expired. */
export interface Keyless {
  readonly person: Person;
  readonly state: Exclude<KeyState, 'enrolled'>;
}

const keylessStates = ['none', 'lapsed', 'invited'] as const;

/** Every enabled person without a key: first those without a code, last those whose code waits to be used. For admins. */
export const keylessQuery = () =>
  queryOptions({
    queryKey: ['people', 'keyless'],
    queryFn: async (): Promise<readonly Keyless[]> => {
      const found = keylessStates.map(async (state) => {
        const people = await every((cursor) =>
          read(desk.people.list, { key: state, status: 'enabled', limit: 200, ...following(cursor) }),
        );
        return people.map((person): Keyless => ({ person, state }));
      });
      return (await Promise.all(found)).flat();
    },
  });

/** The consequences of disabling a person now. */
export const previewDisableQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'previewDisable', id],
    queryFn: () => read(desk.people.previewDisable, { id }),
    // Other people's requests are in it, so what was read before is never shown.
    gcTime: 0,
    staleTime: 0,
  });

/** The consequences of giving a person another role now. */
export const previewRoleQuery = (id: string, role: Role) =>
  queryOptions({
    queryKey: ['people', 'previewRole', id, role],
    queryFn: () => read(desk.people.previewRole, { id, role }),
    gcTime: 0,
    staleTime: 0,
  });
