/**
 * The moment of a command or read, handed in: the engine has no clock. Times are ISO 8601 UTC with milliseconds, which
 * compare as text.
 */
export interface Now {
  readonly at: string;
  /** The moment so many seconds after this one. */
  after(seconds: number): string;
}

/** Something is over at its end, not after it (docs/rules.md#time-is-passed-in). */
export function isOver(now: Now, endsAt: string): boolean {
  return now.at >= endsAt;
}
