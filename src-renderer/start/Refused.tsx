import { Button, Group } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { workspaceQuery } from '../app/queries/workspace.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { useEntryChoices } from './entryChoices.ts';
import classes from './start.module.css';

interface RefusedProps {
  readonly refusal: Refusal | null;
  /** The folder of the desk; null when not even that is known. */
  readonly directory: string | null;
  /** Called with a chosen folder that holds no desk. */
  readonly onNothing: (directory: string) => void;
}

// The description of a damaged file goes byte by byte; its beginning is enough to know what to do.
const MOST_CHARACTERS = 400;

function Why({ message }: { readonly message: string }) {
  if (message.length <= MOST_CHARACTERS) return <RefusalNote refusal={{ message }} />;
  const first = message.slice(0, message.indexOf('. ') + 1) || message.slice(0, MOST_CHARACTERS);
  return (
    <>
      <RefusalNote refusal={{ message: first }} />
      <details className={classes.all}>
        <summary>{t('start.refused.everything')}</summary>
        <p>{message}</p>
      </details>
    </>
  );
}

/** A desk that cannot be opened: why, and what to do next. */
export function Refused({ refusal, directory, onNothing }: RefusedProps) {
  useDocumentTitle(t('common.windowTitle', { page: t('start.refused.page') }));
  const cache = useQueryClient();
  const choices = useEntryChoices(onNothing);
  const again = () => {
    if (directory === null) void cache.invalidateQueries(workspaceQuery());
    else choices.open(directory);
  };
  return (
    <main className={classes.place}>
      <section className={classes.sheet} aria-labelledby="refused-title">
        <h1 id="refused-title">{t('start.refused.title')}</h1>
        {directory === null ? null : <p className={`mono dim ${classes.folder}`}>{directory}</p>}
        <Why message={(choices.refusal ?? refusal)?.message ?? t('start.refused.unknown')} />
        <p className="dim">{t('start.refused.unchanged')}</p>
        {choices.note === null ? null : <p role="status">{choices.note}</p>}
        <Group gap="sm">
          <Button loading={choices.busy} onClick={again}>
            {t('start.refused.again')}
          </Button>
          <Button variant="default" disabled={choices.busy} onClick={choices.choose}>
            {t('start.folder.choose')}
          </Button>
        </Group>
      </section>
    </main>
  );
}
