import { NumberInput, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Settings, settingsInputs } from '#contract/settings.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { basedOn, settingsQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Section } from '../ui/Section.tsx';
import { counted } from '../ui/words.ts';
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
    <Section title="Locking">
      {error !== null ? (
        <RefusalNote refusal={error.refusal} />
      ) : settings === undefined ? (
        <Skeleton height={88} />
      ) : keeps ? (
        <LockingForm settings={settings} />
      ) : (
        <dl>
          <dt>Lock after</dt>
          <dd>{counted(settings.lockAfterMinutes, 'minute')} in which nobody touched it</dd>
          <dt>Ask again after</dt>
          <dd>{counted(settings.confirmAfterMinutes, 'minute')} since the passphrase was given</dd>
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
    // Where somebody else has changed the settings meanwhile, what they are now stands beside the refusal.
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
    suffix: ' min',
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
        label="Lock after"
        description="Minutes in which nobody has touched the desk. It locks at once when the machine sleeps or its screen locks."
        {...field('lockAfterMinutes')}
      />
      <NumberInput
        label="Ask for the passphrase again after"
        description="Minutes since it was last given. Whoever does something later than that types it once more."
        {...field('confirmAfterMinutes')}
      />
      <SaveRow
        label="Save the times"
        refusal={save.error?.refusal}
        now={`It is ${settings.lockAfterMinutes} min and ${settings.confirmAfterMinutes} min now.`}
        disabled={!changed || !parsed.success}
        pending={save.isPending}
        saved={save.isSuccess && !changed}
      />
    </form>
  );
}
