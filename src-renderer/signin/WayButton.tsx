import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

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
      // The field that has the focus would be left, say what is wrong with it, and move this button away from under the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children}
    </Button>
  );
}
