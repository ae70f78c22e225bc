import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { OtherDeskButton } from '../app/OtherDeskButton.tsx';
import { useBecome } from '../app/session.ts';
import classes from './ChoosePersona.module.css';
import { PersonaList } from './PersonaList.tsx';

interface ChoosePersonaProps {
  readonly session: SessionView;
}

/** The first screen of a training workspace: choose who you are. */
export function ChoosePersona({ session }: ChoosePersonaProps) {
  const become = useBecome();
  return (
    <section className={classes.choose} aria-labelledby="choose-title">
      <h1 id="choose-title">{t('shell.choosePersona.title')}</h1>
      <p className="dim">{t('shell.choosePersona.explanation')}</p>
      <PersonaList
        personas={session.personas}
        me={null}
        pending={become.isPending}
        refusal={become.error?.refusal}
        onChoose={(id) => become.mutate(id)}
      />
      <footer>
        <OtherDeskButton />
      </footer>
    </section>
  );
}
