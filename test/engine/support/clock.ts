import type { Now } from '../../../src-main/engine/clock.ts';

/** The instant a number of seconds after another. */
export function secondsAfter(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1_000).toISOString();
}

export function nowAt(at: string): Now {
  return {
    at,
    after: (seconds) => secondsAfter(at, seconds),
    secondsUntil: (later) => (Date.parse(later) - Date.parse(at)) / 1000,
  };
}

export const START = '2026-01-05T09:00:00.000Z';
