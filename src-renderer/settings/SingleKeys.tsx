import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { basedOn, settingsQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Section } from '../ui/Section.tsx';

/** Whether single letters act at this workstation. */
export function SingleKeys() {
  const cache = useQueryClient();
  const { data: settings } = useQuery(settingsQuery());
  const save = useMutation({
    mutationFn: (singleKeys: boolean) => call(desk.settings.update, { ...basedOn(settings), singleKeys }),
    onSuccess: (saved) => cache.setQueryData(settingsQuery().queryKey, saved),
    // Another person may have changed the settings: show the current ones beside the refusal.
    onError: () => refresh(['settings']),
  });
  return (
    <Section title={t('settings.letters.title')}>
      <Switch
        label={t('settings.letters.label')}
        description={t('settings.letters.description')}
        checked={settings?.singleKeys ?? false}
        disabled={settings === undefined || save.isPending}
        onChange={(event) => save.mutate(event.currentTarget.checked)}
      />
      {save.isError ? <RefusalNote refusal={save.error.refusal} /> : null}
    </Section>
  );
}
