import { Kbd, Modal, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import type { Command } from '../../ui/commands.ts';
import { useListbox } from '../../ui/useListbox.ts';
import classes from './Palette.module.css';
import { usePaletteCommands } from './usePaletteCommands.ts';

interface PaletteProps {
  readonly me: Person;
  readonly session: SessionView;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** The command palette: finds the commands of the page and of the desk by the words typed. */
export function Palette({ me, session, onClose, onHelp }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const [cameFrom] = useState(() => document.activeElement);
  const found = usePaletteCommands({ typed, me, session, onHelp });
  const chosen = useRef<Command | null>(null);
  const listbox = useListbox({
    keys: found.map(({ id }) => id),
    open: true,
    first: 0,
    of: typed,
    onChoose: (index) => {
      chosen.current = found[index] ?? null;
      onClose();
    },
  });
  // Only once this is gone does the focus belong to the page again, and to what the command does with it.
  useEffect(
    () => () => {
      const command = chosen.current;
      window.requestAnimationFrame(() => {
        if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
        command?.run();
      });
    },
    [cameFrom],
  );
  return (
    <Modal.Root
      opened
      onClose={onClose}
      padding={0}
      size="lg"
      yOffset="12vh"
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content aria-label={t('shell.palette.label')}>
        <Modal.Body>
          <input
            className={classes.field}
            aria-label={t('shell.palette.label')}
            placeholder={t('shell.palette.placeholder')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => listbox.onKey(event)}
            spellCheck={false}
            data-autofocus
            {...listbox.field}
          />
          {found.length === 0 ? (
            <p className={classes.nothing}>{t('shell.palette.nothing')}</p>
          ) : (
            <ul className={classes.list} aria-label={t('shell.palette.list')} {...listbox.list}>
              {found.map((command, index) => (
                <li key={command.id} className={classes.option} {...listbox.option(index)}>
                  <span className={classes.words}>{command.words}</span>
                  <span className={classes.section}>{command.section}</span>
                  {command.key === undefined ? null : <Kbd size="xs">{command.key}</Kbd>}
                </li>
              ))}
            </ul>
          )}
          <VisuallyHidden role="status">
            {typed === '' ? '' : t('shell.palette.results', { count: found.length })}
          </VisuallyHidden>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
