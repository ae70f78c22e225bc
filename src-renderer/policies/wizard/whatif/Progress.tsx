import type { WhatIf } from '#contract/whatIf.ts';
import { RefusalNote } from '../../../ui/RefusalNote.tsx';
import { counted } from '../../../ui/words.ts';
import classes from './whatif.module.css';

/** How far a run is, in a bar and in numbers; the line stays when it is over. */
export function Progress({ run: { state, done, total, message } }: { readonly run: WhatIf }) {
  if (message !== null) return <RefusalNote refusal={{ message }} />;
  const of = `${done.toLocaleString()} of ${counted(total, 'request')}`;
  return (
    <div className={classes.progress}>
      <progress aria-label="Requests looked at" max={Math.max(total, 1)} value={total === 0 ? 1 : done} />
      <span className="meta tabular">
        {state === 'running' ? `Looking: ${of}` : state === 'cancelled' ? `Cancelled after ${of}` : `Looked at ${of}`}
      </span>
    </div>
  );
}
