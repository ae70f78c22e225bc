import { IconFileCheck, IconShieldX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ListedAccount } from '#contract/accounts.ts';
import { t } from '#texts/texts.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import classes from './accounts.module.css';

interface AccountRowProps {
  readonly item: ListedAccount;
  /** Whether the viewer sees the policies of accounts. */
  readonly sees: boolean;
  /** Whether the viewer can ask for access. */
  readonly asks: boolean;
}

/** An account in one line: its resource, kind, owner and policy. */
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
          <IconShieldX size={16} stroke={1.75} aria-hidden /> {t('accounts.ungated')}
        </span>
      )}
      {asks && (!sees || policy) ? (
        <LinkButton
          to="/new"
          search={{ resource, account }}
          variant="default"
          size="compact-sm"
          aria-label={t('accounts.askFor', { account, resource })}
        >
          {t('accounts.ask')}
        </LinkButton>
      ) : null}
    </div>
  );
}
