import type { ReactNode } from 'react';
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

/** How this window looks, whether rules need a second admin, when the desk locks, who keeps which key, and which desk this is. */
export function SettingsPage(): ReactNode {
  const session = useSession();
  const me = session?.person ?? null;
  const real = session?.workspace.kind === 'real';
  return (
    <Page title="Settings">
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
