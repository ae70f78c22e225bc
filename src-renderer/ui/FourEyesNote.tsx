import { IconEyeCheck } from '@tabler/icons-react';
import { t } from '#texts/texts.ts';
import classes from './FourEyesNote.module.css';

/** Says beforehand that a change will be proposed, not made. */
export function FourEyesNote() {
  return (
    <p className={classes.note}>
      <IconEyeCheck size={16} stroke={1.75} aria-hidden />
      <span>{t('ui.fourEyes')}</span>
    </p>
  );
}
