import type { Condition } from '#contract/policies.ts';
import { t } from '#texts/texts.ts';

/**
 * Most characters in the patterns of one policy, and in those of all active policies of a desk. Matching time grows with the length
 * of the patterns (docs/decisions/0022).
 */
export const MAX_POLICY_PATTERN_CHARACTERS = 1_000;
export const MAX_DESK_PATTERN_CHARACTERS = 1_000_000;

/** How many characters the patterns have before a policy is changed. */
export interface PatternLoad {
  /** Of the policy: 0 for a new one. */
  readonly own: number;
  /** Whether the policy is active, or will be once it is created. */
  readonly active: boolean;
  /** Of all active policies together. */
  readonly desk: number;
}

/** The worst-case cost of a policy for each request: the characters of its patterns. */
export function patternCharacters(conditions: readonly Condition[]): number {
  return conditions.reduce(
    (sum, { resource = '', account = '' }) => sum + [...resource].length + [...account].length,
    0,
  );
}

/**
 * Why the patterns of a policy, or of the desk with it, are too long, as a sentence; null when they are not. A policy over the limit
 * may stay as long or get shorter. `load` is null under rules without a limit.
 */
export function whyTooCostly(conditions: readonly Condition[], load: PatternLoad | null): string | null {
  const characters = patternCharacters(conditions);
  if (load === null || characters <= load.own) return null;
  if (characters > MAX_POLICY_PATTERN_CHARACTERS)
    return t('refusals.policy.patternsTooLong', { length: characters, max: MAX_POLICY_PATTERN_CHARACTERS });
  const all = load.desk - load.own + characters;
  if (load.active && all > MAX_DESK_PATTERN_CHARACTERS)
    return t('refusals.policy.deskPatternsTooLong', { length: all, max: MAX_DESK_PATTERN_CHARACTERS });
  return null;
}

/** Warns that a policy saved before the limit could not be saved today; null when it could. */
export function tooLongSaved(conditions: readonly Condition[]): string | null {
  const characters = patternCharacters(conditions);
  if (characters <= MAX_POLICY_PATTERN_CHARACTERS) return null;
  return t('refusals.policy.savedPatternsTooLong', { length: characters, max: MAX_POLICY_PATTERN_CHARACTERS });
}
