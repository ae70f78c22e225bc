/**
 * How many characters the patterns of each policy have, and those of all active policies together: a desk takes only so many, because
 * each of its patterns may have to be tried whenever somebody asks for access (docs/decisions/0022).
 */
export const patterns = `
ALTER TABLE fact_policy ADD COLUMN pattern_characters INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fact_desk ADD COLUMN pattern_characters INTEGER NOT NULL DEFAULT 0;

UPDATE fact_policy SET pattern_characters = (
  SELECT sum(length(coalesce(one.value ->> 'resource', '')) + length(coalesce(one.value ->> 'account', '')))
  FROM fact_policy_version AS v, json_each(v.rules, '$.conditions') AS one
  WHERE v.policy_id = fact_policy.id AND v.version = fact_policy.version
);
UPDATE fact_desk SET pattern_characters = (
  SELECT coalesce(sum(pattern_characters), 0) FROM fact_policy WHERE status = 'active'
);
`;
