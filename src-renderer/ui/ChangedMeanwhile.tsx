import { Button, Group } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import classes from './ChangedMeanwhile.module.css';

/** A field that somebody changed while it was being edited here. */
export interface Moved {
  readonly label: string;
  readonly before: string;
  readonly now: string;
}

interface ChangedMeanwhileProps {
  /** What was changed: `This person`. */
  readonly what: string;
  readonly moved: readonly Moved[];
  /** Takes what stands there now, and keeps on top of it what was typed. */
  readonly onKeep: () => void;
  /** Takes what stands there now, and drops what was typed. */
  readonly onTakeOver: () => void;
}

/** Says that somebody else saved meanwhile, and what; asks what is to become of what was typed here. */
export function ChangedMeanwhile({ what, moved, onKeep, onTakeOver }: ChangedMeanwhileProps) {
  return (
    <section className={classes.note} role="alert">
      <p className="strong">
        <IconUsers size={16} stroke={1.75} aria-hidden /> {what} was changed while you were editing. Nothing of yours
        was saved.
      </p>
      <ul>
        {moved.map(({ label, before, now }) => (
          <li key={label}>
            {label}: {before === '' || now === '' ? null : `${before} → `}
            <span className="strong">{now === '' ? before : now}</span>
          </li>
        ))}
      </ul>
      <Group gap="sm">
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          Keep my changes on top
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onTakeOver}>
          Drop mine, start from this
        </Button>
      </Group>
    </section>
  );
}
