import type { Condition } from '#contract/policies.ts';

/**
 * Most characters that the patterns of one policy have in all, and those of all active policies of a desk together: following a pattern
 * takes as long as it has characters (docs/decisions/0022).
 */
export const MAX_POLICY_PATTERN_CHARACTERS = 1_000;
export const MAX_DESK_PATTERN_CHARACTERS = 1_000_000;

/** How many characters of patterns there are before a policy is changed. */
export interface PatternLoad {
  /** Of the policy: 0 for a new one. */
  readonly own: number;
  /** Whether the policy is active, or will be as soon as it is there. */
  readonly active: boolean;
  /** Of all active policies together. */
  readonly desk: number;
}

/** What a policy costs whenever somebody asks for access, at worst: following a pattern takes as long as it has characters. */
export function patternCharacters(conditions: readonly Condition[]): number {
  return conditions.reduce(
    (sum, { resource = '', account = '' }) => sum + [...resource].length + [...account].length,
    0,
  );
}

/**
 * Why a policy, or the desk with it, would cost too much, as a sentence; null when it would not. What is there already and does not get
 * more is not refused. `load` is null under rules of before there was such a limit.
 */
export function whyTooCostly(conditions: readonly Condition[], load: PatternLoad | null): string | null {
  const characters = patternCharacters(conditions);
  if (load === null || characters <= load.own) return null;
  if (characters > MAX_POLICY_PATTERN_CHARACTERS)
    return `The patterns of this policy have ${count(characters)} characters in all, and at most ${count(MAX_POLICY_PATTERN_CHARACTERS)} are allowed. Write shorter patterns, or several policies.`;
  const all = load.desk - load.own + characters;
  if (load.active && all > MAX_DESK_PATTERN_CHARACTERS)
    return `The patterns of all active policies would have ${count(all)} characters, and at most ${count(MAX_DESK_PATTERN_CHARACTERS)} are allowed. Archive policies that are not needed, or write shorter patterns.`;
  return null;
}

/** Says of a policy from before there was a limit that it has more than it could be saved with today; null when it has not. */
export function tooLongSaved(conditions: readonly Condition[]): string | null {
  const characters = patternCharacters(conditions);
  if (characters <= MAX_POLICY_PATTERN_CHARACTERS) return null;
  return `The patterns of this policy have ${count(characters)} characters in all, and at most ${count(MAX_POLICY_PATTERN_CHARACTERS)} are allowed since it was saved. It goes on gating as it is, and every request takes longer for it; write shorter patterns, or several policies.`;
}

const count = (characters: number): string => characters.toLocaleString('en');
