import { useDocumentTitle } from '@mantine/hooks';
import { useState } from 'react';
import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { OtherDeskButton } from '../app/OtherDeskButton.tsx';
import { ShortFingerprint } from '../ui/Fingerprint.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { EnrolForm } from './EnrolForm.tsx';
import { MachineClock } from './MachineClock.tsx';
import { RecoverForm } from './RecoverForm.tsx';
import { SignInForm } from './SignInForm.tsx';
import classes from './signin.module.css';
import type { WayIn } from './WayButton.tsx';

interface SignInPageProps {
  readonly session: SessionView;
}

/** The sign-in page of a real desk: which desk it is, and the three ways in. */
export function SignInPage({ session }: SignInPageProps) {
  useDocumentTitle(t('common.windowTitle', { page: t('signin.page') }));
  const [way, setWay] = useState<WayIn>('passphrase');
  const [username, setUsername] = useState(session.locked?.username ?? '');
  const { name, fingerprint } = session.workspace;
  const shared = { session, username, onUsername: setUsername, onWay: setWay };
  return (
    <main className={classes.place}>
      <div className={classes.card}>
        <header className={classes.desk}>
          <span className={classes.mark} aria-hidden>
            ▣
          </span>
          <h1>{name}</h1>
          <p className="meta">
            <Sentence text="signin.desk" parts={{ fingerprint: <ShortFingerprint fingerprint={fingerprint} /> }} />
          </p>
        </header>
        <MachineClock workspace={session.workspace} />
        {way === 'passphrase' ? (
          <SignInForm {...shared} />
        ) : way === 'code' ? (
          <EnrolForm {...shared} />
        ) : (
          <RecoverForm {...shared} />
        )}
        <footer className={classes.elsewhere}>
          <OtherDeskButton />
        </footer>
      </div>
    </main>
  );
}
