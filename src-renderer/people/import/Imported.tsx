import { Button, Group } from '@mantine/core';
import type { ImportPlan } from '#contract/people.ts';
import classes from '../../ui/import/import.module.css';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { countsOf } from './PlanSummary.tsx';

interface ImportedProps {
  readonly done: ImportPlan;
  /** Whether whoever was added needs a code to sign in. */
  readonly real: boolean;
  readonly onAnother: () => void;
}

/** What an import did. */
export function Imported({ done, real, onAnother }: ImportedProps) {
  return (
    <Page title="Import people">
      <div className={classes.done}>
        <p role="status" className="strong tabular">
          It is done: {countsOf(done)}.
        </p>
        {real && done.created > 0 ? (
          <p>
            Whoever is new needs a one-time code for the first sign-in. Issue the codes in the list of people, one by
            one.
          </p>
        ) : null}
        <Group gap="sm">
          <LinkButton to="/people" size="compact-md">
            Go to people
          </LinkButton>
          <Button variant="default" size="compact-md" onClick={onAnother}>
            Import another file
          </Button>
        </Group>
      </div>
    </Page>
  );
}
