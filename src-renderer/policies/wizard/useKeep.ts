import { useEffect, useRef } from 'react';
import { call, desk } from '../../app/desk.ts';
import { type PolicyValues, toTyped } from './form.ts';

/** The pause in typing after which a draft is kept, in milliseconds. */
const PAUSE_MS = 300;

/** The policy that is edited, and the version that the edit starts from. */
export interface Base {
  readonly policyId: string;
  readonly version: number;
}

/** Keeps a draft on the desk, and drops it. */
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
      // The form still has the draft, and the next keystroke tries again.
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
 * Keeps a changed form on the desk while the viewer types, so that it survives a closed window. Answers a function that drops the draft for
 * good, once it is saved or given up.
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
