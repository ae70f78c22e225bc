import { Button, CopyButton, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSession } from '../app/session.ts';
import { Page } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';
import classes from './SettingsPage.module.css';

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const;

const fourAtATime = (fingerprint: string): string => fingerprint.replace(/(.{4})(?=.)/g, '$1 ');

/** How this window looks, and which desk it shows. */
export function SettingsPage(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const workspace = useSession()?.workspace;
  return (
    <Page title="Settings">
      <div className={classes.settings}>
        <section aria-labelledby="appearance">
          <h2 id="appearance">Appearance</h2>
          <SegmentedControl
            aria-labelledby="appearance"
            data={schemes.map((scheme) => ({ ...scheme }))}
            value={colorScheme}
            onChange={(value) => {
              const scheme = schemes.find((one) => one.value === value);
              if (scheme !== undefined) setColorScheme(scheme.value);
            }}
          />
        </section>
        {workspace === undefined ? null : (
          <section aria-labelledby="desk">
            <h2 id="desk">This desk</h2>
            <dl>
              <dt>Name</dt>
              <dd>{workspace.name}</dd>
              <dt>Kind</dt>
              <dd>
                {workspace.kind === 'training'
                  ? 'Training. Nothing here is real access, and nothing made here passes for real.'
                  : 'Real. What is decided here counts.'}
              </dd>
              <dt>Clock</dt>
              <dd>
                <When at={workspace.now} />
              </dd>
              <dt>Fingerprint</dt>
              <dd>
                <span className={`mono ${classes.fingerprint}`}>{fourAtATime(workspace.fingerprint)}</span>
                <CopyButton value={workspace.fingerprint}>
                  {({ copied, copy }) => (
                    <Button variant="default" size="compact-xs" onClick={copy}>
                      {copied ? 'Copied' : 'Copy'}
                    </Button>
                  )}
                </CopyButton>
                <p className="meta">
                  The hash of this desk’s first event. Two desks with the same name differ in this; compare it before
                  you trust a file that claims to come from here.
                </p>
              </dd>
            </dl>
          </section>
        )}
      </div>
    </Page>
  );
}
