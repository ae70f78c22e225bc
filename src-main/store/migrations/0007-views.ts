/** The lists of requests that people keep at this workstation, each by a name of its own. */
export const views = `
CREATE TABLE local_view (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('inbox', 'mine')),
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  filter TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  UNIQUE (person_id, name_folded)
) STRICT;
`;
