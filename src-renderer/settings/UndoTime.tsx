import { Button, Group, NumberInput, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Settings, settingsInputs } from '../../src-preload/contract/settings.ts';
import { call, desk } from '../app/desk.ts';
import { settingsQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Section } from './Section.tsx';
import classes from './SettingsPage.module.css';

const secondsInput = settingsInputs.update.pick({ undoSeconds: true }).required();

/** How long a decision on a request can be undone before it is signed, at this workstation. */
export function UndoTime() {
  const { data: settings } = useQuery(settingsQuery());
  return (
    <Section title="Undo">
      {settings === undefined ? <Skeleton height={88} /> : <UndoForm key={settings.undoSeconds} settings={settings} />}
    </Section>
  );
}

function UndoForm({ settings: { undoSeconds } }: { readonly settings: Settings }) {
  const cache = useQueryClient();
  const [typed, setTyped] = useState<number | string>(undoSeconds);
  const parsed = secondsInput.safeParse({ undoSeconds: typed });
  const save = useMutation({
    mutationFn: (seconds: Pick<Settings, 'undoSeconds'>) => call(desk.settings.update, seconds),
    onSuccess: (saved) => cache.setQueryData(settingsQuery().queryKey, saved),
  });
  return (
    <form
      className={classes.locking}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success) save.mutate(parsed.data);
      }}
    >
      <NumberInput
        label="Wait before an approval or a rejection is signed"
        description="Seconds in which it can still be undone. With 0 it is signed at once. Everybody at this workstation may change it."
        value={typed}
        onChange={setTyped}
        error={parsed.error?.issues[0]?.message}
        min={0}
        max={30}
        allowDecimal={false}
        clampBehavior="none"
        suffix=" s"
        classNames={{ wrapper: classes.minutes ?? '' }}
      />
      {save.isError ? <RefusalNote refusal={save.error.refusal} /> : null}
      <Group gap="sm">
        <Button
          type="submit"
          size="compact-md"
          disabled={typed === undoSeconds || !parsed.success}
          loading={save.isPending}
        >
          Save the time
        </Button>
      </Group>
    </form>
  );
}
