import { IconEyeCheck } from '@tabler/icons-react';
import classes from './FourEyesNote.module.css';

/** Says beforehand that something will be proposed instead of done. */
export function FourEyesNote() {
  return (
    <p className={classes.note}>
      <IconEyeCheck size={16} stroke={1.75} aria-hidden />
      <span>Four eyes on rules is on: this is proposed, and done when another admin approves it.</span>
    </p>
  );
}
