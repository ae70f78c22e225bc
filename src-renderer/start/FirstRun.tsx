import { Button } from '@mantine/core';
import { useDocumentTitle, useId } from '@mantine/hooks';
import { IconArrowRight, IconSchool, IconShieldCheck, type TablerIcon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '#texts/texts.ts';
import { askForOtherDesk } from '../app/otherDesk.ts';
import { recentDesksQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { useEntryChoices } from './entryChoices.ts';
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
  return <Welcome onDirectory={setDirectory} onFound={() => setWizard(true)} />;
}

interface WelcomeProps {
  readonly onDirectory: (directory: string) => void;
  readonly onFound: () => void;
}

function Welcome({ onDirectory, onFound }: WelcomeProps) {
  useDocumentTitle(t('common.windowTitle', { page: t('start.welcome.page') }));
  const choices = useEntryChoices(onDirectory);
  return (
    <main className={classes.place}>
      <section className={classes.welcome} aria-labelledby="welcome-title">
        <header>
          <span className={classes.mark} aria-hidden>
            ▣
          </span>
          <h1 id="welcome-title">{t('start.welcome.title')}</h1>
          <p className="dim">{t('start.welcome.explanation')}</p>
        </header>
        <div className={classes.choices}>
          <EntryChoice icon={IconShieldCheck} title={t('start.welcome.found')} busy={choices.busy} onPress={onFound}>
            {t('start.welcome.foundExplanation')}
          </EntryChoice>
          <EntryChoice icon={IconSchool} title={t('start.welcome.train')} busy={choices.busy} onPress={choices.train}>
            {t('start.welcome.trainExplanation')}
          </EntryChoice>
        </div>
        {choices.refusal === undefined ? null : <RefusalNote refusal={choices.refusal} />}
        <p className={classes.note} role="status">
          {choices.note}
        </p>
        <footer>
          <Button variant="subtle" disabled={choices.busy} onClick={choices.choose}>
            {t('start.welcome.open')}
          </Button>
          <RecentDesksButton />
        </footer>
      </section>
    </main>
  );
}

/** Leads to the desks that were opened on this machine, if there are any. */
function RecentDesksButton() {
  const { data } = useQuery(recentDesksQuery());
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Button variant="subtle" onClick={() => askForOtherDesk('desk')}>
      {t('start.welcome.recent')}
    </Button>
  );
}

interface EntryChoiceProps {
  readonly icon: TablerIcon;
  readonly title: string;
  readonly busy: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** One of the ways to begin, with what it means. */
function EntryChoice({ icon: Icon, title, busy, onPress, children }: EntryChoiceProps) {
  const id = useId();
  return (
    <button
      type="button"
      className={classes.choice}
      disabled={busy}
      aria-labelledby={id}
      aria-describedby={`${id}-text`}
      onClick={onPress}
    >
      <Icon size={28} stroke={1.5} aria-hidden />
      <span id={id} className={classes.choiceTitle}>
        {title}
        <IconArrowRight size={16} stroke={1.75} aria-hidden />
      </span>
      <span id={`${id}-text`} className="dim">
        {children}
      </span>
    </button>
  );
}
