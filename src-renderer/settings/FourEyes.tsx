import { Skeleton, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { basedOn, settingsQuery } from '../app/queries/workspace.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Section } from '../ui/Section.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import classes from './SettingsPage.module.css';

interface FourEyesProps {
  /** Whether the viewer may change it. */
  readonly keeps: boolean;
}

/** Whether changes to rules need a second admin, and which changes do. */
export function FourEyes({ keeps }: FourEyesProps) {
  const cache = useQueryClient();
  const { data: settings, error } = useQuery(settingsQuery());
  const [asking, setAsking] = useState(false);
  const turn = useMutation({
    mutationFn: (fourEyes: boolean) => call(desk.settings.update, { ...basedOn(settings), fourEyes }),
    onSuccess: (saved) => {
      cache.setQueryData(settingsQuery().queryKey, saved);
      setAsking(false);
    },
    // Another person may have changed the settings: show the current ones beside the refusal.
    onError: () => refresh(['settings']),
  });
  return (
    <Section title={t('settings.fourEyes.title')}>
      {error !== null ? (
        <RefusalNote refusal={error.refusal} />
      ) : settings === undefined ? (
        <Skeleton height={88} />
      ) : (
        <div className={classes.fourEyes}>
          {keeps ? (
            <Switch
              label={t('settings.fourEyes.label')}
              checked={settings.fourEyes}
              disabled={turn.isPending}
              onChange={() => (settings.fourEyes ? turn.mutate(false) : setAsking(true))}
            />
          ) : (
            <p>{t(settings.fourEyes ? 'settings.fourEyes.on' : 'settings.fourEyes.off')}</p>
          )}
          <p className="meta">
            <Sentence text="settings.fourEyes.needs" parts={{ b: <span className="strong" /> }} />
          </p>
          <p className="meta">
            <Sentence text="settings.fourEyes.exempt" parts={{ b: <span className="strong" /> }} />
          </p>
          {turn.isError && !asking ? <RefusalNote refusal={turn.error.refusal} /> : null}
        </div>
      )}
      {asking ? (
        <ReasonDialog
          title={t('settings.fourEyes.question')}
          confirm={t('settings.fourEyes.confirm')}
          pending={turn.isPending}
          refusal={turn.error?.refusal}
          onConfirm={() => turn.mutate(true)}
          onClose={() => {
            turn.reset();
            setAsking(false);
          }}
        >
          {t('settings.fourEyes.consequence')}
        </ReasonDialog>
      ) : null}
    </Section>
  );
}
