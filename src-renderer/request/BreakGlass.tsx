import { Button } from '@mantine/core';
import { IconHammer } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { BypassDialog } from './BypassDialog.tsx';

interface BreakGlassProps {
  readonly request: AccessRequest;
}

/** Opens a request of one's own without the approvals, after asking. */
export function BreakGlass({ request }: BreakGlassProps) {
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <Button
        variant="default"
        c="var(--bypass)"
        leftSection={<IconHammer size={16} stroke={1.75} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        Break the glass…
      </Button>
      {asking ? <BypassDialog request={request} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
