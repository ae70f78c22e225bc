import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { Settings } from '#contract/settings.ts';
import { settingsQuery } from '../app/queries/workspace.ts';
import { administers } from '../app/roles.ts';
import { ChangePassphrase } from '../signin/ChangePassphrase.tsx';
import { NewKit } from '../signin/NewKit.tsx';
import { Section } from '../ui/Section.tsx';
import { NewDeskKey } from './NewDeskKey.tsx';

interface KeysProps {
  readonly me: Person;
}

const keptBy = {
  system: 'The key store of this system. Only this user can use it, on this machine.',
  file: 'A file that only this user can read, because this system offers no real key store. Whoever can read this user’s files can sign in the name of the desk: expiries and failed sign-ins, and nothing that a person decides.',
} as const;

const deskKeyProblems: Readonly<Record<Exclude<Settings['deskKeyState'], 'ready'>, string>> = {
  missing: 'Missing at this workstation',
  damaged: 'Damaged at this workstation',
  closed: 'Cannot be opened here',
  another: 'This workstation’s desk key is another one',
};

function deskKeyWords({ deskKeyState, deskKeyKeptBy }: Settings): string {
  if (deskKeyState !== 'ready') return deskKeyProblems[deskKeyState];
  return deskKeyKeptBy === 'system' ? 'Kept by the system' : 'Kept in a file';
}

/** The keys of a real desk: one’s own, the desk’s, and the way back in. */
export function Keys({ me }: KeysProps) {
  const { data: settings } = useQuery(settingsQuery());
  const [asked, setAsked] = useState<'passphrase' | 'kit' | 'deskKey' | null>(null);
  const close = () => setAsked(null);
  return (
    <Section title="Keys">
      <dl>
        <dt>Your key</dt>
        <dd>
          <Button variant="default" size="compact-sm" onClick={() => setAsked('passphrase')}>
            Change passphrase…
          </Button>
          <p className="meta">Your passphrase seals the key with which you sign. Changing it keeps the key.</p>
        </dd>
        <dt>The desk’s key</dt>
        <dd>
          {settings === undefined ? null : (
            <>
              {deskKeyWords(settings)}
              <p className={settings.deskKeyProblem === null ? 'meta' : undefined}>
                {settings.deskKeyProblem ?? keptBy[settings.deskKeyKeptBy]}
              </p>
              {settings.deskKeyProblem === null ? null : (
                <p className="meta">
                  Until then nothing that time causes can be recorded, and once something is due, nothing else can be
                  either.
                </p>
              )}
              {administers(me) ? (
                <Button variant="default" size="compact-sm" onClick={() => setAsked('deskKey')}>
                  New key for the desk…
                </Button>
              ) : null}
            </>
          )}
        </dd>
        {administers(me) ? (
          <>
            <dt>Recovery kit</dt>
            <dd>
              <Button variant="default" size="compact-sm" onClick={() => setAsked('kit')}>
                New recovery kit…
              </Button>
              <p className="meta">
                The way back in when the passphrase of the last admin is lost. A new kit takes the earlier one out of
                use.
              </p>
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
