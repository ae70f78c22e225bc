import { IconAlertOctagon, IconLifebuoy } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { Alert } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { call, desk } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';
import { administers } from '../app/roles.ts';
import { NewKit } from '../signin/NewKit.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { When } from '../ui/When.tsx';
import { Banner, BannerButton } from './Banner.tsx';

interface AlertsProps {
  readonly me: Person;
  readonly alerts: readonly Alert[];
}

/** Alerts for admins and auditors, until each of them has acknowledged them. */
export function Alerts({ me, alerts }: AlertsProps) {
  const [making, setMaking] = useState(false);
  return (
    <>
      {alerts.map((alert) =>
        alert.kind === 'recoveryUsed' ? (
          <RecoveryUsed key={`${alert.kind} ${alert.sequence}`} alert={alert} />
        ) : (
          <Banner
            key={`${alert.kind} ${alert.sequence}`}
            tone="warning"
            icon={IconLifebuoy}
            {...(administers(me)
              ? { action: <BannerButton onPress={() => setMaking(true)}>{t('shell.alerts.newKit')}</BannerButton> }
              : {})}
          >
            {alert.message}
          </Banner>
        ),
      )}
      {making ? <NewKit onClose={() => setMaking(false)} /> : null}
    </>
  );
}

function RecoveryUsed({ alert }: { readonly alert: Alert }) {
  const cache = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: () => call(desk.session.acknowledge, { sequence: alert.sequence }),
    onSuccess: (session) => cache.setQueryData(sessionQuery().queryKey, session),
  });
  return (
    <Banner
      tone="alarm"
      icon={IconAlertOctagon}
      action={
        <BannerButton busy={acknowledge.isPending} onPress={() => acknowledge.mutate()}>
          {t('shell.alerts.acknowledge')}
        </BannerButton>
      }
    >
      {acknowledge.isError ? (
        <Sentence
          text="shell.alerts.refused"
          values={{ message: alert.message, refusal: acknowledge.error.refusal.message }}
          parts={{ time: <When at={alert.at} /> }}
        />
      ) : (
        <Sentence
          text="shell.alerts.recoveryUsed"
          values={{ message: alert.message }}
          parts={{ time: <When at={alert.at} /> }}
        />
      )}
    </Banner>
  );
}
