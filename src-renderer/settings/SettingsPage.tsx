import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import { administers, oversees } from '../app/roles.ts';
import { useSession } from '../app/session.ts';
import { NamesInNotifications } from '../notices/NamesInNotifications.tsx';
import { Page } from '../ui/Page.tsx';
import { Appearance } from './Appearance.tsx';
import { FourEyes } from './FourEyes.tsx';
import { Keys } from './Keys.tsx';
import { Locking } from './Locking.tsx';
import classes from './SettingsPage.module.css';
import { SingleKeys } from './SingleKeys.tsx';
import { ThisDesk } from './ThisDesk.tsx';
import { UndoTime } from './UndoTime.tsx';

/** The settings of this window, of this workstation and of the desk. */
export function SettingsPage(): ReactNode {
  const session = useSession();
  const me = session?.person ?? null;
  const real = session?.workspace.kind === 'real';
  return (
    <Page title={t('settings.title')}>
      <div className={classes.settings}>
        <Appearance />
        <SingleKeys />
        <UndoTime />
        {me === null ? null : <FourEyes keeps={administers(me)} />}
        {me === null ? null : <NamesInNotifications keeps={administers(me)} />}
        {real && me !== null ? (
          <>
            <Locking keeps={administers(me)} />
            <Keys me={me} />
          </>
        ) : null}
        {session === undefined ? null : <ThisDesk workspace={session.workspace} reads={me !== null && oversees(me)} />}
      </div>
    </Page>
  );
}
