import { ENDING_SOON_SECONDS } from '../../engine/notification/rules.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { nextEnding } from '../../store/queries/notices.ts';
import { clockState } from '../kernel/clock.ts';
import type { Core } from '../kernel/core.ts';

/** Longest delay that a timer takes, in milliseconds; a longer wait is started again after it. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Announces new notices when an access is about to end, because no event does. A stopped clock ends nothing, and moving it is announced by
 * itself. Answers a function that stops the watch.
 */
export function watchEnding(core: Core): () => void {
  let timer: NodeJS.Timeout | undefined;
  const set = () => {
    clearTimeout(timer);
    const { reader } = core.store;
    const desk = loadDesk(reader);
    if (!desk || (desk.kind === 'training' && !core.clock.running)) return;
    const now = core.clock.now(clockState(reader));
    const next = nextEnding(reader, now.after(ENDING_SOON_SECONDS));
    if (next === null) return;
    const delay = Date.parse(next) - Date.parse(now.at) - ENDING_SOON_SECONDS * 1_000;
    timer = setTimeout(wake, Math.min(delay, MAX_DELAY_MS)).unref();
  };
  const wake = () => {
    core.changes.announce(['notices']);
  };
  set();
  const stop = core.changes.listen(set);
  return () => {
    clearTimeout(timer);
    stop();
  };
}
