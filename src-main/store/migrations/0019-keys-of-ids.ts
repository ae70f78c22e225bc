/** How many requests share a row of keys, when this step was made. */
const BLOCK = 4000;

/** The types of events, when this step was made. The code of a type is its place, from 1 on. */
const TYPES =
  'desk.founded rules.adopted clock.advanced clock.corrected clock.confirmed desk.updated proposal.made proposal.approved ' +
  'proposal.rejected proposal.withdrawn person.created enrolment.issued key.enrolled passphrase.changed signin.failed ' +
  'recovery.issued recovery.used deskKey.enrolled person.updated person.disabled person.enabled group.created group.updated ' +
  'group.removed accounts.imported policy.created policy.updated policy.archived policy.restored request.submitted ' +
  'request.approved request.rejected approval.withdrawn step.completed request.bypassed request.cancelled request.expired ' +
  'request.stuck request.unstuck grant.started grant.expired grant.revoked grant.released bypass.reviewed';

const code = `CASE type ${TYPES.split(' ')
  .map((type, index) => `WHEN '${type}' THEN ${index + 1}`)
  .join(' ')} ELSE 0 END`;

/**
 * A small whole number, the key, stands for an id wherever a table grows with requests and events, and another for a type of event
 * (docs/decisions/0032): ids were 36 characters, some 16 times a request. `fact_id` has the key of every id that an event is about or
 * was caused by, numbered from 1 on in the order of the ledger; of an event's ids the subjects come first, in their own order, and
 * then the actor. Tables that stay small keep ids: people, groups, memberships, policies, signing keys, proposals.
 * Names of resources and accounts are numbered in the same way, from 1 on. An index ends in the rowid by itself, so those that end in `sequence` do not name it again.
 */
export const keysOfIds = `
CREATE TABLE fact_id (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO fact_id
  SELECT row_number() OVER (ORDER BY min(sequence), subject_id), subject_id FROM fact_event_subject GROUP BY subject_id;

-- Only for tables that do not agree with their ledger: verification then tells what is wrong, and this step does not fail.
INSERT OR IGNORE INTO fact_id (id)
  SELECT id FROM fact_person UNION ALL SELECT id FROM fact_policy UNION ALL SELECT id FROM fact_request
  UNION ALL SELECT id FROM fact_grant UNION ALL SELECT DISTINCT actor_id FROM fact_event WHERE actor_id IS NOT NULL;

ALTER TABLE fact_person ADD COLUMN id_key INTEGER REFERENCES fact_id (key);
UPDATE fact_person SET id_key = (SELECT key FROM fact_id WHERE fact_id.id = fact_person.id);
CREATE UNIQUE INDEX fact_person_by_key ON fact_person (id_key);
ALTER TABLE fact_policy ADD COLUMN id_key INTEGER REFERENCES fact_id (key);
UPDATE fact_policy SET id_key = (SELECT key FROM fact_id WHERE fact_id.id = fact_policy.id);
CREATE UNIQUE INDEX fact_policy_by_key ON fact_policy (id_key);

ALTER TABLE fact_event_subject RENAME TO older_event_subject;
ALTER TABLE fact_event RENAME TO older_event;
CREATE TABLE fact_event (
  sequence INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor_key INTEGER
) STRICT;
CREATE TABLE fact_event_subject (
  subject_key INTEGER NOT NULL,
  sequence INTEGER NOT NULL REFERENCES fact_event (sequence),
  PRIMARY KEY (subject_key, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO fact_event
  SELECT sequence, ${code}, at, (SELECT key FROM fact_id WHERE id = actor_id) FROM older_event ORDER BY sequence;
INSERT INTO fact_event_subject
  SELECT key, sequence FROM older_event_subject JOIN fact_id ON id = subject_id ORDER BY key, sequence;
DROP TABLE older_event_subject;
DROP TABLE older_event;
CREATE INDEX fact_event_by_type ON fact_event (type);
CREATE INDEX fact_event_by_actor ON fact_event (actor_key) WHERE actor_key IS NOT NULL;

ALTER TABLE fact_person_word RENAME TO older_person_word;
CREATE TABLE fact_person_word (
  word TEXT NOT NULL,
  person_key INTEGER NOT NULL REFERENCES fact_person (id_key),
  PRIMARY KEY (word, person_key)
) STRICT, WITHOUT ROWID;
INSERT INTO fact_person_word
  SELECT word, id_key FROM older_person_word JOIN fact_person ON created_sequence = person_sequence;
DROP TABLE older_person_word;
CREATE INDEX fact_person_word_by_person ON fact_person_word (person_key);

ALTER TABLE fact_name RENAME TO older_name;
CREATE TABLE fact_name (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('resource', 'account')),
  folded TEXT NOT NULL,
  UNIQUE (kind, folded)
) STRICT;
INSERT INTO fact_name SELECT row_number() OVER (ORDER BY id), kind, folded FROM older_name;
CREATE TEMP TABLE renumbered (older INTEGER PRIMARY KEY, newer INTEGER);
INSERT INTO temp.renumbered SELECT id, row_number() OVER (ORDER BY id) FROM older_name;

ALTER TABLE fact_decision RENAME TO older_decision;
ALTER TABLE fact_approval RENAME TO older_approval;
ALTER TABLE fact_grant RENAME TO older_grant;
ALTER TABLE fact_request RENAME TO older_request;
CREATE TABLE fact_request (
  number INTEGER PRIMARY KEY,
  id_key INTEGER NOT NULL UNIQUE REFERENCES fact_id (key),
  status TEXT NOT NULL CHECK (status IN ('open', 'approved', 'rejected', 'cancelled', 'expired')),
  requester_key INTEGER NOT NULL REFERENCES fact_person (id_key),
  filed_by_key INTEGER REFERENCES fact_person (id_key),
  resource_id INTEGER NOT NULL REFERENCES fact_name (id),
  account_id INTEGER NOT NULL REFERENCES fact_name (id),
  resource TEXT NOT NULL,
  account TEXT NOT NULL,
  duration_seconds INTEGER NOT NULL,
  justification TEXT,
  ticket TEXT,
  policy_key INTEGER NOT NULL REFERENCES fact_policy (id_key),
  policy_version INTEGER NOT NULL,
  because TEXT NOT NULL,
  submitted_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  closed_at TEXT,
  submitted_sequence INTEGER NOT NULL,
  closed_sequence INTEGER,
  open_position INTEGER NOT NULL,
  distinct_approvers INTEGER NOT NULL CHECK (distinct_approvers IN (0, 1)),
  stuck_because TEXT,
  cancelled_by_key INTEGER REFERENCES fact_person (id_key),
  cancel_comment TEXT
) STRICT;
INSERT INTO fact_request
  SELECT r.number, own.key, r.status, requester.key, filer.key, resource.newer, account.newer, r.resource, r.account,
    r.duration_seconds, r.justification, r.ticket, policy.key, r.policy_version, r.because, r.submitted_at, r.expires_at,
    r.closed_at, r.submitted_sequence, r.closed_sequence, r.open_position, r.distinct_approvers, r.stuck_because,
    canceller.key, r.cancel_comment
  FROM older_request AS r CROSS JOIN fact_id AS own ON own.id = r.id
  CROSS JOIN fact_id AS requester ON requester.id = r.requester_id CROSS JOIN fact_id AS policy ON policy.id = r.policy_id
  CROSS JOIN temp.renumbered AS resource ON resource.older = r.resource_id
  CROSS JOIN temp.renumbered AS account ON account.older = r.account_id
  LEFT JOIN fact_id AS filer ON filer.id = r.filed_by_id LEFT JOIN fact_id AS canceller ON canceller.id = r.cancelled_by_id
  ORDER BY r.number;
CREATE TABLE fact_decision (
  number INTEGER NOT NULL REFERENCES fact_request (number),
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,
  person_key INTEGER NOT NULL REFERENCES fact_person (id_key),
  decision TEXT NOT NULL CHECK (decision IN ('approved', 'rejected', 'withdrawn', 'bypassed')),
  comment TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (number, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO fact_decision
  SELECT number, sequence, position, key, decision, comment, at FROM older_decision JOIN fact_id ON id = person_id
  ORDER BY number, sequence;
CREATE TABLE fact_approval (
  number INTEGER NOT NULL REFERENCES fact_request (number),
  person_key INTEGER NOT NULL REFERENCES fact_person (id_key),
  position INTEGER NOT NULL,
  PRIMARY KEY (number, person_key, position)
) STRICT, WITHOUT ROWID;
INSERT INTO fact_approval SELECT number, key, position FROM older_approval JOIN fact_id ON id = person_id;
CREATE TABLE fact_grant (
  sequence INTEGER PRIMARY KEY,
  id_key INTEGER NOT NULL UNIQUE REFERENCES fact_id (key),
  request_number INTEGER NOT NULL UNIQUE REFERENCES fact_request (number),
  person_key INTEGER NOT NULL REFERENCES fact_person (id_key),
  resource_id INTEGER NOT NULL REFERENCES fact_name (id),
  account_id INTEGER NOT NULL REFERENCES fact_name (id),
  status TEXT NOT NULL CHECK (status IN ('active', 'expired', 'revoked', 'released')),
  starts_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_at TEXT,
  ended_by_key INTEGER REFERENCES fact_person (id_key),
  reason TEXT,
  bypass_reason TEXT,
  reviewed_by_key INTEGER REFERENCES fact_person (id_key),
  reviewed_at TEXT,
  review_comment TEXT
) STRICT;
INSERT INTO fact_grant
  SELECT g.sequence, own.key, g.request_number, holder.key, resource.newer, account.newer, g.status, g.starts_at, g.expires_at,
    g.ended_at, ender.key, g.reason, g.bypass_reason, reviewer.key, g.reviewed_at, g.review_comment
  FROM older_grant AS g CROSS JOIN fact_id AS own ON own.id = g.id CROSS JOIN fact_id AS holder ON holder.id = g.person_id
  CROSS JOIN temp.renumbered AS resource ON resource.older = g.resource_id
  CROSS JOIN temp.renumbered AS account ON account.older = g.account_id
  LEFT JOIN fact_id AS ender ON ender.id = g.ended_by_id LEFT JOIN fact_id AS reviewer ON reviewer.id = g.reviewed_by_id
  ORDER BY g.sequence;
DROP TABLE older_decision;
DROP TABLE older_approval;
DROP TABLE older_grant;
DROP TABLE older_request;
DROP TABLE older_name;
DROP TABLE temp.renumbered;
CREATE INDEX fact_request_due
  ON fact_request (expires_at, number, policy_version, open_position, distinct_approvers, stuck_because) WHERE status = 'open';
CREATE INDEX fact_request_open_by_policy ON fact_request (policy_key, policy_version) WHERE status = 'open';
CREATE UNIQUE INDEX fact_request_open_once ON fact_request (requester_key, resource_id, account_id) WHERE status = 'open';
CREATE INDEX fact_grant_by_status ON fact_grant (status);
CREATE INDEX fact_grant_by_person ON fact_grant (person_key, status);
CREATE INDEX fact_grant_due ON fact_grant (expires_at) WHERE status = 'active';
CREATE INDEX fact_grant_ending_by_person ON fact_grant (person_key, expires_at) WHERE status = 'active';
CREATE INDEX fact_grant_active ON fact_grant (person_key, resource_id, account_id, expires_at) WHERE status = 'active';
CREATE INDEX fact_grant_unreviewed ON fact_grant (sequence) WHERE bypass_reason IS NOT NULL AND reviewed_at IS NULL;
CREATE INDEX fact_grant_reviewed ON fact_grant (sequence) WHERE bypass_reason IS NOT NULL AND reviewed_at IS NOT NULL;
CREATE INDEX fact_grant_bypass_by_person ON fact_grant (person_key) WHERE bypass_reason IS NOT NULL;

UPDATE fact_request_block SET cells = (
  SELECT unhex(${[
    cells('requester_key'),
    cells('policy_key'),
    cells('resource_id'),
    cells('account_id'),
    cells('filed_by_key'),
  ].join(' || ')})
  FROM (
    WITH RECURSIVE place (number) AS (
      SELECT block * ${BLOCK} UNION ALL SELECT number + 1 FROM place WHERE number % ${BLOCK} < ${BLOCK - 1}
    )
    SELECT * FROM place LEFT JOIN fact_request USING (number)
  )
);

DROP TABLE search_grant;
CREATE VIRTUAL TABLE search_grant
  USING fts5 (words, content = '', columnsize = 0, detail = 'none', tokenize = 'ascii', prefix = '3 4 5');
INSERT INTO search_grant (rowid, words)
  SELECT g.sequence, concat_ws(' ', distinct_words(r.resource || ' ' || r.account), char(0xE000) || 'q' || g.person_key)
  FROM fact_grant AS g JOIN fact_request AS r ON r.number = g.request_number;
`;

// The keys of a column as four bytes each, the lowest first; 0 for none.
function cells(column: string): string {
  const bytes = [0, 8, 16, 24].map((shift) => `coalesce(${column}, 0) >> ${shift} & 255`).join(', ');
  return `group_concat(printf('%02X%02X%02X%02X', ${bytes}), '' ORDER BY number)`;
}
