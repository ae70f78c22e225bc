/**
 * Questions and answers about requests. `fact_text` has a row for each of them and none for a request without any; kind, person and time are
 * those of its event. `fact_unanswered` has the open requests whose newest text is a question, for the lists.
 */
export const threads = `
CREATE TABLE fact_text (
  number INTEGER NOT NULL REFERENCES fact_request (number),
  sequence INTEGER NOT NULL REFERENCES fact_event (sequence),
  text TEXT NOT NULL,
  PRIMARY KEY (number, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_unanswered (
  number INTEGER PRIMARY KEY REFERENCES fact_request (number)
) STRICT;
`;
