import { Popover } from '@mantine/core';
import { IconSelector, IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { useBecome } from '../app/session.ts';
import { CutName } from '../ui/CutName.tsx';
import { shownName } from '../ui/names.ts';
import { PersonaList } from './PersonaList.tsx';
import classes from './PersonaSwitcher.module.css';

interface PersonaSwitcherProps {
  readonly me: Person;
  readonly session: SessionView;
}

/** The current person of a training workspace, and a way to switch to another. */
export function PersonaSwitcher({ me, session }: PersonaSwitcherProps) {
  const [open, setOpen] = useState(false);
  const become = useBecome();
  const who = (
    <>
      <IconUserCircle size={20} stroke={1.5} aria-hidden />
      <span className={classes.who}>
        <span className={classes.name}>
          <CutName person={me} />
        </span>
        <span className={classes.role}>{t(`common.role.${me.role}`)}</span>
      </span>
    </>
  );
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.me}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
          aria-label={t('shell.person.switcher', { name: shownName(me), role: t(`common.role.${me.role}`) })}
          title={t('shell.person.hint', { name: me.name, username: me.username, role: t(`common.role.${me.role}`) })}
        >
          {who}
          <IconSelector size={16} stroke={1.5} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('shell.person.switch')}>
        <PersonaList
          personas={session.personas}
          me={me}
          pending={become.isPending}
          refusal={become.error?.refusal}
          onChoose={(id) => become.mutate(id, { onSuccess: () => setOpen(false) })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
