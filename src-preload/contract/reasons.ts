import { z } from 'zod';
import { personId, policyId } from './scalars.ts';

/** The rules number from which on the desk records its own reasons as codes and no longer as sentences. */
export const REASONS_ARE_CODES_FROM_RULES = 2;

/** The criteria by which one policy goes before another, in the order of their comparison. */
export const matchCriteria = ['PRECEDENCE', 'EXACT_FIELDS', 'LITERALS', 'WILDCARDS', 'AGE'] as const;
export type MatchCriterion = (typeof matchCriteria)[number];

const place = z.int().min(1);
const count = z.int().min(1);

/**
 * A reason that the desk records in an event, as canonical JSON (RFC 8785) in a text field: `because` of `request.submitted`
 * and `request.stuck`; `comment` of a `request.cancelled` and `reason` of a `grant.revoked` that an earlier event caused.
 * It holds ids; the sentence is made when it is shown.
 */
export const recordedReason = z.discriminatedUnion('code', [
  /** Too few people are left: step `step` still needs `missing` approvals, and `lacking` of them cannot be found. */
  z.strictObject({ code: z.literal('QUORUM'), step: place, missing: count, lacking: count }),
  /** Condition number `condition` of the policy matches the account, and no other active policy does. */
  z.strictObject({ code: z.literal('ONLY_MATCH'), condition: place }),
  /**
   * Condition number `condition` matches, and the policy goes before `policy` in `version`, the next best. `criterion` is the first one in
   * which the two differ, `its` and `other` are the numbers compared. For `AGE` these are the events that created the policies.
   */
  z.strictObject({
    code: z.literal('BEST_MATCH'),
    condition: place,
    criterion: z.enum(matchCriteria),
    its: z.int(),
    other: z.int(),
    policy: policyId,
    version: place,
  }),
  z.strictObject({ code: z.literal('PERSON_DISABLED'), person: personId }),
  z.strictObject({ code: z.literal('PERSON_BECAME_AUDITOR'), person: personId }),
  /** The clock was corrected, and this had begun at a time that has not come yet. */
  z.strictObject({ code: z.literal('CLOCK_CORRECTED') }),
]);
export type RecordedReason = z.infer<typeof recordedReason>;
