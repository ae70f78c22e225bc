/** What people began to write at this workstation. `policy_id` is empty for a new policy. */
export const drafts = `
CREATE TABLE local_draft (
  person_id TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  version INTEGER,
  saved_at TEXT NOT NULL,
  draft TEXT NOT NULL,
  PRIMARY KEY (person_id, policy_id)
) STRICT, WITHOUT ROWID;
`;
