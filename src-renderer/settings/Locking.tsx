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

const minutesInput = settingsInputs.update.pick({ lockAfterMinutes: true, confirmAfterMinutes: true }).required();

type Minutes = Pick<Settings, 'lockAfterMinutes' | 'confirmAfterMinutes'>;

interface LockingProps {
  /** Whether the viewer may change it. */
  readonly keeps: boolean;
}

/** When this workstation locks itself, and when it asks for the passphrase again. */
export function Locking({ keeps }: LockingProps) {
  const { data: settings, error } = useQuery(settingsQuery());
  return (
    <Section title={t('settings.locking.title')}>
      {error !== null ? (
        <RefusalNote refusal={error.refusal} />
      ) : settings === undefined ? (
        <Skeleton height={88} />
      ) : keeps ? (
        <LockingForm settings={settings} />
      ) : (
        <dl>
          <dt>{t('settings.locking.lockAfter')}</dt>
          <dd>{t('settings.locking.lockValue', { count: settings.lockAfterMinutes })}</dd>
          <dt>{t('settings.locking.askAfter')}</dt>
          <dd>{t('settings.locking.askValue', { count: settings.confirmAfterMinutes })}</dd>
        </dl>
      )}
    </Section>
  );
}

function LockingForm({ settings }: { readonly settings: Settings }) {
  const cache = useQueryClient();
  const [typed, setTyped] = useState<Record<keyof Minutes, number | string>>({
    lockAfterMinutes: settings.lockAfterMinutes,
    confirmAfterMinutes: settings.confirmAfterMinutes,
  });
  const parsed = minutesInput.safeParse(typed);
  const wrong = (which: keyof Minutes) => parsed.error?.issues.find((issue) => issue.path[0] === which)?.message;
  const save = useMutation({
    mutationFn: (minutes: Minutes) => call(desk.settings.update, { ...basedOn(settings), ...minutes }),
    onSuccess: (saved) => cache.setQueryData(settingsQuery().queryKey, saved),
    // Another person may have changed the settings: show the current ones beside the refusal.
    onError: () => refresh(['settings']),
  });
  const changed = (['lockAfterMinutes', 'confirmAfterMinutes'] as const).some(
    (which) => typed[which] !== settings[which],
  );
  const field = (which: keyof Minutes) => ({
    value: typed[which],
    onChange: (value: number | string) => setTyped((before) => ({ ...before, [which]: value })),
    error: wrong(which),
    min: 1,
    max: 480,
    allowDecimal: false,
    clampBehavior: 'none' as const,
    suffix: t('settings.locking.suffix'),
    classNames: { wrapper: classes.minutes ?? '' },
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
        label={t('settings.locking.lockAfter')}
        description={t('settings.locking.lockDescription')}
        {...field('lockAfterMinutes')}
      />
      <NumberInput
        label={t('settings.locking.askLabel')}
        description={t('settings.locking.askDescription')}
        {...field('confirmAfterMinutes')}
      />
      <SaveRow
        label={t('settings.locking.save')}
        refusal={save.error?.refusal}
        now={t('settings.locking.now', { lock: settings.lockAfterMinutes, ask: settings.confirmAfterMinutes })}
        disabled={!changed || !parsed.success}
        pending={save.isPending}
        saved={save.isSuccess && !changed}
      />
    </form>
  );
}
