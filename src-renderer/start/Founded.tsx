import { Button, Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { sessionQuery } from '../app/queries/workspace.ts';
import { SaveHead } from '../ledger/SaveHead.tsx';
import { Fingerprint } from '../ui/Fingerprint.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import classes from './start.module.css';

interface FoundedProps {
  readonly onDone: () => void;
}

/** The last page of founding: the fingerprint, the recovery kit, and what to do with both. */
export function Founded({ onDone }: FoundedProps) {
  useDocumentTitle('The desk is founded — Countersign');
  const { data: session, error } = useQuery(sessionQuery());
  const navigate = useNavigate();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const go = async () => {
    await navigate({ to: '/inbox', replace: true });
    onDone();
  };
  return (
    <main className={classes.place}>
      <section className={classes.sheet} aria-labelledby="founded-title">
        <h1 id="founded-title" ref={title} tabIndex={-1}>
          {session === undefined ? 'The desk is founded' : `${session.workspace.name} is founded`}
        </h1>
        <p className="dim">Two things are to be kept away from this machine.</p>
        <div className={classes.part}>
          <h2>Its fingerprint</h2>
          {error === null ? null : <RefusalNote refusal={error.refusal} />}
          <div>
            {session === undefined ? (
              <Skeleton height={48} />
            ) : (
              <Fingerprint fingerprint={session.workspace.fingerprint} />
            )}
          </div>
          <p>
            An auditor verifies against it later. Whoever rewrites the ledger from its beginning gets another
            fingerprint, and a copy that is kept elsewhere shows it. It is no secret.
          </p>
          <div>
            <SaveHead>Print or save…</SaveHead>
          </div>
        </div>
        <div className={classes.part}>
          <h2>The recovery kit</h2>
          <p>
            It has opened on a page of its own. Print it, and lock it away in a place that more than one person knows.
            It is the way back in if the passphrase of the last admin is lost, and whoever holds it can become an admin.
          </p>
          <p className="dim">
            It is shown this once. A new one can be made in the settings, which takes this one out of use.
          </p>
        </div>
        <div className={classes.end}>
          <Button onClick={() => void go()}>Go to the desk</Button>
        </div>
      </section>
    </main>
  );
}
