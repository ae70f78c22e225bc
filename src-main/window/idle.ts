import { app, powerMonitor } from 'electron';

/** How often it is looked whether the desk has been left alone for long enough, in milliseconds. */
const LOOK_MS = 1_000;

/**
 * Locks the desk when nobody has touched any of its windows for so many minutes (asked anew each time; null: there is nothing to lock), when
 * the machine goes to sleep, and when its screen is locked, on systems that tell.
 */
export function lockWhenLeft(afterMinutes: () => number | null, lock: () => void): void {
  let touched = Date.now();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('input-event', () => {
      touched = Date.now();
    });
  });
  const timer = setInterval(() => {
    const minutes = afterMinutes();
    // While nobody is signed in, time does not count; who signs in has touched the desk.
    if (minutes === null) touched = Date.now();
    else if (Date.now() - touched >= minutes * 60_000) lock();
  }, LOOK_MS);
  timer.unref();
  powerMonitor.on('suspend', lock);
  powerMonitor.on('lock-screen', lock);
}
