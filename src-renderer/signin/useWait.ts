import { useEffect, useState } from 'react';

const secondsUntil = (instant: string | undefined): number =>
  instant === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1000));

/**
 * Counts down to an instant by the clock of this machine: whole seconds, 0 once it has come and where there is none.
 */
export function useWait(until: string | undefined): number {
  const [left, setLeft] = useState(() => secondsUntil(until));
  useEffect(() => {
    setLeft(secondsUntil(until));
    if (secondsUntil(until) === 0) return;
    const timer = setInterval(() => {
      const now = secondsUntil(until);
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
