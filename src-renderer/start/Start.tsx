import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { workspaceQuery } from '../app/queries/workspace.ts';
import { Shell } from '../shell/Shell.tsx';
import { OtherDesk } from './OtherDesk.tsx';
import { Refused } from './Refused.tsx';

// Seen once in the life of a desk; the window opens without them.
const FirstRun = lazy(async () => ({ default: (await import('./FirstRun.tsx')).FirstRun }));
const Founded = lazy(async () => ({ default: (await import('./Founded.tsx')).Founded }));

/** What there is to open: the desk, the first run where there is none, or why it cannot be opened. Over it the choice of another desk. */
export function Start(): ReactNode {
  return (
    <>
      <Opened />
      <OtherDesk />
    </>
  );
}

function Opened(): ReactNode {
  const { data: workspace, error } = useQuery(workspaceQuery());
  // While a desk is founded it opens behind the wizard, whose last page must still be read.
  const [founding, setFounding] = useState<'no' | 'under way' | 'done'>('no');
  const [empty, setEmpty] = useState<string | null>(null);

  // What is open stays open while the desk is interrupted: it is asked again when it is back.
  if (workspace === undefined)
    return error === null ? null : <Refused refusal={error.refusal} directory={null} onNothing={setEmpty} />;
  if (founding === 'done')
    return (
      <Suspense>
        <Founded onDone={() => setFounding('no')} />
      </Suspense>
    );
  if (founding === 'no' && workspace.state === 'open') return <Shell />;
  if (founding === 'no' && workspace.state === 'refused' && empty === null)
    return <Refused refusal={workspace.refusal} directory={workspace.directory} onNothing={setEmpty} />;
  return (
    <Suspense>
      <FirstRun proposed={empty ?? workspace.directory} onFounding={setFounding} />
    </Suspense>
  );
}
