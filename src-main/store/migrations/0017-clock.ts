import { MOMENT } from './0015-guards.ts';

/** The time of the wall clock for which a running desk vouches at this workstation (docs/decisions/0020). */
export const clock = `
CREATE TABLE local_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  vouched_at TEXT NOT NULL CHECK (vouched_at GLOB '${MOMENT}')
) STRICT;
`;
