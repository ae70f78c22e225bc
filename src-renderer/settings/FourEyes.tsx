import { Skeleton, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { basedOn, settingsQuery } from '../app/queries/workspace.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Section } from '../ui/Section.tsx';
import classes from './SettingsPage.module.css';

interface FourEyesProps {
  /** Whether the viewer may change it. */
  readonly keeps: boolean;
}

/** Whether changes to rules need a second admin; what that covers, and what it does not. */
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
    // Where somebody else has changed the settings meanwhile, what they are now stands beside the refusal.
    onError: () => refresh(['settings']),
  });
  return (
    <Section title="Four eyes on rules">
      {error !== null ? (
        <RefusalNote refusal={error.refusal} />
      ) : settings === undefined ? (
        <Skeleton height={88} />
      ) : (
        <div className={classes.fourEyes}>
          {keeps ? (
            <Switch
              label="A second admin approves changes to rules"
              checked={settings.fourEyes}
              disabled={turn.isPending}
              onChange={() => (settings.fourEyes ? turn.mutate(false) : setAsking(true))}
            />
          ) : (
            <p>
              {settings.fourEyes
                ? 'On: a second admin approves changes to rules.'
                : 'Off: admins change rules at once, each by themselves.'}
            </p>
          )}
          <p className="meta">
            <span className="strong">Needs a second admin:</span> changes to policies and groups, roles, adding and
            enabling people, one-time codes and key resets, a new recovery kit, a new key for the desk, and turning this
            off. Whoever wants one of these proposes it; another admin, who had their key before, approves it.
          </p>
          <p className="meta">
            <span className="strong">Does not:</span> disabling people, names and e-mail addresses, the list of
            accounts, deciding requests, and ending access. It takes two enabled admins who have a key; while it is on,
            the last two cannot be disabled or demoted.
          </p>
          {turn.isError && !asking ? <RefusalNote refusal={turn.error.refusal} /> : null}
        </div>
      )}
      {asking ? (
        <ReasonDialog
          title="Turn four eyes on rules on?"
          confirm="Turn it on"
          pending={turn.isPending}
          refusal={turn.error?.refusal}
          onConfirm={() => turn.mutate(true)}
          onClose={() => {
            turn.reset();
            setAsking(false);
          }}
        >
          From now on nobody changes a rule alone, you included. Turning it off again needs another admin, too.
        </ReasonDialog>
      ) : null}
    </Section>
  );
}
