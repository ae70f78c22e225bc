/**
 * The long words of requests, each once: what begins with the last word of a search is looked up here where the index of
 * words keeps no beginnings of that length, and would put together every list of every such word before it answers. And
 * an index of live approvals by person, from which what waits for somebody takes away what they have approved
 * (docs/decisions/0006).
 */
export const longWords = `
CREATE TABLE fact_request_word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE temp.indexed_word USING fts5vocab (main, search_request, row);
INSERT INTO fact_request_word
  SELECT term FROM temp.indexed_word WHERE length(term) > 5 AND substr(term, 1, 1) <> char(57344);
DROP TABLE temp.indexed_word;

CREATE INDEX fact_approval_by_person ON fact_approval (person_id, number, position);
`;
