/**
 * Who may sign: one-time codes, resets of keys, recovery kits; and what belongs to this workstation: its settings, how often
 * sign-ins failed, and which alerts were seen.
 */
export const identity = `
CREATE TABLE fact_enrolment (
  key_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES fact_person (id),
  sequence INTEGER NOT NULL UNIQUE,
  issued_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  reset INTEGER NOT NULL CHECK (reset IN (0, 1)),
  ended_sequence INTEGER
) STRICT;
CREATE UNIQUE INDEX fact_enrolment_open ON fact_enrolment (person_id) WHERE ended_sequence IS NULL;

-- number is that of the next request when the key was reset: requests below it are not decided with the new key.
CREATE TABLE fact_key_reset (
  person_id TEXT NOT NULL REFERENCES fact_person (id),
  sequence INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (person_id, sequence)
) STRICT, WITHOUT ROWID;

-- At most one kit is worth something: current is 1 for it and NULL for all others.
CREATE TABLE fact_recovery_kit (
  key_id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE,
  current INTEGER UNIQUE CHECK (current = 1)
) STRICT;

CREATE TABLE local_setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Failed sign-ins since the last one that did not fail.
CREATE TABLE local_sign_in (
  person_id TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  retry_at TEXT NOT NULL
) STRICT;

CREATE TABLE local_acknowledged (
  person_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (person_id, sequence)
) STRICT, WITHOUT ROWID;
`;
