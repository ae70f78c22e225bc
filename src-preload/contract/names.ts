/**
 * Every verb that may cross between the window and the desk, by area.
 *
 * The preload script builds `window.desk` from this table alone, so it imports nothing: no schema code runs in the
 * sandboxed preload.
 */
export const areas = {
  session: ['get', 'become', 'advance', 'run'],
  people: ['create', 'update', 'disable', 'enable', 'list'],
  groups: ['create', 'update', 'remove', 'list'],
  policies: ['create', 'update', 'archive', 'restore', 'get', 'list', 'match'],
  requests: ['preview', 'submit', 'get', 'list', 'counts', 'approve', 'reject', 'withdraw', 'cancel', 'bypass'],
  grants: ['list', 'get', 'revoke', 'release', 'reviewBypass', 'check'],
  ledger: ['list', 'verify'],
} as const;

/** What may have changed since a view was read; a window refetches what depends on it. */
export const topics = ['session', 'people', 'groups', 'policies', 'requests', 'grants', 'ledger'] as const;

export type Areas = typeof areas;
export type Area = keyof Areas;
export type Verb<A extends Area> = Areas[A][number];
export type Topic = (typeof topics)[number];
