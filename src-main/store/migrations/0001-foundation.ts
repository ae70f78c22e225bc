/**
 * The ledger, the tables projected from it (`fact_*`), and what belongs to this workstation alone (`local_*`).
 *
 * The shapes that the inbox needs at a million requests (docs/rules.md#budgets):
 * memberships are intervals, never copies per person; `fact_audience` has a row for the requester, the filer and each
 * approver reference; `fact_waiting` has the references of open steps only; `fact_inbox` repeats of each request what
 * lists filter by, as small integers, with an index for each filter and each pair of them; names of resources and
 * accounts resolve in `fact_name` first; whole-desk and per-requester counts are kept in `fact_count`; words are in
 * FTS5 indexes whose rowid is the number of the request or the sequence of the grant. What happened when needs no
 * index: times grow with sequences and with numbers, so a moment is found by halving.
 */
export const foundation = `
CREATE TABLE ledger (
  sequence INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL,
  hash BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;

CREATE TABLE fact_event (
  sequence INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  at TEXT NOT NULL,
  actor_id TEXT
) STRICT;
CREATE INDEX fact_event_by_type ON fact_event (type, sequence);
CREATE INDEX fact_event_by_actor ON fact_event (actor_id, sequence);

CREATE TABLE fact_event_subject (
  subject_id TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES fact_event (sequence),
  PRIMARY KEY (subject_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_desk (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  kind TEXT NOT NULL CHECK (kind IN ('real', 'training')),
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  founded_at TEXT NOT NULL
) STRICT;

CREATE TABLE fact_person (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL,
  username_folded TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('admin', 'member', 'auditor')),
  status TEXT NOT NULL CHECK (status IN ('enabled', 'disabled')),
  created_sequence INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX fact_person_by_role ON fact_person (role, status);

-- The words of usernames and names: whom a word in a search can mean. A person is named by created_sequence.
CREATE TABLE fact_person_word (
  word TEXT NOT NULL,
  person_sequence INTEGER NOT NULL REFERENCES fact_person (created_sequence),
  PRIMARY KEY (word, person_sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_person_word_by_person ON fact_person_word (person_sequence);

CREATE TABLE fact_key (
  id TEXT PRIMARY KEY,
  person_id TEXT REFERENCES fact_person (id),
  public_key TEXT NOT NULL,
  from_sequence INTEGER NOT NULL,
  to_sequence INTEGER
) STRICT;
CREATE INDEX fact_key_by_person ON fact_key (person_id, from_sequence);

-- When a person was enabled and no auditor.
CREATE TABLE fact_standing (
  person_id TEXT NOT NULL REFERENCES fact_person (id),
  from_sequence INTEGER NOT NULL,
  to_sequence INTEGER,
  PRIMARY KEY (person_id, from_sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_group (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  created_sequence INTEGER NOT NULL UNIQUE,
  removed_sequence INTEGER
) STRICT;
CREATE UNIQUE INDEX fact_group_by_name ON fact_group (name_folded) WHERE removed_sequence IS NULL;

-- from_number and to_number are the numbers of the next request when the membership began and ended: the same
-- interval in terms of requests.
CREATE TABLE fact_membership (
  person_id TEXT NOT NULL REFERENCES fact_person (id),
  group_id TEXT NOT NULL REFERENCES fact_group (id),
  from_sequence INTEGER NOT NULL,
  to_sequence INTEGER,
  from_number INTEGER NOT NULL,
  to_number INTEGER,
  PRIMARY KEY (person_id, group_id, from_sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_membership_by_group ON fact_membership (group_id, person_id, from_sequence);
CREATE UNIQUE INDEX fact_membership_current ON fact_membership (group_id, person_id) WHERE to_sequence IS NULL;

CREATE TABLE fact_policy (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived')),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  created_sequence INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX fact_policy_by_status ON fact_policy (status, name_folded);

-- from_number is the number of the next request when the version began: every request of the policy from there on, up
-- to the next version's, was filed under this one.
CREATE TABLE fact_policy_version (
  policy_id TEXT NOT NULL REFERENCES fact_policy (id),
  version INTEGER NOT NULL,
  rules TEXT NOT NULL,
  sequence INTEGER NOT NULL UNIQUE,
  from_number INTEGER NOT NULL,
  PRIMARY KEY (policy_id, version)
) STRICT, WITHOUT ROWID;

-- Whom a version names: people and groups by id; position 0 for bypassers.
CREATE TABLE fact_policy_ref (
  policy_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  principal TEXT NOT NULL,
  PRIMARY KEY (policy_id, version, position, principal),
  FOREIGN KEY (policy_id, version) REFERENCES fact_policy_version (policy_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_policy_ref_by_principal ON fact_policy_ref (principal, policy_id, version);

CREATE TABLE fact_name (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('resource', 'account')),
  folded TEXT NOT NULL,
  UNIQUE (kind, folded)
) STRICT;

CREATE TABLE fact_request (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('open', 'approved', 'rejected', 'cancelled', 'expired')),
  requester_id TEXT NOT NULL REFERENCES fact_person (id),
  filed_by_id TEXT REFERENCES fact_person (id),
  resource_id INTEGER NOT NULL REFERENCES fact_name (id),
  account_id INTEGER NOT NULL REFERENCES fact_name (id),
  resource TEXT NOT NULL,
  account TEXT NOT NULL,
  duration_seconds INTEGER NOT NULL,
  justification TEXT,
  ticket TEXT,
  policy_id TEXT NOT NULL,
  policy_version INTEGER NOT NULL,
  because TEXT NOT NULL,
  submitted_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  closed_at TEXT,
  submitted_sequence INTEGER NOT NULL UNIQUE,
  closed_sequence INTEGER,
  open_position INTEGER NOT NULL,
  distinct_approvers INTEGER NOT NULL CHECK (distinct_approvers IN (0, 1)),
  stuck_because TEXT,
  cancelled_by_id TEXT REFERENCES fact_person (id),
  cancel_comment TEXT,
  FOREIGN KEY (policy_id, policy_version) REFERENCES fact_policy_version (policy_id, version)
) STRICT;
CREATE INDEX fact_request_due ON fact_request (expires_at, number) WHERE status = 'open';
CREATE INDEX fact_request_open_by_policy ON fact_request (policy_id, policy_version, number) WHERE status = 'open';
CREATE UNIQUE INDEX fact_request_open_once ON fact_request (requester_id, resource_id, account_id) WHERE status = 'open';

-- What lists of requests filter by, in narrow rows: a person or policy is named by the created_sequence it has in its
-- own table. Every index is in the order of status and number, so a page of any filter or pair of filters is a few short
-- ranges, however far down it lies. Those without the policy carry it, with whatever else decides who sees a request.
CREATE TABLE fact_inbox (
  number INTEGER PRIMARY KEY REFERENCES fact_request (number),
  status TEXT NOT NULL CHECK (status IN ('open', 'approved', 'rejected', 'cancelled', 'expired')),
  requester INTEGER NOT NULL REFERENCES fact_person (created_sequence),
  filer INTEGER REFERENCES fact_person (created_sequence),
  policy INTEGER NOT NULL REFERENCES fact_policy (created_sequence),
  resource INTEGER NOT NULL REFERENCES fact_name (id),
  account INTEGER NOT NULL REFERENCES fact_name (id),
  stuck INTEGER NOT NULL CHECK (stuck IN (0, 1))
) STRICT;
CREATE INDEX fact_inbox_by_status ON fact_inbox (status, number);
CREATE INDEX fact_inbox_by_requester ON fact_inbox (requester, status, number);
CREATE INDEX fact_inbox_by_policy ON fact_inbox (policy, status, number);
CREATE INDEX fact_inbox_by_resource ON fact_inbox (resource, status, number);
CREATE INDEX fact_inbox_by_account ON fact_inbox (account, status, number);
CREATE INDEX fact_inbox_by_requester_policy ON fact_inbox (requester, policy, status, number);
CREATE INDEX fact_inbox_by_requester_resource ON fact_inbox (requester, resource, status, number, policy, filer);
CREATE INDEX fact_inbox_by_requester_account ON fact_inbox (requester, account, status, number, policy, filer);
CREATE INDEX fact_inbox_by_policy_resource ON fact_inbox (policy, resource, status, number);
CREATE INDEX fact_inbox_by_policy_account ON fact_inbox (policy, account, status, number);
CREATE INDEX fact_inbox_by_resource_account ON fact_inbox (resource, account, status, number, policy, requester, filer);
CREATE INDEX fact_inbox_by_filer ON fact_inbox (filer, status, number) WHERE filer IS NOT NULL;
CREATE INDEX fact_inbox_stuck ON fact_inbox (number) WHERE stuck = 1;

CREATE TABLE fact_decision (
  number INTEGER NOT NULL REFERENCES fact_request (number),
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,
  person_id TEXT NOT NULL REFERENCES fact_person (id),
  decision TEXT NOT NULL CHECK (decision IN ('approved', 'rejected', 'withdrawn', 'bypassed')),
  comment TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (number, sequence)
) STRICT, WITHOUT ROWID;

-- Approvals that count now: one person once in a step.
CREATE TABLE fact_approval (
  number INTEGER NOT NULL REFERENCES fact_request (number),
  person_id TEXT NOT NULL REFERENCES fact_person (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (number, person_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_audience (
  principal TEXT NOT NULL,
  status TEXT NOT NULL,
  number INTEGER NOT NULL REFERENCES fact_request (number),
  PRIMARY KEY (principal, status, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_waiting (
  principal TEXT NOT NULL,
  number INTEGER NOT NULL REFERENCES fact_request (number),
  PRIMARY KEY (principal, number)
) STRICT, WITHOUT ROWID;

-- requester_id is empty in the rows for the whole desk.
CREATE TABLE fact_count (
  requester_id TEXT NOT NULL,
  status TEXT NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (requester_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_grant (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  request_number INTEGER NOT NULL UNIQUE REFERENCES fact_request (number),
  person_id TEXT NOT NULL REFERENCES fact_person (id),
  resource_id INTEGER NOT NULL REFERENCES fact_name (id),
  account_id INTEGER NOT NULL REFERENCES fact_name (id),
  status TEXT NOT NULL CHECK (status IN ('active', 'expired', 'revoked', 'released')),
  starts_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_at TEXT,
  ended_by_id TEXT REFERENCES fact_person (id),
  reason TEXT,
  bypass_reason TEXT,
  reviewed_by_id TEXT REFERENCES fact_person (id),
  reviewed_at TEXT,
  review_comment TEXT
) STRICT;
CREATE INDEX fact_grant_by_status ON fact_grant (status, sequence);
CREATE INDEX fact_grant_by_person ON fact_grant (person_id, status, sequence);
CREATE INDEX fact_grant_due ON fact_grant (expires_at, sequence) WHERE status = 'active';
CREATE INDEX fact_grant_active ON fact_grant (person_id, resource_id, account_id, expires_at) WHERE status = 'active';
CREATE INDEX fact_grant_unreviewed ON fact_grant (sequence) WHERE bypass_reason IS NOT NULL AND reviewed_at IS NULL;
CREATE INDEX fact_grant_reviewed ON fact_grant (sequence) WHERE bypass_reason IS NOT NULL AND reviewed_at IS NOT NULL;
CREATE INDEX fact_grant_bypass_by_person ON fact_grant (person_id, sequence) WHERE bypass_reason IS NOT NULL;

-- Words of resource, account, ticket and justification, and a token each for requester, filer, policy, resource and
-- account, by number of the request.
CREATE VIRTUAL TABLE search_request USING fts5 (words, content = '', detail = 'none', tokenize = 'ascii', prefix = '3 4 5');

-- Words of resource and account, and one token for the holder, by sequence of the grant.
CREATE VIRTUAL TABLE search_grant USING fts5 (words, content = '', detail = 'none', tokenize = 'ascii', prefix = '3 4 5');

-- Private keys of a training workspace; the desk's own has no person.
CREATE TABLE local_key (
  id TEXT PRIMARY KEY,
  person_id TEXT,
  private_key BLOB NOT NULL
) STRICT;

-- Releases of SQLite that have written to this file, as in the header of the file (bytes 96 to 99).
CREATE TABLE local_writer (
  sqlite_version INTEGER PRIMARY KEY
) STRICT;

-- The schema cookie that the newest migration left in the header of the file (bytes 40 to 43).
CREATE TABLE local_schema (
  cookie INTEGER PRIMARY KEY
) STRICT;
`;
