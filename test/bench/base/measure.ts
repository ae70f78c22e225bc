/** How long something took over many rounds, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly worst: number;
}

/** How many rounds to run, and after which time to stop earlier. */
export interface Effort {
  readonly rounds: number;
  readonly atMostMs: number;
}

/**
 * Runs something again and again. Nothing is warmed up: the first round, which prepares its statements and reads cold
 * pages, counts like every other.
 */
export function measure(run: () => unknown, { rounds, atMostMs }: Effort): Timing {
  const times: number[] = [];
  const end = performance.now() + atMostMs;
  while (times.length < rounds && (times.length === 0 || performance.now() < end)) {
    const started = performance.now();
    run();
    times.push(performance.now() - started);
  }
  return timingOf(times);
}

/** Statistics of measured times, in milliseconds. */
export function timingOf(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? 0, worst: sorted.at(-1) ?? 0 };
}
