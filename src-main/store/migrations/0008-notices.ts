/**
 * What people were told at this workstation, and how far in the ledger they were told it. `sequence` is the event that a notice is about; of an access about
 * to end, the one that began it. And an index of a person's grants by when they end.
 */
export const notices = `
CREATE TABLE local_notice (
  number INTEGER PRIMARY KEY,
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  subject_id TEXT NOT NULL,
  at TEXT NOT NULL,
  read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
  UNIQUE (person_id, kind, sequence)
) STRICT;
CREATE INDEX local_notice_by_person ON local_notice (person_id, number);
CREATE INDEX local_notice_unread ON local_notice (person_id, number) WHERE read = 0;

CREATE TABLE local_notice_cursor (
  person_id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_grant_ending_by_person ON fact_grant (person_id, expires_at, sequence) WHERE status = 'active';
`;
