import type { Answer } from '#contract/refusal.ts';

/** A call of the contract: by the person with a username, with ids in its input. */
export interface Call {
  readonly as: string;
  readonly area: string;
  readonly verb: string;
  readonly input: unknown;
}

/**
 * Answers the contract: the pure engine in memory, or a desk on SQLite. It begins with one enabled admin, whose
 * username is `admin`, and its clock stands still except for `advance`.
 */
export interface World {
  /** A username without an enabled person is answered with NOT_SIGNED_IN. */
  execute(call: Call): Promise<Answer<unknown>>;
  advance(seconds: number): Promise<void>;
}
