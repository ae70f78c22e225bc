import { Skeleton, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { basedOn, settingsQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Section } from '../ui/Section.tsx';
import classes from './NamesInNotifications.module.css';

interface NamesInNotificationsProps {
  /** Whether the viewer may change it. */
  readonly keeps: boolean;
}

/** What the system's own notifications may say, which others can read along. */
export function NamesInNotifications({ keeps }: NamesInNotificationsProps) {
  const cache = useQueryClient();
  const { data: settings, error } = useQuery(settingsQuery());
  const turn = useMutation({
    mutationFn: (namesInNotifications: boolean) =>
      call(desk.settings.update, { ...basedOn(settings), namesInNotifications }),
    onSuccess: (saved) => cache.setQueryData(settingsQuery().queryKey, saved),
    // Where somebody else has changed the settings meanwhile, what they are now stands beside the refusal.
    onError: () => refresh(['settings']),
  });
  return (
    <Section title="Notifications of the system">
      {error !== null ? (
        <RefusalNote refusal={error.refusal} />
      ) : settings === undefined ? (
        <Skeleton height={60} />
      ) : (
        <div className={classes.setting}>
          {keeps ? (
            <Switch
              label="Name resources and accounts in them"
              checked={settings.namesInNotifications}
              disabled={turn.isPending}
              onChange={(event) => turn.mutate(event.currentTarget.checked)}
            />
          ) : (
            <p>
              {settings.namesInNotifications
                ? 'They name resources and accounts.'
                : 'They name no resources and no accounts.'}
            </p>
          )}
          <p className="meta">
            While Countersign is not in front, the system shows what is new to whoever is signed in. Others may read
            along, on a shared screen or a locked one. Of this workstation only; inside Countersign everything is named.
          </p>
          {turn.isError ? <RefusalNote refusal={turn.error.refusal} /> : null}
        </div>
      )}
    </Section>
  );
}
