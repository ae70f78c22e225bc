/**
 * What lists filter requests by, a second time: column by column, a thousand requests in each row. A status is a byte
 * (0 for no request), a key four of them, the lowest first; a row fits a page of the file. To look up what a quarter of all requests
 * have in a column is then to read it, and not to go down a tree for each of them (docs/decisions/0006).
 */
export const columns = `
CREATE TABLE fact_inbox_column (
  name TEXT NOT NULL CHECK (name IN ('status', 'requester', 'policy', 'resource', 'account')),
  block INTEGER NOT NULL,
  cells BLOB NOT NULL CHECK (length(cells) = iif(name = 'status', 1000, 4000)),
  PRIMARY KEY (name, block)
) STRICT;

CREATE TEMP TABLE cell AS
  WITH RECURSIVE place (number) AS (
    SELECT 0 WHERE EXISTS (SELECT 1 FROM fact_inbox)
    UNION ALL SELECT number + 1 FROM place WHERE number + 1 < (SELECT max(number) / 1000 + 1 FROM fact_inbox) * 1000
  )
  SELECT place.number, requester, policy, resource, account,
    CASE status WHEN 'open' THEN 1 WHEN 'approved' THEN 2 WHEN 'rejected' THEN 3 WHEN 'cancelled' THEN 4 WHEN 'expired' THEN 5 END AS status
  FROM place LEFT JOIN fact_inbox USING (number);

${fill('status', [0])}

${['requester', 'policy', 'resource', 'account'].map((name) => fill(name, [0, 8, 16, 24])).join('\n\n')}

DROP TABLE temp.cell;
`;

function fill(column: string, shifts: readonly number[]): string {
  const bytes = shifts.map((shift) => `coalesce(${column}, 0) >> ${shift} & 255`).join(', ');
  return `INSERT INTO fact_inbox_column
  SELECT '${column}', number / 1000, unhex(group_concat(printf('${'%02X'.repeat(shifts.length)}', ${bytes}), '' ORDER BY number))
  FROM temp.cell GROUP BY number / 1000;`;
}
