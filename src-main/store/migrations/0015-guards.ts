/** How a moment is written, as a pattern of SQLite. */
export const MOMENT = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z';

/**
 * What this workstation keeps for itself cannot switch a guard off: failed sign-ins count from one, no one has been told of an event
 * below zero, and no number leaves no room for the next. Rows from before are no facts; they are brought within the limits, and dropped
 * where they tell of events that have not happened (docs/decisions/0024).
 */
export const guards = `
CREATE TABLE local_sign_in_guarded (
  person_id TEXT PRIMARY KEY,
  failures INTEGER NOT NULL CHECK (failures BETWEEN 1 AND 1000000000),
  retry_at TEXT NOT NULL CHECK (retry_at GLOB '${MOMENT}')
) STRICT;
INSERT INTO local_sign_in_guarded
  SELECT person_id, min(max(failures, 1), 1000000000), iif(retry_at GLOB '${MOMENT}', retry_at, '1970-01-01T00:00:00.000Z')
  FROM local_sign_in;
DROP TABLE local_sign_in;
ALTER TABLE local_sign_in_guarded RENAME TO local_sign_in;

CREATE TABLE local_acknowledged_guarded (
  person_id TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  PRIMARY KEY (person_id, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO local_acknowledged_guarded
  SELECT person_id, sequence FROM local_acknowledged
  WHERE sequence BETWEEN 1 AND (SELECT max(sequence) FROM ledger);
DROP TABLE local_acknowledged;
ALTER TABLE local_acknowledged_guarded RENAME TO local_acknowledged;

CREATE TABLE local_notice_guarded (
  number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 9007199254740991),
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  subject_id TEXT NOT NULL,
  at TEXT NOT NULL,
  read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
  UNIQUE (person_id, kind, sequence)
) STRICT;
INSERT INTO local_notice_guarded
  SELECT number, person_id, kind, sequence, subject_id, at, read FROM local_notice
  WHERE number BETWEEN 1 AND 9007199254740990 AND sequence BETWEEN 1 AND (SELECT max(sequence) FROM ledger);
DROP TABLE local_notice;
ALTER TABLE local_notice_guarded RENAME TO local_notice;
CREATE INDEX local_notice_by_person ON local_notice (person_id, number);
CREATE INDEX local_notice_unread ON local_notice (person_id, number) WHERE read = 0;

CREATE TABLE local_notice_cursor_guarded (
  person_id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL CHECK (sequence >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO local_notice_cursor_guarded
  SELECT person_id, max(sequence, 0) FROM local_notice_cursor
  WHERE sequence <= (SELECT coalesce(max(sequence), 0) FROM ledger);
DROP TABLE local_notice_cursor;
ALTER TABLE local_notice_cursor_guarded RENAME TO local_notice_cursor;
`;
