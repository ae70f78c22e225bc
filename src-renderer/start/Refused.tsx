import { Button, Group } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { Refusal } from '#contract/refusal.ts';
import { workspaceQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { useDoors } from './doors.ts';
import classes from './start.module.css';

interface RefusedProps {
  readonly refusal: Refusal | null;
  /** The folder of the desk; null when not even that is known. */
  readonly directory: string | null;
  /** Hears of a chosen folder that holds no desk. */
  readonly onNothing: (directory: string) => void;
}

const unknown = { message: 'The desk cannot be opened. Try again, or choose another folder.' };

// A damaged file is described byte by byte; what comes first is enough to know what to do.
const MOST_CHARACTERS = 400;

function Why({ message }: { readonly message: string }) {
  if (message.length <= MOST_CHARACTERS) return <RefusalNote refusal={{ message }} />;
  const first = message.slice(0, message.indexOf('. ') + 1) || message.slice(0, MOST_CHARACTERS);
  return (
    <>
      <RefusalNote refusal={{ message: first }} />
      <details className={classes.all}>
        <summary>Everything that was found</summary>
        <p>{message}</p>
      </details>
    </>
  );
}

/** A desk that cannot be opened: why, and what to do next. */
export function Refused({ refusal, directory, onNothing }: RefusedProps) {
  useDocumentTitle('The desk cannot be opened — Countersign');
  const cache = useQueryClient();
  const doors = useDoors(onNothing);
  const again = () => {
    if (directory === null) void cache.invalidateQueries(workspaceQuery());
    else doors.open(directory);
  };
  return (
    <main className={classes.place}>
      <section className={classes.sheet} aria-labelledby="refused-title">
        <h1 id="refused-title">This desk cannot be opened</h1>
        {directory === null ? null : <p className={`mono dim ${classes.folder}`}>{directory}</p>}
        <Why message={(doors.refusal ?? refusal ?? unknown).message} />
        <p className="dim">Nothing in it was changed.</p>
        {doors.note === null ? null : <p role="status">{doors.note}</p>}
        <Group gap="sm">
          <Button loading={doors.busy} onClick={again}>
            Try again
          </Button>
          <Button variant="default" disabled={doors.busy} onClick={doors.choose}>
            Choose another folder…
          </Button>
        </Group>
      </section>
    </main>
  );
}
