import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { sessionQuery } from '../queries.ts';
import { ChoosePersona } from './ChoosePersona.tsx';
import { Nav } from './Nav.tsx';
import classes from './Shell.module.css';
import { TrainingStrip } from './TrainingStrip.tsx';

/** The frame of every screen: the training strip, the navigation, and the page. */
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
  return (
    <div className={classes.shell}>
      {session.workspace.kind === 'training' ? <TrainingStrip runs={session.workspace.clockRuns} /> : null}
      {session.person === null ? (
        <main className={classes.alone}>
          <ChoosePersona session={session} />
        </main>
      ) : (
        <div className={classes.body}>
          <Nav me={session.person} session={session} />
          <main key={session.person.id} className={classes.page}>
            <Outlet />
          </main>
        </div>
      )}
    </div>
  );
}
