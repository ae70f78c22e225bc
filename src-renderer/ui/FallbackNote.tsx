import { IconAlertTriangle } from '@tabler/icons-react';
import { t } from '#texts/texts.ts';
import classes from './FallbackNote.module.css';

interface FallbackNoteProps {
  readonly electron: string;
  /** The Electron to use instead. */
  readonly official: string;
  /** Whether a real desk is about to be founded on it. */
  readonly founding?: boolean;
}

/** Warns of the fallback Electron. */
export function FallbackNote({ electron, official, founding = false }: FallbackNoteProps) {
  return (
    <p className={classes.note} role="note">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span>{t(founding ? 'ui.fallback.founding' : 'ui.fallback.note', { electron, official })}</span>
    </p>
  );
}
