/** Estimates from the speed of the last seconds how long a check still takes. */
export interface TimeLeft {
  /** The seconds left when `checked` of `events` were checked at `atMs`, a time of any clock in milliseconds; null until that can be told. */
  at(checked: number, events: number, atMs: number): number | null;
}

/** The part of the past that counts, in milliseconds. */
const RECENT_MS = 10_000;
/** How much of it there must be, in milliseconds. */
const ENOUGH_MS = 1_500;

export function timeLeft(): TimeLeft {
  const recent: { readonly checked: number; readonly atMs: number }[] = [];
  return {
    at(checked, events, atMs) {
      recent.push({ checked, atMs });
      while (recent.length > 2 && atMs - (recent[1]?.atMs ?? atMs) >= RECENT_MS) recent.shift();
      const [first] = recent;
      const spentMs = first ? atMs - first.atMs : 0;
      const done = first ? checked - first.checked : 0;
      if (checked >= events || spentMs < ENOUGH_MS || done <= 0) return null;
      return ((events - checked) * spentMs) / done / 1_000;
    },
  };
}
