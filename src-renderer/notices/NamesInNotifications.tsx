import { Skeleton, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from '#texts/texts.ts';
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

/** Whether the system's own notifications, which other people may see, name resources and accounts. */
export function NamesInNotifications({ keeps }: NamesInNotificationsProps) {
  const cache = useQueryClient();
  const { data: settings, error } = useQuery(settingsQuery());
  const turn = useMutation({
    mutationFn: (namesInNotifications: boolean) =>
      call(desk.settings.update, { ...basedOn(settings), namesInNotifications }),
    onSuccess: (saved) => cache.setQueryData(settingsQuery().queryKey, saved),
    // Another person may have changed the settings: show the current ones beside the refusal.
    onError: () => refresh(['settings']),
  });
  return (
    <Section title={t('notices.system.title')}>
      {error !== null ? (
        <RefusalNote refusal={error.refusal} />
      ) : settings === undefined ? (
        <Skeleton height={60} />
      ) : (
        <div className={classes.setting}>
          {keeps ? (
            <Switch
              label={t('notices.system.label')}
              checked={settings.namesInNotifications}
              disabled={turn.isPending}
              onChange={(event) => turn.mutate(event.currentTarget.checked)}
            />
          ) : (
            <p>{t(settings.namesInNotifications ? 'notices.system.on' : 'notices.system.off')}</p>
          )}
          <p className="meta">{t('notices.system.explanation')}</p>
          {turn.isError ? <RefusalNote refusal={turn.error.refusal} /> : null}
        </div>
      )}
    </Section>
  );
}
