import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SingleKeysContext } from '../ui/keys.ts';
import { NowContext } from '../ui/When.tsx';
import { settingsQuery } from './queries/workspace.ts';
import { useNow } from './session.ts';

interface AmbientContextProps {
  readonly children: ReactNode;
}

/** Tells the components of ui/ what they need of the desk: its clock, and whether single letters act. */
export function AmbientContext({ children }: AmbientContextProps) {
  const now = useNow();
  const { data: settings } = useQuery(settingsQuery());
  return (
    <NowContext value={now}>
      <SingleKeysContext value={settings?.singleKeys ?? false}>{children}</SingleKeysContext>
    </NowContext>
  );
}
