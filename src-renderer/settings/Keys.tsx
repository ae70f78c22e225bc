import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { Settings } from '#contract/settings.ts';
import { t } from '#texts/texts.ts';
import { settingsQuery } from '../app/queries/workspace.ts';
import { administers } from '../app/roles.ts';
import { ChangePassphrase } from '../signin/ChangePassphrase.tsx';
import { NewKit } from '../signin/NewKit.tsx';
import { Section } from '../ui/Section.tsx';
import { NewDeskKey } from './NewDeskKey.tsx';

interface KeysProps {
  readonly me: Person;
}

function deskKeyState({ deskKeyState, deskKeyKeptBy }: Settings): string {
  return deskKeyState === 'ready' ? t(`settings.keys.kept.${deskKeyKeptBy}`) : t(`settings.keys.state.${deskKeyState}`);
}

/** The keys of a real desk: the person's own, the desk's, and the recovery kit. */
export function Keys({ me }: KeysProps) {
  const { data: settings } = useQuery(settingsQuery());
  const [asked, setAsked] = useState<'passphrase' | 'kit' | 'deskKey' | null>(null);
  const close = () => setAsked(null);
  return (
    <Section title={t('settings.keys.title')}>
      <dl>
        <dt>{t('settings.keys.yours')}</dt>
        <dd>
          <Button variant="default" size="compact-sm" onClick={() => setAsked('passphrase')}>
            {t('settings.keys.change')}
          </Button>
          <p className="meta">{t('settings.keys.yoursDescription')}</p>
        </dd>
        <dt>{t('settings.keys.desk')}</dt>
        <dd>
          {settings === undefined ? null : (
            <>
              {deskKeyState(settings)}
              <p className={settings.deskKeyProblem === null ? 'meta' : undefined}>
                {settings.deskKeyProblem ?? t(`settings.keys.keptDescription.${settings.deskKeyKeptBy}`)}
              </p>
              {settings.deskKeyProblem === null ? null : <p className="meta">{t('settings.keys.untilThen')}</p>}
              {administers(me) ? (
                <Button variant="default" size="compact-sm" onClick={() => setAsked('deskKey')}>
                  {t('settings.keys.newDeskKey')}
                </Button>
              ) : null}
            </>
          )}
        </dd>
        {administers(me) ? (
          <>
            <dt>{t('settings.keys.kit')}</dt>
            <dd>
              <Button variant="default" size="compact-sm" onClick={() => setAsked('kit')}>
                {t('settings.keys.newKit')}
              </Button>
              <p className="meta">{t('settings.keys.kitDescription')}</p>
            </dd>
          </>
        ) : null}
      </dl>
      {asked === 'passphrase' ? <ChangePassphrase me={me} onClose={close} /> : null}
      {asked === 'kit' ? <NewKit onClose={close} /> : null}
      {asked === 'deskKey' ? <NewDeskKey onClose={close} /> : null}
    </Section>
  );
}
