import { topics } from '#contract/names.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { nextDue } from '../../store/queries/due.ts';
import { saveVouchedTime } from '../../store/queries/workstation.ts';
import { clockState } from './clock.ts';
import type { Core } from './core.ts';
import { exclusively, transact } from './transact.ts';

/** How often another process's changes are looked for, in milliseconds (docs/rules.md#changes-announce-themselves). */
const POLL_MS = 250;
/** How long to wait, in milliseconds, after what is due could not be recorded. */
const RETRY_MS = 1_000;
/** Longest delay that a timer takes, in milliseconds; a longer wait is begun anew when it is over. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Wakes at the next moment at which something is due and records it, so that a window shows it without being asked. Set anew after every
 * change. A clock that stands still wakes nobody; whoever moves it records what is due. Answers a function that stops it.
 */
export function watchDue(core: Core): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const set = () => {
    clearTimeout(timer);
    if (stopped) return;
    const { reader } = core.store;
    const desk = loadDesk(reader);
    const due = nextDue(reader);
    if (!desk || due === null || (desk.kind === 'training' && !core.clock.running)) return;
    const now = core.clock.now(clockState(reader));
    const delay = Math.max(Date.parse(due) - Date.parse(now.at), 0);
    timer = setTimeout(wake, Math.min(delay, MAX_DELAY_MS));
    timer.unref();
  };
  // A failure here is met again, and answered, by the next call that somebody makes. What is due stays due, so without a pause this would
  // try again at once, and again.
  const wake = () => {
    transact(core, (transaction) => transaction.recordExpiries()).then(set, retry);
  };
  const retry = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(wake, RETRY_MS).unref();
  };
  set();
  const stop = core.changes.listen(set);
  return () => {
    stopped = true;
    clearTimeout(timer);
    stop();
  };
}

/** How often a running desk notes the time for which it vouches, in milliseconds; other processes rely on it for twice as long. */
const VOUCH_MS = 60_000;

/**
 * Notes the time of the wall clock while this process can tell that it is right, so that a process that has just begun need not ask
 * (docs/decisions/0020). Answers a function that stops it.
 */
export function watchWallClock(core: Core): () => void {
  if (loadDesk(core.store.reader)?.kind !== 'real') return () => undefined;
  const vouch = () => {
    if (core.clock.problem(clockState(core.store.reader)) !== null) return;
    // Where it cannot be written, the others ask.
    exclusively(core.store.writer, (tx) => saveVouchedTime(tx, core.clock.wall())).catch(() => undefined);
  };
  const timer = setInterval(vouch, VOUCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** How often it is looked whether a key has been open for long enough, in milliseconds. */
const KEYS_MS = 1_000;

/** Drops keys when their time is over, not only when somebody asks for them, and places that nobody sits at. Answers a function that stops it. */
export function watchKeys(core: Core): () => void {
  const timer = setInterval(() => {
    for (const session of core.sessions) {
      session.signer(core.clock.wallMs());
      if (session.person === null) core.sessions.delete(session);
    }
  }, KEYS_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Tells the listeners when another process has written to the workspace, and looks whether its files are still those that were opened. Answers a function that stops it.
 */
export function watchOthers(core: Core): () => void {
  const { database } = core.store.writer;
  // On the connection that writes, this number changes with the commits of others only.
  const version = () => database.pragma('data_version', { simple: true });
  let seen = version();
  const timer = setInterval(() => {
    core.store.guard.watch();
    const now = version();
    if (now === seen) return;
    seen = now;
    core.changes.announce(topics);
  }, POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
