import { IconAlertOctagon, IconLifebuoy } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { Alert } from '#contract/session.ts';
import { call, desk } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';
import { administers } from '../app/roles.ts';
import { NewKit } from '../signin/NewKit.tsx';
import { When } from '../ui/When.tsx';
import { Banner, BannerButton } from './Banner.tsx';

interface AlertsProps {
  readonly me: Person;
  readonly alerts: readonly Alert[];
}

/** What admins and auditors must not overlook, until each of them has said that they have seen it. */
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
              ? { action: <BannerButton onPress={() => setMaking(true)}>Make a new kit</BannerButton> }
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
          I have seen this
        </BannerButton>
      }
    >
      {alert.message} (<When at={alert.at} />){acknowledge.isError ? ` ${acknowledge.error.refusal.message}` : ''}
    </Banner>
  );
}
