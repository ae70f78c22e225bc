import { createNanoEvents } from 'nanoevents';
import type { Topic } from '#contract/names.ts';

/** Tells listeners which topics may have changed, so that windows read them again. */
export interface Changes {
  announce(topics: Iterable<Topic>): void;
  /** Answers a function that removes the listener. */
  listen(listener: (topics: readonly Topic[]) => void): () => void;
}

export function makeChanges(): Changes {
  const events = createNanoEvents<{ changed: (topics: readonly Topic[]) => void }>();
  return {
    announce(topics) {
      const changed = [...new Set(topics)];
      if (changed.length > 0) events.emit('changed', changed);
    },
    listen: (listener) => events.on('changed', listener),
  };
}
