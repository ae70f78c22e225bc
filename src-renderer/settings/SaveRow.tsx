import { Button, Group } from '@mantine/core';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import classes from './SettingsPage.module.css';

interface SaveRowProps {
  readonly label: string;
  /** Why the last attempt was refused. */
  readonly refusal: Refusal | undefined;
  /** A sentence with the current setting, for a refusal: another person may have changed it. */
  readonly now: string;
  readonly disabled: boolean;
  readonly pending: boolean;
  readonly saved: boolean;
}

/** The button that saves, and whether that worked. */
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
          {saved ? t('settings.saved') : ''}
        </span>
      </Group>
    </>
  );
}
