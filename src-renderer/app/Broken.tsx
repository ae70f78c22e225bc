import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Empty } from '../ui/Empty.tsx';

/** What a page that cannot be drawn shows instead of itself. */
export function Broken(): ReactNode {
  return (
    <Empty title="This page could not be drawn.">
      <p>
        Nothing was changed by it. Load the window again; if it happens again, tell whoever looks after Countersign.
      </p>
      <Button variant="default" size="compact-sm" mt="sm" onClick={() => window.location.reload()}>
        Load again
      </Button>
    </Empty>
  );
}
