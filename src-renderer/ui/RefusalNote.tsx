import { IconAlertTriangle } from '@tabler/icons-react';
import type { Refusal } from '../../src-preload/contract/refusal.ts';
import classes from './RefusalNote.module.css';

interface RefusalNoteProps {
  readonly refusal: Pick<Refusal, 'message'>;
}

/** What the desk said when it refused, as a sentence. */
export function RefusalNote({ refusal }: RefusalNoteProps) {
  return (
    <p className={classes.note} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span>{refusal.message}</span>
    </p>
  );
}
