import type { Person } from '#contract/people.ts';

// Which screens a role can use (the contract, "Areas and verbs"). The desk decides; these only hide what it would refuse.

/** Whether this person's role lets policies and the ledger be read. */
export const oversees = (person: Person): boolean => person.role !== 'member';

/** Whether this person's role keeps policies, people and groups. */
export const administers = (person: Person): boolean => person.role === 'admin';

/** Whether this person's role may ask for access. */
export const asksForAccess = (person: Person): boolean => person.role !== 'auditor';
