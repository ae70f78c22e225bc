import type { ReactNode } from 'react';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';

/** An address that leads nowhere. */
export function NotHere(): ReactNode {
  return (
    <Empty title="There is no such page.">
      <LinkButton to="/inbox" variant="default" size="compact-sm" mt="sm">
        Go to the inbox
      </LinkButton>
    </Empty>
  );
}
