import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { basedOn, settingsQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Section } from '../ui/Section.tsx';

/** Whether single letters do something at this workstation. */
export function SingleKeys() {
  const cache = useQueryClient();
  const { data: settings } = useQuery(settingsQuery());
  const save = useMutation({
    mutationFn: (singleKeys: boolean) => call(desk.settings.update, { ...basedOn(settings), singleKeys }),
    onSuccess: (saved) => cache.setQueryData(settingsQuery().queryKey, saved),
    // Where somebody else has changed the settings meanwhile, what they are now stands beside the refusal.
    onError: () => refresh(['settings']),
  });
  return (
    <Section title="Keys of one letter">
      <Switch
        label="Single letters do something while nobody types"
        description="J and K go through a list, A and R ask about a request, Z undoes a decision, ? shows them all. Switch them off where you dictate, or where they are pressed by mistake. Everything can be done without them."
        checked={settings?.singleKeys ?? false}
        disabled={settings === undefined || save.isPending}
        onChange={(event) => save.mutate(event.currentTarget.checked)}
      />
      {save.isError ? <RefusalNote refusal={save.error.refusal} /> : null}
    </Section>
  );
}
