import { IconArrowsExchange, IconCheck, IconLockOpen, IconPlus, IconStackPush } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { AccountEffect, ImpactedAccount, PolicyImpact } from '#contract/policyImpact.ts';
import { Empty } from '../../ui/Empty.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { counted } from '../../ui/words.ts';
import classes from './foresight.module.css';
import type { PolicyImpactState } from './usePolicyImpact.ts';

const ROW_HEIGHT = 48;

const icons: Record<AccountEffect, ComponentType<{ size: number; stroke: number; 'aria-hidden': true }>> = {
  gains: IconPlus,
  loses: IconLockOpen,
  changes: IconArrowsExchange,
  keeps: IconCheck,
  shadowed: IconStackPush,
};

function words({ effect, from, to }: ImpactedAccount): string {
  switch (effect) {
    case 'gains':
      return 'gets its first gate';
    case 'loses':
      return 'loses its only gate';
    case 'changes':
      return `from ${from?.name ?? 'nothing'} to ${to?.name ?? 'nothing'}`;
    case 'keeps':
      return 'stays gated by it';
    case 'shadowed':
      return `${to?.name ?? 'another policy'} goes before it`;
  }
}

const keyOf = ({ resource, account }: ImpactedAccount): string => `${resource}\u0000${account}`;

function AccountRow({ account }: { readonly account: ImpactedAccount }) {
  const Icon = icons[account.effect];
  return (
    <div className={classes.account} title={account.because}>
      <span className={`mono ${classes.cut}`}>
        {account.account} <span className="dim">on</span> {account.resource}
      </span>
      <span className={classes.effect} data-effect={account.effect}>
        <Icon size={12} stroke={2} aria-hidden />
        <span className={classes.cut}>{words(account)}</span>
      </span>
    </div>
  );
}

// What it takes away comes first, for nobody looks for that among what it matches.
function shown({ changes, examples }: PolicyImpact, onlyChanges: boolean): readonly ImpactedAccount[] {
  const changed = [...changes.loses.examples, ...changes.changes.examples, ...changes.gains.examples];
  if (onlyChanges) return changed;
  const matched = new Set(examples.map(keyOf));
  const away = [...changes.loses.examples, ...changes.changes.examples].filter((one) => !matched.has(keyOf(one)));
  return [...away, ...examples];
}

function summary({ accounts, matched, gated, changes }: PolicyImpact, onlyChanges: boolean): string {
  if (accounts === 0) return 'none';
  const { gains, loses, changes: moved } = changes;
  if (onlyChanges)
    return `${counted(gains.count + loses.count + moved.count, 'account')} of ${accounts.toLocaleString('en-GB')}`;
  return `matches ${matched.toLocaleString('en-GB')} of ${accounts.toLocaleString('en-GB')}, gates ${gated.toLocaleString('en-GB')}`;
}

interface AccountsProps {
  readonly impact: PolicyImpactState;
  /** Show those alone whose gate changes. */
  readonly onlyChanges?: boolean;
}

/** The accounts that a draft matches, with what becomes of each, as one types. */
export function Accounts({ impact: { foresight, refusal }, onlyChanges = false }: AccountsProps) {
  const title = onlyChanges ? 'Accounts whose gate changes' : 'Accounts';
  const items = foresight === undefined ? [] : shown(foresight, onlyChanges);
  return (
    <section className={classes.panel} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <p className="dim tabular" role="status">
          {foresight === undefined ? 'Looking…' : summary(foresight, onlyChanges)}
        </p>
      </header>
      <div className={classes.list}>
        {refusal !== undefined ? (
          <RefusalNote refusal={refusal} />
        ) : foresight === undefined ? (
          <SkeletonRows count={4} height={ROW_HEIGHT} />
        ) : foresight.accounts === 0 ? (
          <Empty title="The inventory is empty.">
            Import the accounts of your systems, and you see here which of them this policy gates.
          </Empty>
        ) : items.length === 0 ? (
          <Empty title={onlyChanges ? 'No account changes its gate.' : 'It matches no account yet.'} />
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
