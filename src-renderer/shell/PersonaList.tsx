import { TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import classes from './PersonaList.module.css';

/** How many people the list shows at once; typing finds the others. */
const MOST_SHOWN = 50;

interface PersonaListProps {
  readonly personas: readonly Person[];
  readonly me: Person | null;
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
  readonly onChoose: (id: string) => void;
}

const fits = (person: Person, words: readonly string[]): boolean => {
  const about = `${person.name} ${person.username} ${t(`common.role.${person.role}`)}`.toLocaleLowerCase();
  return words.every((word) => about.includes(word));
};

/** The personas of a training workspace, found by typing. Enter takes the first. */
export function PersonaList({ personas, me, pending, refusal, onChoose }: PersonaListProps) {
  const [typed, setTyped] = useState('');
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = personas.filter((person) => fits(person, words));
  const first = found[0];
  return (
    <div className={classes.personas}>
      <TextInput
        aria-label={t('shell.person.find')}
        placeholder={t('shell.person.find')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first !== undefined) onChoose(first.id);
        }}
        data-autofocus
      />
      {refusal === undefined ? null : <RefusalNote refusal={refusal} />}
      {found.length === 0 ? <p className="dim">{t('shell.person.none')}</p> : null}
      <ul className={classes.list}>
        {found.slice(0, MOST_SHOWN).map((person) => (
          <li key={person.id}>
            <button
              type="button"
              disabled={pending}
              onClick={() => onChoose(person.id)}
              aria-current={person.id === me?.id}
            >
              <span className={classes.name}>
                {person.name} <span className="dim">{person.username}</span>
              </span>
              <span className={classes.role}>{t(`common.role.${person.role}`)}</span>
              {person.id === me?.id ? <IconCheck size={16} aria-label={t('shell.person.you')} /> : <span />}
            </button>
          </li>
        ))}
      </ul>
      {found.length <= MOST_SHOWN ? null : (
        <p className="dim">{t('shell.person.more', { count: found.length - MOST_SHOWN })}</p>
      )}
    </div>
  );
}
