import { topics } from '#contract/names.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { nextDue } from '../../store/queries/due.ts';
import { saveVouchedTime } from '../../store/queries/workstation.ts';
import { clockState } from './clock.ts';
import type { Core } from './core.ts';
import { exclusively, transact } from './transact.ts';

/** How often to look for changes by other processes, in milliseconds (docs/rules.md#changes-announce-themselves). */
const POLL_MS = 250;
/** How long to wait before trying again to record expiries, in milliseconds. */
const RETRY_MS = 1_000;
/** Longest delay that a timer takes, in milliseconds; a longer wait is started again after it. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Records the next expiry when it is due, so that windows show it at once. The timer is set again after every change; a stopped clock needs
 * none, because moving it records expiries. Answers a function that stops the watch.
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
  // The next call meets a failure again, and answers it. The pause keeps this from retrying without end: what is due stays due.
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

/** How often a running desk stores the time for which it vouches, in milliseconds; others rely on it for twice as long. */
const VOUCH_MS = 60_000;

/**
 * Stores the wall clock's time while this process knows that it is right, so that a process that starts need not ask
 * (docs/decisions/0020). Answers a function that stops the watch.
 */
export function watchWallClock(core: Core): () => void {
  if (loadDesk(core.store.reader)?.kind !== 'real') return () => undefined;
  const vouch = () => {
    if (core.clock.problem(clockState(core.store.reader)) !== null) return;
    // If it cannot be stored, a process that starts asks.
    exclusively(core.store.writer, (tx) => saveVouchedTime(tx, core.clock.wall())).catch(() => undefined);
  };
  const timer = setInterval(vouch, VOUCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** How often to close keys that have been open long enough, in milliseconds. */
const KEYS_MS = 1_000;

/** Closes keys when their time is over, and removes sessions in which nobody is signed in. Answers a function that stops the watch. */
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

/** Announces what other processes write, and checks that the workspace's files are still the ones opened. Answers a function that stops it. */
export function watchOthers(core: Core): () => void {
  const { database } = core.store.writer;
  // On the writing connection, this number changes only with commits of others.
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
