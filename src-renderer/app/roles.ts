import type { Person } from '#contract/people.ts';

// Which screens a role has any use for (the contract, "Areas and verbs"). The desk decides; these only spare people doors that are shut.

/** Whether this person's role lets policies and the ledger be read. */
export const oversees = (person: Person): boolean => person.role !== 'member';

/** Whether this person's role keeps policies, people and groups. */
export const administers = (person: Person): boolean => person.role === 'admin';

/** Whether this person's role may ask for access. */
export const asksForAccess = (person: Person): boolean => person.role !== 'auditor';
