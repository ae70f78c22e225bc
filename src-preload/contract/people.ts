import { z } from 'zod';
import { email, name, type PersonId, page, personId, searchText } from './scalars.ts';

export const roles = ['admin', 'member', 'auditor'] as const;
export const personStatuses = ['enabled', 'disabled'] as const;
export type Role = (typeof roles)[number];
export type PersonStatus = (typeof personStatuses)[number];

const role = z.enum(roles, { error: 'This must be admin, member or auditor.' });

export const peopleInputs = {
  create: z.strictObject({ username: name, name, email, role }),
  update: z.strictObject({ id: personId, name: name.optional(), email: email.optional(), role: role.optional() }),
  disable: z.strictObject({ id: personId }),
  enable: z.strictObject({ id: personId }),
  list: z.strictObject({
    text: searchText.optional(),
    status: z.enum(personStatuses, { error: 'This must be enabled or disabled.' }).optional(),
    ...page,
  }),
};

export interface Person {
  readonly id: PersonId;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly status: PersonStatus;
}

/** A person as named inside other answers. */
export type PersonName = Pick<Person, 'id' | 'username' | 'name'>;
export type PersonContact = Pick<Person, 'id' | 'username' | 'name' | 'email'>;
