import { Button, Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { t } from '#texts/texts.ts';
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
  useDocumentTitle(t('common.windowTitle', { page: t('start.founded.page') }));
  const { data: session, error } = useQuery(sessionQuery());
  const navigate = useNavigate();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const go = async () => {
    await navigate({ to: '/first-steps', replace: true });
    onDone();
  };
  return (
    <main className={classes.place}>
      <section className={classes.sheet} aria-labelledby="founded-title">
        <h1 id="founded-title" ref={title} tabIndex={-1}>
          {session === undefined ? t('start.founded.page') : t('start.founded.title', { desk: session.workspace.name })}
        </h1>
        <p className="dim">{t('start.founded.keepApart')}</p>
        <div className={classes.part}>
          <h2>{t('start.founded.fingerprint')}</h2>
          {error === null ? null : <RefusalNote refusal={error.refusal} />}
          <div>
            {session === undefined ? (
              <Skeleton height={48} />
            ) : (
              <Fingerprint fingerprint={session.workspace.fingerprint} />
            )}
          </div>
          <p>{t('start.founded.fingerprintUse')}</p>
          <div>
            <SaveHead>{t('start.founded.print')}</SaveHead>
          </div>
        </div>
        <div className={classes.part}>
          <h2>{t('start.founded.kit')}</h2>
          <p>{t('start.founded.kitUse')}</p>
          <p className="dim">{t('start.founded.kitOnce')}</p>
        </div>
        <div className={classes.end}>
          <Button onClick={() => void go()}>{t('start.founded.go')}</Button>
        </div>
      </section>
    </main>
  );
}
