import { NumberInput, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Settings, settingsInputs } from '#contract/settings.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { basedOn, settingsQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Section } from '../ui/Section.tsx';
import { SaveRow } from './SaveRow.tsx';
import classes from './SettingsPage.module.css';

const secondsInput = settingsInputs.update.pick({ undoSeconds: true }).required();

/** How long a decision on a request can be undone before it is signed, at this workstation. */
export function UndoTime() {
  const { data: settings, error } = useQuery(settingsQuery());
  return (
    <Section title={t('settings.undo.title')}>
      {error !== null ? (
        <RefusalNote refusal={error.refusal} />
      ) : settings === undefined ? (
        <Skeleton height={88} />
      ) : (
        <UndoForm settings={settings} />
      )}
    </Section>
  );
}

function UndoForm({ settings }: { readonly settings: Settings }) {
  const cache = useQueryClient();
  // Null until something is typed: then the field follows the settings.
  const [typed, setTyped] = useState<number | string | null>(null);
  const seconds = typed ?? settings.undoSeconds;
  const parsed = secondsInput.safeParse({ undoSeconds: seconds });
  const changed = seconds !== settings.undoSeconds;
  const save = useMutation({
    mutationFn: (input: Pick<Settings, 'undoSeconds'>) =>
      call(desk.settings.update, { ...basedOn(settings), ...input }),
    onSuccess: (saved) => {
      cache.setQueryData(settingsQuery().queryKey, saved);
      setTyped(null);
    },
    // Another person may have changed the settings: show the current ones beside the refusal.
    onError: () => refresh(['settings']),
  });
  return (
    <form
      className={classes.locking}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success && changed) save.mutate(parsed.data);
      }}
    >
      <NumberInput
        label={t('settings.undo.label')}
        description={t('settings.undo.description')}
        value={seconds}
        onChange={setTyped}
        error={parsed.error?.issues[0]?.message}
        min={0}
        max={30}
        allowDecimal={false}
        clampBehavior="none"
        suffix={t('settings.undo.suffix')}
        classNames={{ wrapper: classes.minutes ?? '' }}
      />
      <SaveRow
        label={t('settings.undo.save')}
        refusal={save.error?.refusal}
        now={t('settings.undo.now', { seconds: settings.undoSeconds })}
        disabled={!changed || !parsed.success}
        pending={save.isPending}
        saved={save.isSuccess && !changed}
      />
    </form>
  );
}
