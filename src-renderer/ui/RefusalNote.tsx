import { IconAlertTriangle, IconEyeCheck } from '@tabler/icons-react';
import type { Refusal } from '#contract/refusal.ts';
import classes from './RefusalNote.module.css';

interface RefusalNoteProps {
  readonly refusal: Pick<Refusal, 'message'> & Partial<Pick<Refusal, 'code'>>;
}

/** The sentence with which the desk refused. */
export function RefusalNote({ refusal }: RefusalNoteProps) {
  // Nothing has gone wrong when another admin has to approve a change.
  const news = refusal.code === 'FOUR_EYES_NEEDED';
  const Icon = news ? IconEyeCheck : IconAlertTriangle;
  return (
    <p className={classes.note} data-news={news} role={news ? 'status' : 'alert'}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{refusal.message}</span>
    </p>
  );
}
