import { IconArrowsExchange, IconCheck, IconLockOpen, IconPlus, IconStackPush } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { AccountEffect, ImpactedAccount, PolicyImpact } from '#contract/policyImpact.ts';
import { t } from '#texts/texts.ts';
import { Empty } from '../../ui/Empty.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import classes from './impact.module.css';
import type { PolicyImpactState } from './usePolicyImpact.ts';

const ROW_HEIGHT = 48;

const icons: Record<AccountEffect, ComponentType<{ size: number; stroke: number; 'aria-hidden': true }>> = {
  gains: IconPlus,
  loses: IconLockOpen,
  changes: IconArrowsExchange,
  keeps: IconCheck,
  shadowed: IconStackPush,
};

function effectText({ effect, from, to }: ImpactedAccount): string {
  switch (effect) {
    case 'changes':
      return t('policies.impact.changes', {
        from: from?.name ?? t('policies.impact.nothing'),
        to: to?.name ?? t('policies.impact.nothing'),
      });
    case 'shadowed':
      return t('policies.impact.shadowed', { policy: to?.name ?? t('policies.impact.anotherPolicy') });
    default:
      return t(`policies.impact.${effect}`);
  }
}

const keyOf = ({ resource, account }: ImpactedAccount): string => `${resource}\u0000${account}`;

function AccountRow({ account }: { readonly account: ImpactedAccount }) {
  const Icon = icons[account.effect];
  return (
    <div className={classes.account} title={account.because}>
      <span className={`mono ${classes.cut}`}>
        <Sentence
          text="policies.impact.account"
          values={{ account: account.account, resource: account.resource }}
          parts={{ dim: <span className="dim" /> }}
        />
      </span>
      <span className={classes.effect} data-effect={account.effect}>
        <Icon size={12} stroke={2} aria-hidden />
        <span className={classes.cut}>{effectText(account)}</span>
      </span>
    </div>
  );
}

// Accounts that it takes away come first: they are easily overlooked among the matches.
function shown({ changes, examples }: PolicyImpact, onlyChanges: boolean): readonly ImpactedAccount[] {
  const changed = [...changes.loses.examples, ...changes.changes.examples, ...changes.gains.examples];
  if (onlyChanges) return changed;
  const matched = new Set(examples.map(keyOf));
  const away = [...changes.loses.examples, ...changes.changes.examples].filter((one) => !matched.has(keyOf(one)));
  return [...away, ...examples];
}

function summary({ accounts, matched, gated, changes }: PolicyImpact, onlyChanges: boolean): string {
  if (accounts === 0) return t('policies.impact.none');
  if (!onlyChanges) return t('policies.impact.matches', { matched, all: accounts, gated });
  const count = changes.gains.count + changes.loses.count + changes.changes.count;
  return t('policies.impact.changedOf', { count, all: accounts });
}

interface AccountsProps {
  readonly impact: PolicyImpactState;
  /** Whether to show only accounts whose policy changes. */
  readonly onlyChanges?: boolean;
}

/** The accounts that a draft matches, with the effect on each, while the viewer types. */
export function Accounts({ impact: { impact, refusal }, onlyChanges = false }: AccountsProps) {
  const title = t(onlyChanges ? 'policies.impact.changedAccounts' : 'policies.impact.accounts');
  const items = impact === undefined ? [] : shown(impact, onlyChanges);
  return (
    <section className={classes.panel} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <p className="dim tabular" role="status">
          {impact === undefined ? t('policies.impact.loading') : summary(impact, onlyChanges)}
        </p>
      </header>
      <div className={classes.list}>
        {refusal !== undefined ? (
          <RefusalNote refusal={refusal} />
        ) : impact === undefined ? (
          <SkeletonRows count={4} height={ROW_HEIGHT} />
        ) : impact.accounts === 0 ? (
          <Empty title={t('policies.impact.noInventory')}>{t('policies.impact.noInventoryAdvice')}</Empty>
        ) : items.length === 0 ? (
          <Empty title={t(onlyChanges ? 'policies.impact.noChanges' : 'policies.impact.noMatches')} />
        ) : (
          <VirtualList
            label={title}
            items={items}
            keyOf={keyOf}
            rowHeight={ROW_HEIGHT}
            row={(account) => <AccountRow account={account} />}
            still
          />
        )}
      </div>
    </section>
  );
}
