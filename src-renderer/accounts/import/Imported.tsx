import { Button, Group } from '@mantine/core';
import type { AccountsImported } from '#contract/accounts.ts';
import classes from '../../ui/import/import.module.css';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { countsOf } from './PlanSummary.tsx';

interface ImportedProps {
  readonly done: AccountsImported;
  readonly onAnother: () => void;
}

/** What an import did. */
export function Imported({ done, onAnother }: ImportedProps) {
  return (
    <Page title="Import accounts">
      <div className={classes.done}>
        <p role="status" className="strong tabular">
          It is done: {countsOf(done)}.
        </p>
        <p>Now look which of them no policy gates: access to those is refused until one does.</p>
        <Group gap="sm">
          <LinkButton to="/accounts" search={{ show: 'ungated' }} size="compact-md">
            Show what is ungated
          </LinkButton>
          <LinkButton to="/accounts" variant="default" size="compact-md">
            Go to accounts
          </LinkButton>
          <Button variant="default" size="compact-md" onClick={onAnother}>
            Import another file
          </Button>
        </Group>
      </div>
    </Page>
  );
}
