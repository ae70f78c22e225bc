import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconSchool, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Door } from './Door.tsx';
import { useDoors } from './doors.ts';
import { FoundWizard } from './FoundWizard.tsx';
import classes from './start.module.css';

interface FirstRunProps {
  /** The folder that is proposed for a desk. */
  readonly proposed: string;
  readonly onFounding: (state: 'no' | 'under way' | 'done') => void;
}

/** The first screen where there is no desk yet: found one, or practise. */
export function FirstRun({ proposed, onFounding }: FirstRunProps) {
  const [directory, setDirectory] = useState(proposed);
  const [wizard, setWizard] = useState(false);
  if (wizard)
    return (
      <main className={classes.whole}>
        <FoundWizard proposed={directory} onLeave={() => setWizard(false)} onFounding={onFounding} />
      </main>
    );
  return <TwoDoors onDirectory={setDirectory} onFound={() => setWizard(true)} />;
}

interface TwoDoorsProps {
  readonly onDirectory: (directory: string) => void;
  readonly onFound: () => void;
}

function TwoDoors({ onDirectory, onFound }: TwoDoorsProps) {
  useDocumentTitle('Welcome — Countersign');
  const doors = useDoors(onDirectory);
  return (
    <main className={classes.place}>
      <section className={classes.welcome} aria-labelledby="welcome-title">
        <header>
          <span className={classes.mark} aria-hidden>
            ▣
          </span>
          <h1 id="welcome-title">Welcome to Countersign</h1>
          <p className="dim">
            The approval desk for privileged access: who may use which account, decided by more than one person, and
            kept in a record that shows when anything in it was changed.
          </p>
        </header>
        <div className={classes.doors}>
          <Door icon={IconShieldCheck} title="Found a desk" busy={doors.busy} onPress={onFound}>
            A real one. People sign in with keys of their own, and what is decided counts. It takes about three minutes,
            and a printer or a safe place for two pages.
          </Door>
          <Door icon={IconSchool} title="Try it in training" busy={doors.busy} onPress={doors.train}>
            Invented people, requests that are under way, and a clock that you can move. Nothing in it is real access,
            and nothing made in it passes for real.
          </Door>
        </div>
        {doors.refusal === undefined ? null : <RefusalNote refusal={doors.refusal} />}
        <p className={classes.note} role="status">
          {doors.note}
        </p>
        <footer>
          <Button variant="subtle" disabled={doors.busy} onClick={doors.choose}>
            Open a desk that exists…
          </Button>
        </footer>
      </section>
    </main>
  );
}
