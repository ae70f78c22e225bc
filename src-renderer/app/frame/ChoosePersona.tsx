import type { SessionView } from '#contract/session.ts';
import { useBecome } from './become.ts';
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
      <h1 id="choose-title">Who are you today?</h1>
      <p className="dim">
        This is a desk to practise on, with invented people. Approvers find something waiting in their inbox, admins
        keep policies and people, auditors read everything. You can be somebody else at any time, at the bottom left.
      </p>
      <PersonaList
        personas={session.personas}
        me={null}
        pending={become.isPending}
        refusal={become.error?.refusal}
        onChoose={(id) => become.mutate(id)}
      />
    </section>
  );
}
