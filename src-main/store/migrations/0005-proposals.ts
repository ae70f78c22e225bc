/** Four eyes on rules: whether it is on, and what was proposed. `changes` are as in `proposal.made`, in canonical JSON. */
export const proposals = `
ALTER TABLE fact_desk ADD COLUMN four_eyes INTEGER NOT NULL DEFAULT 0 CHECK (four_eyes IN (0, 1));

CREATE TABLE fact_proposal (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('open', 'approved', 'rejected', 'withdrawn')),
  proposer_id TEXT NOT NULL REFERENCES fact_person (id),
  sequence INTEGER NOT NULL UNIQUE,
  proposed_at TEXT NOT NULL,
  comment TEXT,
  changes TEXT NOT NULL,
  closed_by_id TEXT REFERENCES fact_person (id),
  closed_at TEXT,
  closed_comment TEXT,
  CHECK ((status = 'open') = (closed_at IS NULL)),
  CHECK ((closed_by_id IS NULL) = (closed_at IS NULL))
) STRICT;
CREATE INDEX fact_proposal_status ON fact_proposal (status, number);
`;
