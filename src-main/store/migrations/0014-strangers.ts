/**
 * Failed sign-ins of usernames that nobody has, kept like those of people (docs/decisions/0023). `veiled` is 20 bits of a keyed hash of what was
 * typed; the newest rows are kept, and `number` says which those are.
 */
export const strangers = `
CREATE TABLE local_stranger (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  veiled INTEGER NOT NULL UNIQUE CHECK (veiled BETWEEN 0 AND 1048575),
  failures INTEGER NOT NULL CHECK (failures >= 1),
  retry_at TEXT NOT NULL
) STRICT;
`;
