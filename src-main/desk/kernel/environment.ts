import { createHmac, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { RandomBytes } from '../../identity/keypair.ts';

/** The source of ids, keys and wall-clock time, which tests and repeatable scenarios replace. */
export interface Environment {
  readonly random: RandomBytes;
  /** A new UUIDv7 (RFC 9562) for a time, in lower case. */
  id(at: string): string;
  /** The time of the wall clock, ISO 8601 UTC with milliseconds. */
  wallClock(): string;
  /** Milliseconds of a monotonic clock with an arbitrary start; it stands still while the machine sleeps. */
  monotonicMs(): number;
}

/** The machine's own randomness and clock. */
export const machineEnvironment: Environment = environment(
  (count) => randomBytes(count),
  () => new Date().toISOString(),
  () => performance.now(),
);

/** The same ids and keys for the same seed; the clock stands at `startsAt`. */
export function repeatableEnvironment(seed: string, startsAt: string): Environment {
  let counter = 0;
  const random: RandomBytes = (count) => {
    const chunks: Buffer[] = [];
    for (let length = 0; length < count; length += 32) {
      chunks.push(createHmac('sha256', seed).update(`${counter}`).digest());
      counter += 1;
    }
    return Buffer.concat(chunks).subarray(0, count);
  };
  return environment(
    random,
    () => startsAt,
    () => 0,
  );
}

function environment(random: RandomBytes, wallClock: () => string, monotonicMs: () => number): Environment {
  return {
    random,
    wallClock,
    monotonicMs,
    id: (at) => v7({ msecs: Date.parse(at), random: random(16) }),
  };
}
