/**
 * The newest rules that this build knows, and by which it decides. The ledger records the number of the rules in force, and it only goes
 * up (docs/decisions/0018).
 */
export const NEWEST_RULES = 2;
