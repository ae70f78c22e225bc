/** The number of the rules by which the desk decides. No ledger recorded one before this step. */
export const rules = `
ALTER TABLE fact_desk ADD COLUMN rules INTEGER NOT NULL DEFAULT 1 CHECK (rules >= 1);
`;
