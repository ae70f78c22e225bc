import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SessionView } from '#contract/session.ts';

/** The ways to sign in: the passphrase, a one-time code from an admin, or the recovery kit. */
export type WayIn = 'passphrase' | 'code' | 'kit';

/** The properties of every way to sign in. The username stays when the way changes. */
export interface WayProps {
  readonly session: SessionView;
  readonly username: string;
  readonly onUsername: (username: string) => void;
  readonly onWay: (way: WayIn) => void;
}

interface WayButtonProps {
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** Leads to another way in. */
export function WayButton({ onPress, children }: WayButtonProps) {
  return (
    <Button
      variant="transparent"
      size="compact-sm"
      px={0}
      // Leaving the focused field would show its mistake, and move this button away from under the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children}
    </Button>
  );
}
