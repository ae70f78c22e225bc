/** How many requests share a row, when this step was made. */
const BLOCK = 4000;

/** Columns of a block, as four bytes a key, the lowest first. */
const KEYS = ['requester', 'policy', 'resource', 'account', 'filer'];

/**
 * What lists filter requests by goes into memory, and these tables are what it is loaded from (docs/decisions/0030). `fact_request_block` has
 * the keys of 4,000 requests, column by column, and is written once, when the last of them is filed: requester, policy, resource,
 * account, filer (0 for none). `fact_request_status` has a byte a request: 0 while it is open, then 2 approved, 3 rejected, 4 cancelled,
 * 5 expired. Open requests are loaded from the index of what is due, and their approvals from `fact_approval`, which keeps no others.
 * The index of words holds tickets and justifications only, and beginnings of words from one character on: names are looked up by
 * themselves.
 */
export const requestList = `
CREATE TABLE fact_request_block (
  block INTEGER PRIMARY KEY,
  cells BLOB NOT NULL CHECK (length(cells) = ${BLOCK * KEYS.length * 4})
) STRICT;

CREATE TABLE fact_request_status (
  block INTEGER PRIMARY KEY,
  cells BLOB NOT NULL CHECK (length(cells) = ${BLOCK})
) STRICT;

CREATE TEMP TABLE cell AS
  WITH RECURSIVE place (number) AS (
    SELECT 0 WHERE EXISTS (SELECT 1 FROM fact_inbox)
    UNION ALL SELECT number + 1 FROM place WHERE number + 1 < (SELECT max(number) / ${BLOCK} + 1 FROM fact_inbox) * ${BLOCK}
  )
  SELECT place.number, place.number / ${BLOCK} AS block, ${KEYS.join(', ')},
    CASE status WHEN 'approved' THEN 2 WHEN 'rejected' THEN 3 WHEN 'cancelled' THEN 4 WHEN 'expired' THEN 5 ELSE 0 END AS status
  FROM place LEFT JOIN fact_inbox USING (number);

INSERT INTO fact_request_block
  SELECT block, unhex(${KEYS.map((name) => hex(name, [0, 8, 16, 24])).join(' || ')})
  FROM temp.cell GROUP BY block
  HAVING EXISTS (SELECT 1 FROM fact_inbox WHERE number = block * ${BLOCK} + ${BLOCK - 1});

INSERT INTO fact_request_status
  SELECT block, unhex(${hex('status', [0])}) FROM temp.cell GROUP BY block HAVING max(status) > 0;

DROP TABLE temp.cell;

DROP INDEX fact_request_due;
CREATE INDEX fact_request_due
  ON fact_request (expires_at, number, policy_version, open_position, distinct_approvers, stuck_because) WHERE status = 'open';

DROP INDEX fact_approval_by_person;
DELETE FROM fact_approval WHERE number IN (SELECT number FROM fact_request WHERE status <> 'open');

DROP TABLE fact_inbox_column;
DROP TABLE fact_inbox;
DROP TABLE fact_audience;
DROP TABLE fact_waiting;
DROP TABLE fact_count;
DROP TABLE fact_request_word;

DROP TABLE search_request;
CREATE VIRTUAL TABLE search_request
  USING fts5 (words, content = '', columnsize = 0, detail = 'none', tokenize = 'ascii', prefix = '1 2 3 4 5');
INSERT INTO search_request (rowid, words)
  SELECT number, distinct_words(concat_ws(' ', ticket, justification)) AS found FROM fact_request WHERE found <> '';
`;

function hex(column: string, shifts: readonly number[]): string {
  const bytes = shifts.map((shift) => `coalesce(${column}, 0) >> ${shift} & 255`).join(', ');
  return `group_concat(printf('${'%02X'.repeat(shifts.length)}', ${bytes}), '' ORDER BY number)`;
}
