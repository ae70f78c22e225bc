import { useEffect, useRef } from 'react';
import { call, desk } from '../../app/desk.ts';
import { type PolicyValues, toTyped } from './form.ts';

/** How long after the last word a draft is kept, in milliseconds. */
const PAUSE_MS = 300;

/** The policy that is being changed, and the version that the change is based on. */
export interface Base {
  readonly policyId: string;
  readonly version: number;
}

/** Keeps a draft, and forgets it. */
interface Keeper {
  readonly keep: (values: PolicyValues) => void;
  readonly drop: () => Promise<void>;
}

function keeper(started: PolicyValues, base: Base | undefined): Keeper {
  const of = base === undefined ? {} : { policyId: base.policyId };
  let kept = JSON.stringify(toTyped(started));
  let over = false;
  return {
    keep(values) {
      const draft = toTyped(values);
      const text = JSON.stringify(draft);
      if (over || text === kept) return;
      kept = text;
      const based = base === undefined ? {} : { version: base.version };
      // What cannot be kept is not lost as long as the window is there, and the next word tries again.
      call(desk.policies.saveDraft, { ...of, ...based, draft }).catch(() => {
        kept = '';
      });
    },
    async drop() {
      over = true;
      await call(desk.policies.dropDraft, of).catch(() => undefined);
    },
  };
}

/**
 * Keeps what stands in the form while it is being written, so that it survives a closed window; what was never changed is not kept. Answers a way
 * to forget it, after which nothing is kept any more: it was saved, or is not wanted.
 */
export function useKeep(values: PolicyValues, base?: Base): () => Promise<void> {
  const latest = useRef(values);
  const own = useRef<Keeper>(null);
  own.current ??= keeper(values, base);
  const { keep, drop } = own.current;
  useEffect(() => {
    latest.current = values;
    const timer = window.setTimeout(() => keep(values), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [values, keep]);
  useEffect(() => {
    const now = () => keep(latest.current);
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('pagehide', now);
      now();
    };
  }, [keep]);
  return drop;
}
