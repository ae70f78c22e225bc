import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AmbientContext } from '../app/AmbientContext.tsx';
import { sessionQuery } from '../app/queries/workspace.ts';
import { administers } from '../app/roles.ts';
import { PendingDecisions } from '../inbox/PendingDecisions.tsx';
import { ProposeDialog } from '../proposals/ProposeDialog.tsx';
import { PassphraseAgain } from '../signin/PassphraseAgain.tsx';
import { SignInPage } from '../signin/SignInPage.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Alerts } from './Alerts.tsx';
import { ChoosePersona } from './ChoosePersona.tsx';
import { ClockBanner } from './ClockBanner.tsx';
import { Keyboard } from './keys/Keyboard.tsx';
import { Nav } from './Nav.tsx';
import classes from './Shell.module.css';
import { TrainingStrip } from './TrainingStrip.tsx';

/** The frame of every screen of an open desk: what must not be overlooked, the navigation, and the page; or the door. */
export function Shell(): ReactNode {
  const { data: session, error } = useQuery(sessionQuery());
  if (session === undefined)
    return (
      <div className={classes.shell}>
        <main className={classes.alone} aria-busy={error === null}>
          {error === null ? null : <RefusalNote refusal={error.refusal} />}
        </main>
      </div>
    );
  const { person, workspace, alerts } = session;
  const training = workspace.kind === 'training';
  if (person === null && !training) return <SignInPage session={session} />;
  return (
    <div className={classes.shell}>
      {training ? <TrainingStrip runs={workspace.clockRuns} /> : null}
      {person === null ? (
        <main className={classes.alone}>
          <ChoosePersona session={session} />
        </main>
      ) : (
        <AmbientContext>
          <ClockBanner me={person} workspace={workspace} />
          <Alerts me={person} alerts={alerts} />
          {administers(person) ? <ProposeDialog /> : null}
          {training ? null : <PassphraseAgain me={person} />}
          <Keyboard me={person} session={session} />
          <PendingDecisions key={person.id} session={session} />
          <div className={classes.body}>
            <Nav me={person} session={session} />
            <main key={person.id} className={classes.page}>
              <Outlet />
            </main>
          </div>
        </AmbientContext>
      )}
    </div>
  );
}
