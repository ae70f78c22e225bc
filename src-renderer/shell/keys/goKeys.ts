import { useWindowEvent } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Person } from '#contract/people.ts';
import { isInDialog, isPressed, isTyped, useSingleKeys } from '../../ui/keys.ts';
import { placesOf } from './table.ts';

/** How long `g` waits for its letter, in milliseconds. */
const PATIENCE_MS = 2_000;

/** `g`, then a letter, goes to a place; `?` asks for help. */
export function useGoKeys(me: Person, onHelp: () => void): void {
  const navigate = useNavigate();
  const on = useSingleKeys();
  const begun = useRef(Number.NEGATIVE_INFINITY);
  // Before the keys of the page: the letter behind a g means nothing to it.
  useWindowEvent(
    'keydown',
    (event) => {
      if (!on || isTyped(event) || isInDialog(event) || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
      const waiting = event.timeStamp - begun.current < PATIENCE_MS;
      begun.current = Number.NEGATIVE_INFINITY;
      const place = waiting ? placesOf(me).find(({ letter }) => isPressed(event, letter)) : undefined;
      if (place !== undefined) void navigate({ to: place.to });
      else if (isPressed(event, 'g')) begun.current = event.timeStamp;
      else if (isPressed(event, '?')) onHelp();
      else if (!waiting || event.key.length > 1) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
