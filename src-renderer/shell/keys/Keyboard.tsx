import { useWindowEvent } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { isInDialog, onMac } from '../../ui/keys.ts';
import { onPaletteAsked } from '../palette/asked.ts';
import { Palette } from '../palette/Palette.tsx';
import { useGoKeys } from './goKeys.ts';
import { KeyHelp } from './KeyHelp.tsx';

interface KeyboardProps {
  readonly me: Person;
  readonly session: SessionView;
}

const asksForPalette = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'k' && (onMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;

/** The keys that work everywhere, and what they show. */
export function Keyboard({ me, session }: KeyboardProps) {
  const [shown, setShown] = useState<'palette' | 'help' | null>(null);
  const close = () => setShown(null);
  useGoKeys(me, () => setShown('help'));
  useEffect(() => onPaletteAsked(() => setShown('palette')), []);
  useWindowEvent('keydown', (event) => {
    if (!asksForPalette(event)) return;
    event.preventDefault();
    // A dialog asks something that has to be answered first.
    if (!isInDialog(event)) setShown('palette');
  });
  return (
    <>
      {shown === 'help' ? <KeyHelp me={me} onClose={close} /> : null}
      {shown === 'palette' ? (
        <Palette me={me} session={session} onClose={close} onHelp={() => setShown('help')} />
      ) : null}
    </>
  );
}
