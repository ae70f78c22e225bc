/**
 * What an edit is based on: versions of people, groups and views, and a number for the settings of this workstation. A person or a group starts
 * at 1 and goes up with each `person.updated` or `group.updated`. And whose name somebody else has too, compared folded, so that words can
 * show the username beside it; the function `folded` is that of engine/text/fold.ts (see migrate.ts).
 */
export const versions = `
ALTER TABLE fact_person ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE fact_person ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE fact_person ADD COLUMN name_shared INTEGER NOT NULL DEFAULT 0 CHECK (name_shared IN (0, 1));
ALTER TABLE fact_group ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE local_view ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

UPDATE fact_person SET
  name_folded = folded(name),
  version = 1 + (
    SELECT count(*) FROM fact_event_subject JOIN fact_event USING (sequence)
    WHERE subject_id = fact_person.id AND type = 'person.updated'
  );
UPDATE fact_group SET version = 1 + (
  SELECT count(*) FROM fact_event_subject JOIN fact_event USING (sequence)
  WHERE subject_id = fact_group.id AND type = 'group.updated'
);

CREATE INDEX fact_person_by_name ON fact_person (name_folded, name_shared);
UPDATE fact_person SET name_shared = 1
  WHERE name_folded IN (SELECT name_folded FROM fact_person GROUP BY name_folded HAVING count(*) > 1);
`;
