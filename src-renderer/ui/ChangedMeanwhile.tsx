import { Button, Group } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { t } from '#texts/texts.ts';
import classes from './ChangedMeanwhile.module.css';
import { Sentence } from './Sentence.tsx';

/** A field that another person changed while it was being edited here. */
export interface Moved {
  readonly label: string;
  readonly before: string;
  readonly now: string;
}

interface ChangedMeanwhileProps {
  /** What was changed: `This person`. */
  readonly what: string;
  readonly moved: readonly Moved[];
  /** Takes the saved values, and keeps what was typed on top. */
  readonly onKeep: () => void;
  /** Takes the saved values, and drops what was typed. */
  readonly onTakeOver: () => void;
}

/** Says what another person saved meanwhile, and asks whether to keep what was typed here. */
export function ChangedMeanwhile({ what, moved, onKeep, onTakeOver }: ChangedMeanwhileProps) {
  return (
    <section className={classes.note} role="alert">
      <p className="strong">
        <IconUsers size={16} stroke={1.75} aria-hidden /> {t('ui.changedMeanwhile.explanation', { what })}
      </p>
      <ul>
        {moved.map(({ label, before, now }) => (
          <li key={label}>
            {before === '' || now === '' ? (
              <Sentence
                text="ui.changedMeanwhile.value"
                values={{ label, now: now === '' ? before : now }}
                parts={{ b: <span className="strong" /> }}
              />
            ) : (
              <Sentence
                text="ui.changedMeanwhile.change"
                values={{ label, before, now }}
                parts={{ b: <span className="strong" /> }}
              />
            )}
          </li>
        ))}
      </ul>
      <Group gap="sm">
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          {t('ui.changedMeanwhile.keep')}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onTakeOver}>
          {t('ui.changedMeanwhile.drop')}
        </Button>
      </Group>
    </section>
  );
}
