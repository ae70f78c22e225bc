import { Button, Group } from '@mantine/core';
import type { Refusal } from '#contract/refusal.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import classes from './SettingsPage.module.css';

interface SaveRowProps {
  readonly label: string;
  /** Why the last attempt was refused. */
  readonly refusal: Refusal | undefined;
  /** What the setting is now, in a sentence; shown beside a refusal, for somebody else may have changed it. */
  readonly now: string;
  readonly disabled: boolean;
  readonly pending: boolean;
  readonly saved: boolean;
}

/** Saves what was typed, says that it was saved, and says why it was not. */
export function SaveRow({ label, refusal, now, disabled, pending, saved }: SaveRowProps) {
  return (
    <>
      {refusal === undefined ? null : (
        <>
          <RefusalNote refusal={refusal} />
          <p className={`meta ${classes.now}`}>{now}</p>
        </>
      )}
      <Group gap="sm">
        <Button type="submit" size="compact-md" disabled={disabled} loading={pending}>
          {label}
        </Button>
        <span role="status" className="dim">
          {saved ? 'Saved.' : ''}
        </span>
      </Group>
    </>
  );
}
