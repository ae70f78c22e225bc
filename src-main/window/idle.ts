import { app, powerMonitor } from 'electron';

/** How often to check for idle windows, in milliseconds. */
const LOOK_MS = 1_000;

/**
 * Locks the desk when none of its windows had input for some minutes (read again at each check; null: there is nothing
 * to lock), when the machine goes to sleep, and when the screen is locked, on systems that report it.
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
    // Idle time does not count while nobody is signed in. Signing in counts as input.
    if (minutes === null) touched = Date.now();
    else if (Date.now() - touched >= minutes * 60_000) lock();
  }, LOOK_MS);
  timer.unref();
  powerMonitor.on('suspend', lock);
  powerMonitor.on('lock-screen', lock);
}
