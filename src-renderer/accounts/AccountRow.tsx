import { IconFileCheck, IconShieldX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ListedAccount } from '#contract/accounts.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import classes from './accounts.module.css';

interface AccountRowProps {
  readonly item: ListedAccount;
  /** Whether the viewer sees what gates an account. */
  readonly sees: boolean;
  /** Whether the viewer can ask for access. */
  readonly asks: boolean;
}

/** An account in one line: where it is, what is known of it, and which policy gates it. */
export function AccountRow({ item, sees, asks }: AccountRowProps) {
  const { resource, account, kind, owner, policy } = item;
  return (
    <div className={classes.row} data-overseen={sees}>
      <span className={`mono ${classes.cut}`} title={resource}>
        {resource}
      </span>
      <span className={`mono strong ${classes.cut}`} title={account}>
        {account}
      </span>
      <span className={`dim ${classes.cut}`}>{kind}</span>
      <span className={`dim ${classes.cut}`} title={owner ?? undefined}>
        {owner}
      </span>
      {!sees ? null : policy ? (
        <Link to="/policies" search={{ policy: policy.id }} className={classes.gate}>
          <IconFileCheck size={16} stroke={1.75} aria-hidden />
          <span className={classes.cut}>{policy.name}</span>
        </Link>
      ) : (
        <span className={classes.ungated}>
          <IconShieldX size={16} stroke={1.75} aria-hidden /> no policy: access is refused
        </span>
      )}
      {asks && (!sees || policy) ? (
        <LinkButton
          to="/new"
          search={{ resource, account }}
          variant="default"
          size="compact-sm"
          aria-label={`Ask for ${account} on ${resource}`}
        >
          Ask for it
        </LinkButton>
      ) : null}
    </div>
  );
}
